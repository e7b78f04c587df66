"""The first step of the `probation` command, taken before anything else is imported, and its last."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

# A command lives for a fraction of a second and leaves little garbage: looking for it every 700 objects, as Python
# does unless told otherwise, takes a tenth of a lookup's time.
GARBAGE_EVERY = 100_000


def main() -> None:
    """Run the command line; see `app.main`. The process ends here, at once."""
    gc.set_threshold(GARBAGE_EVERY)

    from probation.cli.app import main as run

    try:
        run()
    except SystemExit as end:
        # All is written by now and files are closed: taking the program apart piece by piece, store and all, would
        # only make its user wait.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else 0)
