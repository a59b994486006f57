"""What a visitor marks in a query: words in quotes, which must stand next to each other, and -words, which must be absent.

A minus within a word ("e-hälsa"), between numbers ("23 -0020"), before the second half of a pair of compounds
("personal och -ledning") or before a year in short ("juni -23") is part of what is written and marks nothing. Quotes need a
partner.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# More than these are read as ordinary words.
MAX_MARKED = 8

_QUOTE = r"""(?:["“”„‟«»″＂]|''|’’|‘‘|``)"""
_MINUS = r"(?<![^\s(])[-‐‑−]"
_PATTERN = re.compile(
    rf"(?P<minus>{_MINUS})?{_QUOTE}(?P<quoted>(?:(?!{_QUOTE}).)*){_QUOTE}"
    rf"|{_MINUS}(?P<word>[^\W_](?:(?!{_QUOTE})\S)*)"
)
_SHORT_YEAR = re.compile(r"\d\d\W*")
_PAIRING_WORDS = frozenset(("och", "eller", "samt", "ja", "tai", "sekä", "and", "or"))


@dataclass(frozen=True)
class Marked:
    """A marked stretch of a query: the words, without the marks, and its place with them."""

    text: str
    start: int
    end: int
    is_quoted: bool
    is_excluded: bool


def find(text: str) -> list[Marked]:
    """All that is marked, in reading order."""
    found = (_marked(text, match) for match in _PATTERN.finditer(text))
    return [one for one in found if one is not None][:MAX_MARKED]


def without(text: str, marked: Iterable[Marked]) -> str:
    """The rest of the text, each word in its place."""
    for one in marked:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _marked(text: str, match: re.Match[str]) -> Marked | None:
    quoted = match["quoted"]
    words = match["word"] if quoted is None else quoted
    has_minus = quoted is None or match["minus"] is not None
    if quoted is None and _SHORT_YEAR.fullmatch(words):
        return None
    if has_minus and _belongs_to_the_words(text[: match.start()], words):
        if quoted is None:
            return None
        has_minus = False
    return Marked(words.strip(), match.start(), match.end(), quoted is not None, has_minus) if words.strip() else None


def _belongs_to_the_words(before: str, after: str) -> bool:
    words = before.split()
    if not words:
        return False
    return words[-1].lower() in _PAIRING_WORDS or (words[-1][-1].isdigit() and after[:1].isdigit())
