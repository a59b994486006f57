"""Readers: from the bytes of a file to a neutral document, one module per kind of file."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from ..document import Document, UnreadableError
from . import markdown, plaintext

MAX_BYTES = 10_000_000

# A reader takes the file's name, its digest and its bytes. It raises UnreadableError, and nothing else.
READERS: dict[str, Callable[[str, str, bytes], Document]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plaintext.read,
    ".text": plaintext.read,
    "": plaintext.read,
}


def read(name: str, data: bytes) -> Document:
    """The document in a file, by the ending of its name. Raises UnreadableError."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        raise UnreadableError(
            _("Files of the type %(type)s cannot be imported. These can: %(types)s.")
            % {"type": suffix, "types": ", ".join(filter(None, READERS))}
        )
    if len(data) > MAX_BYTES:
        raise UnreadableError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1_000_000})
    return READERS[suffix](PurePath(name).name, sha256(data).hexdigest(), data)
