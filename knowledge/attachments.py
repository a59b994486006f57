"""The documents that visitors get from a page: those that its fields, its texts and its rows name."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Field, Model, prefetch_related_objects

from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model


def attachments(page: Model) -> Iterator[int]:
    """Their ids, in the order of the fields and then of the rows. Read from the page itself, as its sections are."""
    relations = _relations(type(page))
    prefetch_related_objects([page], *relations)
    shown: list[Model] = [page, *(row for name in relations for row in getattr(page, name).all())]
    for item in shown:
        for field in _fields(type(item)):
            yield from _named(field, item)


def _named(field: Any, item: Model) -> Iterator[int]:
    if field.related_model is get_document_model():
        if pk := getattr(item, field.attname):
            yield pk
        return
    for model, pk, *_place in field.extract_references(getattr(item, field.name)):
        if model is get_document_model() and str(pk).isdecimal():
            yield int(pk)


@cache
def _fields(model: type[Model]) -> tuple[Field, ...]:
    """Those that can name a document: a choice of one, running text and rich text."""
    return tuple(
        field
        for field in model._meta.fields
        if field.related_model is get_document_model() or hasattr(field, "extract_references")
    )


@cache
def _relations(model: Any) -> tuple[str, ...]:
    """Of the rows that pages of the type show."""
    shown = {name.partition("__")[0] for name in model.shown_rows}
    relations = get_all_child_relations(model)
    return tuple(
        name for each in relations if (name := each.get_accessor_name()) in shown and _fields(each.related_model)
    )
