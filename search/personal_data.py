"""Finds what should not be published about a person: personal identity numbers, e-mail addresses, telephone numbers."""

import re
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERSONAL_NUMBER = _("a personal identity number")
EMAIL = _("an e-mail address")
TELEPHONE = _("a telephone number")

_NUMBER = re.compile(r"(?<![\w/-])(?:19|20)?(\d{2})(\d{2})(\d{2})\s?[-+ ]?\s?(\d{4})(?![\w-])")
_EMAIL = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]{2,}")
# Begins with 0 or a country's code; seven digits or more, grouped or not.
_TELEPHONE = re.compile(r"(?<![\w/.:-])(?:\+\d{1,3}|00\d{2}|0)(?:[\s()/–-]{0,3}\d){6,13}(?![\w])")
_COORDINATION = 60  # is added to the day in a coordination number


def found_in(text: str) -> list[str | Promise]:
    """The kinds of personal data that a text holds, in words."""
    kinds: list[str | Promise] = []
    if any(is_personal_number(*match.groups()) for match in _NUMBER.finditer(text)):
        kinds.append(PERSONAL_NUMBER)
    if _EMAIL.search(text):
        kinds.append(EMAIL)
    if _TELEPHONE.search(text):
        kinds.append(TELEPHONE)
    return kinds


def is_personal_number(year: str, month: str, day: str, rest: str) -> bool:
    """Whether the digits are a date, or that of a coordination number, with the right check digit."""
    born = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    try:
        date(2000 + int(year), int(month), born)
    except ValueError:
        return False
    return _check_sum(year + month + day + rest) % 10 == 0


def _check_sum(digits: str) -> int:
    """The sum of the Luhn algorithm."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled)
