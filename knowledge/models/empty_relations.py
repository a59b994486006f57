"""Which kinds of rows a page has none of, learned in one query instead of one for each kind.

A page may have a dozen kinds of rows and has few of them. Wagtail reads each kind when it writes a revision, when it saves the
rows and when it registers what they refer to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection
from django.db.models import ForeignObjectRel

from modelcluster.models import get_all_child_relations
from wagtail.models import Page


@contextmanager
def empty_relations_known(page: Page) -> Iterator[None]:
    """Within it, relations that have no rows in the database are not read. Those that get some are, from then on."""
    known = page.__dict__.setdefault("_prefetched_objects_cache", {})
    unread = [relation for relation in _empty_relations(page) if relation.cache_name not in known]
    known.update({relation.cache_name: relation.related_model._default_manager.none() for relation in unread})
    try:
        yield
    finally:
        for relation in unread:
            known.pop(relation.cache_name, None)


def _empty_relations(page: Page) -> list[ForeignObjectRel]:
    if page.pk is None:
        return []
    relations, query = _query(page._meta.model)
    with connection.cursor() as cursor:
        cursor.execute(query, [page.pk] * len(relations))
        found = cursor.fetchone()
    return [relation for relation, has_rows in zip(relations, found, strict=True) if not has_rows]


@cache
def _query(page_type: type[Page]) -> tuple[list[ForeignObjectRel], str]:
    """By hand: to make the same query of a dozen querysets takes as long as it saves."""
    relations = get_all_child_relations(page_type)
    quote = connection.ops.quote_name
    conditions = (
        f"EXISTS (SELECT 1 FROM {quote(field.model._meta.db_table)} WHERE {quote(field.column)} = %s)"  # noqa: S608
        for field in (relation.field for relation in relations)
    )
    return relations, f"SELECT {', '.join(conditions)}"
