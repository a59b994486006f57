"""Marks what has changed, in the transaction of the change: the row is the truth, a message is only a wake-up.

    touch_pages([12, 13])                      pages by id, whatever became of them
    touch_where(Page.objects.filter(...))      a whole set in one statement, without loading it
    touch_subtree(page, withhold=True)         a page and all below it
    touch_twice(touch)                         what such a call marks now, and what it would mark after the commit
    touch_free(SearchRow.objects.filter(...))  rows that nobody is changing, for those who must not wait

n changes of a page are one row. When the transaction commits, `search.nudge` has the marked pages indexed; when it rolls
back, the marks are gone with it. Code that changes pages without signals (`update`, `bulk_create`) must call these.
"""

from collections.abc import Callable, Iterable
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from wagtail.models import Page

from . import nudge
from .documents import Searchable
from .models import SearchRow

CHUNK = 100

INSERT = """
INSERT INTO search_searchrow AS known
  (key, page_id, version, indexed_version, slots, parent_id, deleted, withheld, changed_at, attempts, dead, error, fingerprint)
"""
# What a new row begins with; the version counts from 1.
VALUES = "'page:' || {page_id}, {page_id}, 1, 0, 0, %s, %s, %s, %s, 0, %s, '', ''"
UPDATE = """
ON CONFLICT (key) DO UPDATE SET
  version = known.version + 1,
  parent_id = COALESCE(excluded.parent_id, known.parent_id),
  deleted = excluded.deleted,
  withheld = known.withheld OR excluded.withheld,
  changed_at = CASE WHEN known.version > known.indexed_version THEN known.changed_at ELSE excluded.changed_at END,
  next_at = NULL, attempts = 0, dead = excluded.dead, error = ''
"""


FRESH = {"next_at": None, "attempts": 0, "dead": False, "error": ""}  # as the upsert says


@cache
def searchable_models() -> tuple[type[Page], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, Page) and issubclass(model, Searchable))


def searchable_pages() -> QuerySet[Page]:
    """All pages of searchable types, live or not."""
    types = ContentType.objects.get_for_models(*searchable_models()).values()
    return Page.objects.filter(content_type__in=[each.pk for each in types])


def touch_pages(
    page_ids: Iterable[int], *, withhold: bool = False, deleted: bool = False, parent_id: int | None = None
) -> None:
    """Mark pages as changed. `withhold` keeps them out of every search until they are indexed."""
    marks = (deleted, withhold or deleted)
    page_ids = sorted(set(page_ids))
    wanted = nudge.unmarked(page_ids, marks) if parent_id is None else page_ids
    row = f"({VALUES.format(page_id='CAST(%s AS bigint)')})"
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        values = [value for page_id in chunk for value in (page_id, page_id, *_values(parent_id, *marks))]
        _upsert(f"VALUES {', '.join([row] * len(chunk))}", values)
    nudge.after_commit(page_ids, marks)


def touch_where(pages: QuerySet[Page], *, withhold: bool = False) -> None:
    """Mark a set of pages as changed, in one statement whatever their number."""
    _mark(pages, withhold)
    nudge.after_commit_of_set()


def touch_free(rows: QuerySet[SearchRow]) -> list[str]:
    """Mark those rows that no transaction is just changing, and wait for none. Gives the keys of the others. Wakes nobody."""
    with transaction.atomic():
        free = rows.order_by().select_for_update(skip_locked=True).values("key")
        others = set(rows.values_list("key", flat=True)).difference(free.values_list("key", flat=True))
        SearchRow.objects.filter(key__in=free).update(
            version=F("version") + 1,
            changed_at=Case(When(version__gt=F("indexed_version"), then=F("changed_at")), default=timezone.now()),
            **FRESH,
        )
    return sorted(others)


def _mark(pages: QuerySet[Page], withhold: bool = False) -> None:
    ids = searchable_pages().filter(pk__in=Subquery(pages.order_by().values("pk"))).values(wanted=F("pk"))
    try:
        sql, params = ids.query.sql_with_params()
    except EmptyResultSet:
        return
    # Rows are locked in one order everywhere, or two such statements could wait for each other for ever.
    select = f"SELECT {VALUES.format(page_id='page.wanted')} FROM ({sql}) AS page WHERE TRUE ORDER BY page.wanted"  # noqa: S608
    _upsert(select, [*_values(None, False, withhold), *params])


def touch_subtree(page: Page, *, withhold: bool = False) -> None:
    touch_where(Page.objects.filter(path__startswith=page.path), withhold=withhold)


def touch_twice(touch: Callable[[], None]) -> None:
    """Mark a set of pages that is found by what they name, now and once more after the commit.

    A page that begins to name the changed thing at the same time is not seen from within the transaction, and may be
    indexed, before the commit, with what was there before the change.
    """
    if connection.in_atomic_block:
        transaction.on_commit(touch, robust=True)  # before the wake-up of whoever indexes what it marks
    touch()


def add_missing() -> None:
    """Give every searchable page a row, such as pages that were there before the search was. Wakes nobody."""
    known = SearchRow.objects.filter(page_id=OuterRef("pk"))
    _mark(Page.objects.filter(~Exists(known), live=True))


def _values(parent_id: int | None, deleted: bool, withhold: bool) -> tuple:
    return parent_id, deleted, withhold, connection.ops.adapt_datetimefield_value(timezone.now()), False


def _upsert(rows: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT + rows + UPDATE, values)
