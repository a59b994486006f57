"""Marks the pages that lead to a document when it changes, in the transaction of the change and once more after it.

A new title or file is shown by the next indexing. What makes a document private, or may do so, also withholds its pages from
every search until then, so that nobody finds them by words of the document, nor sees them counted.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete

from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from ..registry import touch_twice, touch_where
from . import attached

# Wagtail saves the size alone when it is first asked for.
SILENT_FIELDS = frozenset(("file_size",))


def connect() -> None:
    """Called once, when all models are known."""
    for signal, sender, receiver in (
        (post_save, get_document_model(), document_saved),
        (pre_delete, get_document_model(), document_goes),
        (post_delete, get_document_model(), document_gone),
        (post_save, CollectionViewRestriction, restriction_saved),
        (post_delete, CollectionViewRestriction, restriction_lifted),
        (post_save, Collection, collection_saved),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"search.{receiver.__name__}")
    hooks.register("after_bulk_action", documents_moved)


def document_saved(instance: Any, created: bool, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    if created or (update_fields is not None and SILENT_FIELDS.issuperset(update_fields)):
        return
    touch_pages_with([instance.pk])
    _forget_unused()


def document_goes(instance: Any, **kwargs: Any) -> None:
    """Before it is deleted: afterwards nothing tells any more who led to it."""
    touch_pages_with([instance.pk])


def document_gone(**kwargs: Any) -> None:
    _forget_unused()


def documents_moved(request: Any, action_type: str, objects: Sequence[Any], action: Any) -> None:
    """Wagtail moves many documents to another collection with one statement, of which no signal tells."""
    if action.model is get_document_model():
        touch_pages_with([document.pk for document in objects])


def restriction_saved(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    _touch_collection(instance.collection, withhold=True)


def restriction_lifted(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    _touch_collection(instance.collection, withhold=False)


def collection_saved(instance: Collection, created: bool, **kwargs: Any) -> None:
    """It is moved right after it has been saved, perhaps below a private one, and no signal tells of that."""
    if not created:
        _touch_collection(instance, withhold=True)


def touch_pages_with(document_ids: Sequence[int]) -> None:
    """Mark the pages that lead to these documents, for changes that no signal tells of, too."""
    touch_twice(partial(_touch_pages_with, document_ids))


def _touch_pages_with(document_ids: Sequence[int]) -> None:
    """By their ids, since after the commit there may be no such documents any more."""
    documents = get_document_model().objects.filter(pk__in=document_ids)
    is_closed = documents.exclude(pk__in=attached.open_documents().values("pk")).exists()
    touch_where(attached.pages_with(document_ids), withhold=is_closed)


def _touch_collection(collection: Collection, *, withhold: bool) -> None:
    touch_twice(partial(_touch_below, collection.pk, withhold=withhold))


def _touch_below(collection_id: int, *, withhold: bool) -> None:
    """By the place where the collection is now, since it may have been moved before the commit."""
    for path in Collection.objects.filter(pk=collection_id).values_list("path", flat=True):
        documents = get_document_model().objects.filter(collection__path__startswith=path)
        touch_where(attached.pages_with(documents), withhold=withhold)


def _forget_unused() -> None:
    """After the commit: whoever reads a file locks its text before the marks of the pages, and a change of a document the
    marks first, so that within one transaction each could wait for the other.
    """
    transaction.on_commit(attached.forget_unused, robust=True)
