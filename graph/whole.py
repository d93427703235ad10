"""One file that is all old or all new, whatever ends the writing."""

import os
from pathlib import Path

__all__ = ["write"]


def write(path: Path, text: str) -> None:
    """Put the text in the place of the file as UTF-8, line ends as they are: written beside it, settled, then renamed.

    OSError where it cannot be; what was there before stays as it was.
    """
    fresh = path.with_name(f".intercity-{os.getpid()}.tmp")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
