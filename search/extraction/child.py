"""The process that reads one file: `python -m search.extraction.child FILE LIMITS`. It knows nothing of the portal."""

import json
import sys
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from .limits import Limits, keep_to
from .package import check, names
from .parts import Extracted, Trouble, UnreadableFileError

# A password makes a Word or PowerPoint file an OLE container, as files of before 2007 are.
OLE = b"\xd0\xcf\x11\xe0"
# The readers of packages, by the file that each kind of package has.
PACKAGES = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx"}


def read(path: Path, limits: Limits) -> Extracted:
    """By what the file is, not by what it is called."""
    with path.open("rb") as file:
        start = file.read(1024)
    if b"%PDF-" in start:
        return _reader("pdf")(path, limits)
    if start.startswith(OLE):
        raise UnreadableFileError(Trouble.PROTECTED)
    if not zipfile.is_zipfile(path):
        raise UnreadableFileError(Trouble.UNKNOWN)
    check(path, limits)
    found = names(path)
    for name, reader in PACKAGES.items():
        if name in found:
            return _reader(reader)(path, limits)
    raise UnreadableFileError(Trouble.UNKNOWN)


def _reader(kind: str) -> Callable[[Path, Limits], Extracted]:
    """Taken in only when it is wanted: the packages for each kind of file take longer to load than most files to read."""
    return import_module(f".{kind}", __package__).read


def answer(path: Path, limits: Limits) -> dict:
    try:
        found = read(path, limits)
    except UnreadableFileError as error:
        return {"trouble": error.trouble}
    except MemoryError:
        return {"trouble": Trouble.STOPPED}
    except Exception:  # each package has errors of its own for what it cannot read
        return {"trouble": Trouble.DAMAGED}
    parts = [(part.number, part.title, part.text) for part in found.parts]
    return {"unit": found.unit, "parts": parts, "scanned": found.scanned, "truncated": found.truncated}


def main() -> None:
    limits = Limits(**json.loads(sys.argv[2]))
    keep_to(limits)
    json.dump(answer(Path(sys.argv[1]), limits), sys.stdout)


if __name__ == "__main__":
    main()
