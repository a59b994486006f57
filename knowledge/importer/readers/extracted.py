"""PDF and PowerPoint files, by the text that the search reads out of them too: page by page, without their looks.

What such a file holds is read as plain text with page breaks, so that it has lines, and is recognised as such.
"""

import tempfile
from pathlib import Path

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import extraction
from search.extraction import LIMITS, Extracted, UnreadableFileError
from search.files.states import REASONS

from ..document import Document, Note, UnreadableError
from . import plaintext

PAGE = "\f"
KEPT = 3600  # seconds that a text is kept for whoever reviews the import and makes drafts of it


def read(name: str, digest: str, data: bytes) -> Document:
    """The document in the file. Raises UnreadableError."""
    found = _extracted(digest, data)
    if not found.parts:
        raise UnreadableError(
            _("The file has no text. If it is scanned, save it after text recognition (OCR).")
            if found.scanned
            else _("The file is empty.")
        )
    pages = ("\n\n".join(filter(None, (part.title, part.text))) for part in found.parts)
    document = plaintext.read(name, digest, f"\n{PAGE}".join(pages).encode())
    return Document(**vars(document) | {"notes": (*_notes(found), *document.notes)})


def _extracted(digest: str, data: bytes) -> Extracted:
    key = f"importer:{extraction.VERSION}:{digest}"
    found = cache.get(key)
    if found is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(data)
            try:
                found = extraction.extract(path, LIMITS)
            except UnreadableFileError as error:
                reason = {"reason": REASONS[error.trouble]}
                raise UnreadableError(_("The file cannot be read: %(reason)s.") % reason) from error
        cache.set(key, found, KEPT)
    return found


def _notes(found: Extracted) -> list[Note]:
    notes = []
    if found.scanned:
        text = ngettext(
            "%(number)d page has no text (scanned?) and was left out.",
            "%(number)d pages have no text (scanned?) and were left out.",
            found.scanned,
        )
        notes.append(Note(1, text % {"number": found.scanned}))
    if found.truncated:
        notes.append(Note(1, _("The document is very long; only its beginning was read.")))
    return notes
