"""The first step of the `probation` command, taken before anything else is imported."""

from __future__ import annotations

import gc

# A command lives for a fraction of a second and leaves little garbage: looking for it every 700 objects, as Python
# does unless told otherwise, takes a tenth of a lookup's time.
GARBAGE_EVERY = 100_000


def main() -> None:
    """Run the command line; see `app.main`."""
    gc.set_threshold(GARBAGE_EVERY)

    from probation.cli.app import main as run

    try:
        run()
    finally:
        # The process is about to end, and its memory with it: Python need not look through it for garbage once more.
        gc.freeze()
