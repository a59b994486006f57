"""What is never kept of what people write into a search field.

A search field gets whatever is in the clipboard. So the rules are stricter than those for texts that are published: digits
that only might be a personal identity number or a telephone number are refused, with whatever sign between them and whether
or not a check digit fits, and so is everything that is rather a text than a query.
"""

import re
import unicodedata

from .. import personal_data
from ..language import identifiers

MAX_WORDS = 8
MAX_CHARACTERS = 100
# A postcode has five; personal identity numbers and telephone numbers have more.
MAX_DIGITS = 5

_DIGITS = re.compile(r"\d(?:[^\w@]*\d)*")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_AT = re.compile(r"@|[(\[{<]\s*(?:at|snabel-?a)\s*[)\]}>]", re.IGNORECASE)


def cleaned(text: str) -> str:
    """The text as people see it: no control characters, nothing invisible, single spaces."""
    visible = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    shown = "".join(char for char in visible if unicodedata.category(char) not in ("Cf", "Co", "Cs"))
    return " ".join(unicodedata.normalize("NFKC", shown).split())


def may_be_kept(text: str) -> bool:
    """Whether a query, as `cleaned` gives it, may be stored and shown to editors."""
    if not text or len(text) > MAX_CHARACTERS or len(text.split()) > MAX_WORDS:
        return False
    return not (_AT.search(text) or personal_data.found_in(text) or _has_long_number(text))


def _has_long_number(text: str) -> bool:
    """Whether more digits stand together than any number has that is no person's; the portal's own numbers do not count."""
    for identifier in reversed(identifiers.find(text)):
        text = f"{text[: identifier.start]} x {text[identifier.end :]}"
    return any(_is_long(match.group()) for match in _DIGITS.finditer(text))


def _is_long(digits: str) -> bool:
    groups = re.findall(r"\d+", digits)
    return sum(map(len, groups)) > MAX_DIGITS and not all(map(_YEAR.fullmatch, groups))
