"""Dates in digits, which texts have in words: who asks for 2022-03-11 means what happened on 11 March 2022."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<sign>[-./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)(?P<sign>[-./])(?P<month>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)")


def in_words(written: str, language_code: str) -> str:
    """A date as running text has it, such as "11 mars 2022"; empty if what is written is none."""
    match = _YEAR_FIRST.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    try:
        day = match and date(*(int(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        return ""
    if not day:
        return ""
    with override(language_code):
        return date_format(day, "j. E Y" if language_code == "fi" else "j F Y")
