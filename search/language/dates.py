"""Dates in digits, which texts have in words: who asks for 2022-03-11 means what happened on 11 March 2022."""

import re
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import override


class Dated(NamedTuple):
    """A day or a month found in a text: as written, as running text has it, and its place."""

    raw: str
    words: str
    start: int
    end: int


_YEAR = r"(?:19|20)\d\d"
_DASH = r"[-‐‑–−]"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w§/:.\-])(?:{pattern})(?![\w/:]|[.\-]\d)")
    for pattern in (
        rf"(?P<year>{_YEAR})(?P<sign>[-./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)",
        rf"(?P<day>\d\d?)(?P<sign>[-./])(?P<month>\d\d?)(?P=sign)(?P<year>{_YEAR})",
        # 8/4 2022, 8/4-2022, 8/4-22
        rf"(?P<day>\d\d?)/(?P<month>\d\d?)(?:\s(?=\d{{4}})|\s?{_DASH}\s?)(?P<year>(?:{_YEAR}|\d\d))",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)",
    )
)
_SHORT_YEAR = re.compile(rf"(?P<before>^|[^\W\d]\s)(?:{_DASH}|['’])(?P<year>\d\d)(?![\w/:]|[.\-]\d)")


def find(text: str, language_code: str) -> list[Dated]:
    """All dates of a text in reading order."""
    found: list[Dated] = []
    matches = (match for pattern in _PATTERNS for match in pattern.finditer(text))
    for match in sorted(matches, key=lambda one: (one.start(), -one.end())):
        words = _in_words(match, language_code)
        if words and (not found or match.start() >= found[-1].end):
            found.append(Dated(match.group(), words, *match.span()))
    return found


def with_whole_years(text: str) -> str:
    """The text with years in full that follow a word in short: "juni -23" is "juni 2023"."""
    return _SHORT_YEAR.sub(r"\g<before>20\g<year>", text)


def _in_words(match: re.Match[str], language_code: str) -> str:
    """Such as "11 mars 2022"; empty if there is no such day."""
    parts = match.groupdict()
    year = int(parts["year"])
    try:
        day = date(year if year > 99 else 2000 + year, int(parts["month"]), int(parts.get("day") or 1))
    except ValueError:
        return ""
    with override(language_code):
        if "day" not in parts:
            return date_format(day, "F Y")
        return date_format(day, "j. E Y" if language_code == "fi" else "j F Y")
