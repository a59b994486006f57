"""PDF files, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE, FPDFText_GetFontSize

from .limits import Limits
from .parts import Collector, Extracted, Trouble, UnreadableFileError

# How deep pictures are looked for in forms within forms.
DEPTH = 3
# So much more than the usual distance between two lines, or than the usual size of letters, parts paragraphs.
WIDER = 1.3
LARGER = 1.15


def read(path: Path, limits: Limits) -> Extracted:
    """Raises UnreadableFileError."""
    try:
        document = PdfDocument(path)
        pages = len(document)
    except PdfiumError as error:
        is_protected = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise UnreadableFileError(Trouble.PROTECTED if is_protected else Trouble.DAMAGED) from error
    found = Collector("page", limits)
    unreadable = 0
    for index in range(pages):
        if found.is_full:
            break
        try:
            _read_page(document[index], index + 1, found)
        except PdfiumError:
            unreadable += 1
    if unreadable == pages:
        raise UnreadableFileError(Trouble.DAMAGED)
    return found.result


def _read_page(page: PdfPage, number: int, found: Collector) -> None:
    text = page.get_textpage()
    has_text = found.add(number, _lines(text))
    if not has_text and any(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=DEPTH)):
        found.scanned += 1
    text.close()
    page.close()


def _lines(text: PdfTextPage) -> list[str]:
    """The lines of a page, with empty ones where its looks part paragraphs."""
    lines = list(_placed(text))
    distances = [before.bottom - after.top for before, after in pairwise(lines)]
    down = sorted(distance for distance in distances if distance > 0)
    usual = (
        down[len(down) // 4] if down else 0
    )  # most lines follow closely upon another, even on a page of short paragraphs
    parted = [line.text for line in lines[:1]]
    for distance, (before, after) in zip(distances, pairwise(lines), strict=True):
        # What stands further up stands in another column or box.
        if (
            distance < 0
            or distance > WIDER * usual
            or max(before.size, after.size) > LARGER * min(before.size, after.size)
        ):
            parted.append("")
        parted.append(after.text)
    return parted


@dataclass(frozen=True)
class _Line:
    """`top` and `bottom` are the feet of its first and its last letter: a word parted by a hyphen joins two lines to one."""

    text: str
    top: float
    bottom: float
    size: float


def _placed(text: PdfTextPage) -> Iterator[_Line]:
    place, count = 0, text.count_chars()
    for line in text.get_text_range().split("\r\n"):
        first, last = place + len(line) - len(line.lstrip()), place + len(line.rstrip()) - 1
        place += len(line) + 2
        if line.strip() and last < count:
            top, bottom = (text.get_charbox(index, loose=True)[1] for index in (first, last))
            yield _Line(line, top, bottom, FPDFText_GetFontSize(text.raw, first))
