"""How long counts are kept: all of them for a year and some weeks, those of rare queries for a season."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from .models import QueryCount

# On so many different days a query must have been asked before anyone is shown it.
DAYS_UNTIL_SHOWN = 5

_done: date | None = None


def forget(today: date | None = None) -> int:
    """Delete what has been kept long enough. Gives the number of rows."""
    today = today or timezone.localdate()
    oldest = today - timedelta(days=settings.SEARCH_STATISTICS_DAYS)
    oldest_rare = today - timedelta(days=settings.SEARCH_STATISTICS_RARE_DAYS)
    rare = ~Q(lemmas="") & ~Q(Exists(frequent().filter(locale=OuterRef("locale"), lemmas=OuterRef("lemmas"))))
    return QueryCount.objects.filter(Q(day__lt=oldest) | Q(day__lt=oldest_rare) & rare).delete()[0]


def forget_once_a_day() -> None:
    """The first who writes on a day deletes too; no other process needs to run for it."""
    global _done
    today = timezone.localdate()
    if _done != today:
        forget(today)
        _done = today


def frequent() -> Any:
    """Locale and lemmas of the queries that were asked on enough days to be shown."""
    days = Count("day", distinct=True)
    named = QueryCount.objects.order_by().exclude(lemmas="").filter(searches__gt=0)
    return named.values("locale", "lemmas").annotate(days=days).filter(days__gte=DAYS_UNTIL_SHOWN)
