"""Counts as they stand after a while."""

from datetime import date, timedelta

from search.models import QueryCount
from search.statistics.keys import key_of


def ask(text: str, last: date, days: int = 1, locale: str = "sv", **counts: int) -> None:
    """Something was asked so many times a day on each of the last days."""
    for number in range(days):
        QueryCount.objects.create(
            day=last - timedelta(days=number),
            **key_of(text, locale)._asdict(),
            **{"searches": 1, "answered": 1} | counts,
        )
