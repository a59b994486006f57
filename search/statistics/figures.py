"""What editors are told of searches: sums a day, and the queries that were asked on enough days to be nobody's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from .models import QueryCount
from .privacy import may_be_kept
from .recorder import COUNTS
from .retention import frequent

SUMS = {name: Sum(name) for name in COUNTS}


@dataclass(frozen=True)
class Sums:
    """`without_click` are the searches that listed something of which nothing was opened."""

    searches: int = 0
    misses: int = 0
    answered: int = 0
    clicked: int = 0
    positions: int = 0

    @property
    def without_click(self) -> int:
        """Never below none: a list of results that was turned over may have been opened from on each of its pages."""
        return max(0, self.answered - self.clicked)

    @property
    def place(self) -> float | None:
        """Where in the list the results stood that were opened, on average."""
        return round(self.positions / self.clicked, 1) if self.clicked else None


@dataclass(frozen=True)
class Query:
    """A query as it was written most often."""

    text: str
    locale: str
    days: int
    sums: Sums


@dataclass(frozen=True)
class Day:
    """One day, or several from this one on."""

    first: date
    last: date
    sums: Sums


@dataclass(frozen=True)
class Figures:
    """Of a period, both days included. `hidden` are the searches for queries that too few days know."""

    days: list[Day]
    queries: list[Query]
    total: Sums
    hidden: int


def figures(first: date, last: date, locale: str = "") -> Figures:
    counts = QueryCount.objects.order_by().filter(day__range=(first, last))
    if locale:
        counts = counts.filter(locale=locale)
    by_day = {row["day"]: _sums(row) for row in counts.values("day").annotate(**SUMS)}
    days = [Day(day, day, by_day.get(day, Sums())) for day in _each_day(first, last)]
    queries = _queries(counts)
    total = _added(by_day.values())
    return Figures(days, queries, total, total.searches - sum(query.sums.searches for query in queries))


def by_week(days: Iterable[Day]) -> list[Day]:
    """The days of each week together."""
    weeks = (list(week) for _number, week in groupby(days, key=lambda day: day.first.isocalendar()[:2]))
    return [Day(week[0].first, week[-1].last, _added(day.sums for day in week)) for week in weeks]


def frequent_queries(locale: str, limit: int, days: int = 90) -> list[str]:
    """What visitors have asked most often of late, in a language."""
    today = timezone.localdate()
    found = figures(today - timedelta(days=days), today, locale).queries
    return [query.text for query in found[:limit]]


def _queries(counts: QuerySet[QueryCount]) -> list[Query]:
    """Those that may be shown, the most frequent first."""
    shown = {(row["locale"], row["lemmas"]) for row in frequent()}
    spellings = _spellings()
    grouped = counts.exclude(lemmas="").values("locale", "lemmas").annotate(**SUMS, days=Count("day", distinct=True))
    found = [
        Query(spellings[key], row["locale"], row["days"], _sums(row))
        for row in grouped
        if (key := (row["locale"], row["lemmas"])) in shown and key in spellings
    ]
    return sorted(found, key=lambda query: (-query.sums.searches, query.text))


def _spellings() -> dict[tuple[str, str], str]:
    """How each query is written most often, on most days and then in most searches."""
    rows = QueryCount.objects.order_by().exclude(lemmas="").filter(searches__gt=0)
    counted = rows.values("locale", "lemmas", "spelling").annotate(
        days=Count("day", distinct=True), all=Sum("searches")
    )
    found: dict[tuple[str, str], str] = {}
    for row in sorted(counted, key=lambda row: (row["days"], row["all"], row["spelling"])):
        if may_be_kept(row["spelling"]):
            found[row["locale"], row["lemmas"]] = row["spelling"]
    return found


def _each_day(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(**{name: row[name] for name in COUNTS})


def _added(sums: Iterable[Sums]) -> Sums:
    every = list(sums)
    return Sums(**{name: sum(getattr(each, name) for each in every) for name in COUNTS})
