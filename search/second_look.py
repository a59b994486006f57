"""Which pages show something that has changed is looked up twice: in the transaction of the change, and after its commit.

Where transactions run beside each other, the first look misses a page that another one is just having name a renamed item.
If that one is committed first and its page indexed at once, it is indexed with the old name. So what has changed is noted,
in the transaction of the change, and whoever indexes next marks its pages once more, when both are committed. A page that
yet another transaction is just changing is noted itself: nobody who indexes waits for editors.

    connect(Level, pages)     the function that gives the pages which show something of a level, if there can be any
    note(level)               with its change
    take()                    before anything is indexed; costs one query if nothing is noted
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet, Subquery

from wagtail.models import Page

from .models import ChangedItem, SearchRow
from .registry import touch_free

logger = logging.getLogger(__name__)

Pages = Callable[[Any], QuerySet[Page] | None]

NOTE = """
INSERT INTO search_changeditem AS known (key, version) VALUES (%s, 1)
ON CONFLICT (key) DO UPDATE SET version = known.version + 1
"""
ROW = "row:"

_pages: dict[type[Model], list[Pages]] = defaultdict(list)


def connect(model: type[Model], pages: Pages) -> None:
    _pages[model].append(pages)


def note(item: Model) -> None:
    _note(f"{item._meta.label_lower}:{item.pk}")


def take() -> None:
    """One that is noted again meanwhile is kept. One that is being noted is left to the commit of whoever does so."""
    for key in ChangedItem.objects.order_by("key").values_list("key", flat=True):
        with transaction.atomic():
            if noted := ChangedItem.objects.select_for_update(skip_locked=True).filter(key=key).first():
                for busy in sorted({busy for rows in _rows_of(key) for busy in touch_free(rows)}):
                    _note(f"{ROW}{busy}")
                ChangedItem.objects.filter(key=key, version=noted.version).delete()


def _note(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [key])


def _rows_of(key: str) -> Iterator[QuerySet[SearchRow]]:
    """None of what has been deleted, or of a type that is no more. What cannot be looked up must not hold up all else."""
    if key.startswith(ROW):
        yield SearchRow.objects.filter(key=key.removeprefix(ROW))
        return
    label, _, pk = key.partition(":")
    try:
        model = apps.get_model(label)
        for item in model._base_manager.filter(pk=pk):
            for look_up in _pages[model]:
                if (pages := look_up(item)) is not None:
                    yield SearchRow.objects.filter(page_id__in=Subquery(pages.order_by().values("pk")))
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The pages that show %s cannot be looked up", key)
