"""Dates, which texts have in digits or in words: who asks for 2022-03-11 means what happened on 11 March 2022."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import override


class Dated(NamedTuple):
    """A day or a month found in a text: as written, as running text has it, its place, and how it is written in digits.

    The place is that of all that belongs to it, such as the day of the week before it.
    """

    raw: str
    words: str
    start: int
    end: int
    digits: tuple[str, ...]


_YEAR = r"(?:19|20)\d\d"
_DASH = r"[-‐‑–−]"
_NOT_AFTER = r"(?<![\w§/:.\-])"
_NOT_BEFORE = r"(?![\w/:]|[.\-]\d)"
_PATTERNS = tuple(
    re.compile(rf"{_NOT_AFTER}(?:{pattern}){_NOT_BEFORE}")
    for pattern in (
        rf"(?P<year>{_YEAR})(?P<sign>[-./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)",
        rf"(?P<day>\d\d?)(?P<sign>[-./])(?P<month>\d\d?)(?P=sign)(?P<year>{_YEAR})",
        # 8/4 2022, 8/4-2022, 8/4-22
        rf"(?P<day>\d\d?)/(?P<month>\d\d?)(?:\s(?=\d{{4}})|\s?{_DASH}\s?)(?P<year>(?:{_YEAR}|\d\d))",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)",
        # 22-04-08, 220408, 8.4.22, 8/4
        r"(?P<year>\d\d)(?P<sign>-?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)",
        r"(?P<day>\d\d?)(?P<sign>[./])(?P<month>\d\d?)(?P=sign)(?P<year>\d\d)",
        r"(?P<day>\d\d?)/(?P<month>\d\d?)",
    )
)
_SHORT_YEAR = re.compile(rf"(?P<before>^|[^\W\d]\s)(?:{_DASH}|['’])(?P<year>\d\d)(?![\w/:]|[.\-]\d)")


class _Names(NamedTuple):
    """What a language calls dates: a day and a month as they are written out, a day of the week before a date, months by name."""

    day: re.Pattern[str]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    months: dict[str, int]


def find(text: str, language_code: str, *, in_words: bool = False) -> list[Dated]:
    """All dates of a text in reading order; those that are written out only with `in_words`."""
    found: list[Dated] = []
    for day in sorted(_candidates(text, language_code, in_words), key=lambda one: (one.start, -one.end)):
        if not found or day.start >= found[-1].end:
            found.append(day)
    return found


def with_whole_years(text: str) -> str:
    """The text with years in full that follow a word in short: "juni -23" is "juni 2023"."""
    return _SHORT_YEAR.sub(r"\g<before>20\g<year>", text)


def _candidates(text: str, code: str, in_words: bool) -> Iterator[Dated]:
    if not any(char.isdigit() for char in text):
        return
    names = _names(code)
    patterns = (*_PATTERNS, names.day, names.month) if in_words else _PATTERNS
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        if said := _ways_to_say(match, names, code):
            before = names.weekday.search(text, 0, match.start())
            yield Dated(match.group(), said[0], before.start() if before else match.start(), match.end(), said[1:])


def _ways_to_say(match: re.Match[str], names: _Names, code: str) -> tuple[str, ...]:
    """Such as "11 mars 2022", "2022-03-11", "11/3 2022" and "11.3.2022"; none if there is no such day."""
    parts = match.groupdict()
    year, month, day = parts.get("year") or "", parts["month"].lower(), parts.get("day")
    try:
        at = date(_whole(year), names.months.get(month) or int(month), int(day or 1))
    except ValueError:
        return ()
    with override(code):
        if day is None:
            return date_format(at, "F Y"), f"{at:%Y-%m}"
        words = date_format(at, "j. E" if code == "fi" else "j F")
    short = f"{at.day}/{at.month}"
    if not year:
        return words, short
    return f"{words} {at.year}", f"{at:%Y-%m-%d}", f"{short} {at.year}", f"{at.day}.{at.month}.{at.year}"


def _whole(year: str) -> int:
    """A year in full; without one any that has all days."""
    return int(year) if len(year) == 4 else 2000 + int(year[-2:] or 0)


@lru_cache(maxsize=8)
def _names(code: str) -> _Names:
    with override(code):
        months = {name: number for number in MONTHS for name in _forms_of(number)}
        weekdays = [_any(map(str, names.values())) for names in (WEEKDAYS, WEEKDAYS_ABBR)]
    year = rf"\.?\s?(?P<year>(?<=\s){_YEAR}|(?:{_DASH}|['’])\d\d){_NOT_BEFORE}"
    before = r"(?<!\w)(?:(?:{})\w{{0,2}}|(?:{})\.?)\s(?:den\s)?".format(*weekdays)
    return _Names(
        day=re.compile(
            rf"{_NOT_AFTER}(?P<day>\d\d?)(?:\.|:?(?:e|a|st|nd|rd|th))?\s(?P<month>{_any(months)})(?!\w)(?:{year})?",
            re.IGNORECASE,
        ),
        month=re.compile(rf"{_NOT_AFTER}(?P<month>{_any(months)})(?!\w){year}", re.IGNORECASE),
        weekday=re.compile(rf"{before}$", re.IGNORECASE),
        months=months,
    )


def _forms_of(month: int) -> set[str]:
    """The names of a month in the active language, and how they are shortened."""
    day = date(2000, month, 1)
    return {date_format(day, form).lower().rstrip(".") for form in "FEN"}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
