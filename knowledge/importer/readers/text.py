"""From bytes to text, whatever the file was written with."""

import re
import unicodedata

from django.utils.translation import gettext as _

from ..document import Note, UnreadableError

BYTE_ORDER_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
# Binary files hold control characters; a text has tabs, line ends and page breaks only.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MAX_CONTROL_SHARE = 0.02
LINE_END = re.compile(r"\r\n|\r|\n")
# Soft hyphens, zero-width characters and byte order marks inside a text are traces of its layout.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " "
)
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
REPLACEMENT = "\ufffd"
# A Swedish text of this many letters holds å, ä or ö; one without has lost them on the way.
LETTERS_WITHOUT_DIACRITICS = 400


def decode(data: bytes) -> tuple[str, list[Note]]:
    """The text of a file, and what to say about how it was written. Raises UnreadableError when it is no text."""
    text, notes = _decode(data)
    if len(CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise UnreadableError(_("The file is not a text file."))
    text = CONTROL.sub(" ", text)
    if not text.strip():
        raise UnreadableError(_("The file is empty."))
    return text, notes


def _decode(data: bytes) -> tuple[str, list[Note]]:
    for encoding, mark in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = len(LINE_END.findall(data[: error.start].decode("latin-1"))) + 1
    note = Note(line, _("The file is not written in UTF-8. It was read as Windows-1252; look at å, ä and ö."))
    return data.decode("cp1252", errors="replace"), [note]


def split_lines(text: str) -> list[str]:
    """The lines as an editor counts them; a form feed does not end one."""
    return LINE_END.split(text)


def normalise(text: str) -> str:
    """Composed letters, ordinary spaces, no invisible characters."""
    return unicodedata.normalize("NFC", text.translate(INVISIBLE | SPACES | LIGATURES))


def damage(lines: list[str]) -> list[Note]:
    """What was lost before the file reached us: unreadable characters, and å, ä and ö."""
    notes = [
        Note(number, _("Unreadable characters (%(sign)s).") % {"sign": REPLACEMENT})
        for number, line in enumerate(lines, 1)
        if REPLACEMENT in line
    ]
    text = "".join(lines).lower()
    if sum(map(str.isalpha, text)) > LETTERS_WITHOUT_DIACRITICS and not set("åäö") & set(text):
        notes.append(Note(1, _("The text has no å, ä or ö. They seem to have been lost.")))
    return notes
