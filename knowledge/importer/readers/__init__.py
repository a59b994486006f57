"""Readers: from the bytes of a file to a neutral document, one module per kind of file."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from ..document import Document, UnreadableError, lines_of
from . import docx, extracted, markdown, plaintext
from .text import decode, split_lines

MAX_BYTES = 10_000_000

TEXTS = (".md", ".markdown", ".txt", ".text", "")
# How other files begin that are sometimes given the name of a text.
SIGNATURES = {b"%PDF-": "PDF", b"PK\x03\x04": "ZIP", b"\xd0\xcf\x11\xe0": "DOC", b"{\\rtf": "RTF"}

# A reader takes the file's name, its digest and its bytes. It raises UnreadableError, and nothing else.
READERS: dict[str, Callable[[str, str, bytes], Document]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plaintext.read,
    ".text": plaintext.read,
    ".docx": docx.read,
    ".pdf": extracted.read,
    ".pptx": extracted.read,
    "": plaintext.read,
}


def check(name: str, size: int, data: bytes | None = None) -> None:
    """Say what can be said of a file without understanding it: its type, its size, and of a text that it is one.

    Raises UnreadableError.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        raise UnreadableError(
            _("Files of the type %(type)s cannot be imported. These can: %(types)s.")
            % {"type": suffix, "types": ", ".join(filter(None, READERS))}
        )
    if size > MAX_BYTES:
        raise UnreadableError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1_000_000})
    if data is not None:
        if not data.strip():
            raise UnreadableError(_("The file is empty."))
        for start, what in SIGNATURES.items():
            if data.startswith(start) and suffix in TEXTS:
                raise UnreadableError(_("The file is called a text but is a %(what)s.") % {"what": what})
        if suffix in TEXTS:
            decode(data)


def source_lines(name: str, data: bytes) -> list[str]:
    """The lines of a file as its warnings count them: of a text its own, of others one for each part."""
    suffix = PurePath(name).suffix.lower()
    if suffix in TEXTS:
        return split_lines(decode(data)[0])
    parts = {line.number: line.text for line in lines_of(read(name, data))}
    return [parts.get(number, "") for number in range(1, max(parts, default=0) + 1)]


def read(name: str, data: bytes) -> Document:
    """The document in a file, by the ending of its name. Raises UnreadableError."""
    check(name, len(data), data)
    suffix = PurePath(name).suffix.lower()
    return READERS[suffix](PurePath(name).name, sha256(data).hexdigest(), data)
