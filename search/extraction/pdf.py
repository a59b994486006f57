"""PDF files, page by page."""

from pathlib import Path

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE

from .limits import Limits
from .parts import Collector, Extracted, Trouble, UnreadableFileError

# How deep pictures are looked for in forms within forms.
DEPTH = 3


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


def _read_page(page: pypdfium2.PdfPage, number: int, found: Collector) -> None:
    text = page.get_textpage()
    has_text = found.add(number, [text.get_text_bounded()])
    if not has_text and any(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=DEPTH)):
        found.scanned += 1
    text.close()
    page.close()
