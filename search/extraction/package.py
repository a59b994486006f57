"""The ZIP packages that Word and PowerPoint files are."""

import zipfile
from pathlib import Path

from .limits import Limits
from .parts import Trouble, UnreadableFileError

MAX_FILES = 20_000


def check(path: Path, limits: Limits) -> None:
    """Refuse what would grow out of all measure when it is unpacked. No more is unpacked than a package says of itself."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(Trouble.DAMAGED) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError(Trouble.PROTECTED)
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise UnreadableFileError(Trouble.TOO_LARGE)


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        return set(package.namelist())
