"""Dates in words, as far as they are known."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_words(value: date | None, precision: str = "day") -> str:
    """ "11 mars 2022", "mars 2022" or "2022" in the active language; empty when there is no date.

    Django's own English format is American; readers here expect the day first in every language.
    """
    if value is None:
        return ""
    day = "j. E Y" if get_language() == "fi" else "j F Y"
    return date_format(value, {"month": "F Y", "year": "Y"}.get(precision, day))
