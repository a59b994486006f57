"""Queries that nearly every page asks alike: Django writes their SQL once, and from then on they are only asked.

To write the SQL of a query with a dozen conditions takes Django longer than it takes the database to answer it.

A query is given by a function of a module, with the arguments that it is made from. What makes the SQL differ must be among
them, today's date too; what the database is to find anew each time, such as its own clock, is part of the SQL.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Object = TypeVar("Object", bound=Model)


def rows(query: Callable[..., QuerySet[Any]], *arguments: Hashable) -> list[tuple[Any, ...]]:
    """The values of the query's columns as the database gives them, so of columns that hold numbers or text."""
    with connection.cursor() as cursor:
        cursor.execute(*_sql(query, arguments, connection.vendor))
        return cursor.fetchall()


def objects(model: type[Object], query: Callable[..., QuerySet[Object]], *arguments: Hashable) -> list[Object]:
    """Objects with the query's annotations, the latter as the database gives them. Related objects are not read along."""
    return list(model._default_manager.raw(*_sql(query, arguments, connection.vendor)))


def objects_with_ids(
    model: type[Object], query: Callable[[tuple[int, ...]], QuerySet[Object]], ids: Sequence[int]
) -> list[Object]:
    """The same for a query that is made from ids. Its SQL is written once for as many; it may hold no other negative number."""
    if not ids:
        return []
    places = range(-len(ids), 0)
    sql, parameters = _sql(query, (tuple(places),), connection.vendor)
    values = dict(zip(places, ids, strict=True))
    return list(model._default_manager.raw(sql, [values.get(each, each) for each in parameters]))


@lru_cache(maxsize=256)
def _sql(
    query: Callable[..., QuerySet[Any]], arguments: tuple[Hashable, ...], vendor: str
) -> tuple[str, tuple[Any, ...]]:
    return query(*arguments).query.sql_with_params()
