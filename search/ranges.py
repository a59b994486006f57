"""Facets whose values are years are chosen from–to, in two fields of the form.

A range becomes the years in it, so that it is filtered and counted by every engine like any other choice of several values.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

FIRST, LAST = 1900, 2100
DIGITS = 4


@dataclass(frozen=True)
class Range:
    """What stands in the two fields of a facet, and why it cannot be used if it cannot; either may be empty."""

    start: str = ""
    end: str = ""
    error: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        if self.error or not (self.start or self.end):
            return ()
        return tuple(map(str, range(int(self.start or FIRST), int(self.end or LAST) + 1)))

    @property
    def words(self) -> str:
        if self.start == self.end:
            return self.start
        if not self.end:
            return gettext("from %(year)s") % {"year": self.start}
        if not self.start:
            return gettext("until %(year)s") % {"year": self.end}
        return f"{self.start}–{self.end}"

    def addressed(self, name: str) -> dict[str, str]:
        """The parameters of an address that hold it."""
        return dict(zip(names_of(name), ("", "") if self.error else (self.start, self.end), strict=True))


def names_of(name: str) -> tuple[str, str]:
    """What the fields of a facet are called."""
    return f"{name}_from", f"{name}_to"


def read(query: QueryDict, name: str) -> Range | None:
    """The range that stands in an address; None if there is none."""
    start, end = ("".join(query.get(field, "").replace("\x00", "").split())[: 2 * DIGITS] for field in names_of(name))
    if not start and not end:
        return None
    return Range(start, end, _error(start, end))


def _error(start: str, end: str) -> str:
    if not all(map(_is_year, filter(None, (start, end)))):
        bounds = {"first": FIRST, "last": LAST}
        return gettext("Write the year with four digits, between %(first)d and %(last)d.") % bounds
    if start and end and start > end:
        return gettext("The first year is later than the last one.")
    return ""


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == DIGITS and FIRST <= int(text) <= LAST
