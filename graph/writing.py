"""Write a file whole or not at all: to a temporary place beside it, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from probation.graph.errors import InputError


def write_whole(path: Path, text: str) -> None:
    """Write text as UTF-8; raises InputError when the place cannot be written, leaving what was there."""
    try:
        if path.is_dir():
            message = f"{path}: is a folder; name a file"
            raise InputError(message)
        handle, aside = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            umask = os.umask(0)
            os.umask(umask)
            Path(aside).chmod(0o666 & ~umask)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); name another file with -o"
        raise InputError(message) from None
