"""Find a Chromium for the tests of pictures, installing the system's own package where that is allowed.

Run by `make test`; the tests find the same browser through `CHROMIUM` or the search path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install the system's Chromium with apt-get, as root or by sudo without a password."""
    if shutil.which("apt-get") is None:
        return
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([*before, "apt-get", "-qq", *step], check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure that there is a browser; return the exit code."""
    if find() is None:
        install()
    if (path := find()) is None:
        sys.stderr.write("no Chromium was found: install one, or name it in the environment variable CHROMIUM\n")
        return 1
    sys.stdout.write(f"browser: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
