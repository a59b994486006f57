"""Files that a source names, out of the folder it lies in. Nothing else of this machine is ever read."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 10_000_000


def path_of(folder: Path | None, below: Iterable[str], source: str, endings: Iterable[str]) -> Path | None:
    """The file of this name in the folder or in one of those `below` it. None if it is missing, too large or of no such kind."""
    if folder is None or "\0" in source:
        return None
    root = folder.resolve()
    for name in below:
        path = root / name / source
        allowed = path.suffix.lower().lstrip(".") in endings
        with suppress(OSError):  # a name that no file can have
            path = path.resolve()
            if allowed and path.is_relative_to(root) and path.is_file() and path.stat().st_size <= MAX_BYTES:
                return path
    return None
