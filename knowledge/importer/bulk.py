"""Saving many objects without doing the same work again for each child row."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

_active: ContextVar[bool] = ContextVar("references_are_indexed_once", default=False)


@contextmanager
def references_indexed_once() -> Iterator[None]:
    """Update Wagtail's index of references once for each object that is saved inside, when all is saved.

    Wagtail does so at every save, and for every saved child row goes through its whole page. May be nested.
    """
    if _active.get():
        yield
        return
    saved: dict[tuple[type, Any], None] = {}

    def remember(sender: type, instance: Any, **kwargs: Any) -> None:
        if sender in ReferenceIndex.tracked_models and ReferenceIndex.model_is_indexable(sender):
            saved[sender, instance.pk] = None

    token = _active.set(True)
    post_save.connect(remember)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
        _active.reset(token)
    with transaction.atomic():
        for model, pk in saved:
            for instance in model._default_manager.filter(pk=pk):  # type: ignore[attr-defined]
                ReferenceIndex.create_or_update_for_object(instance)


def index_all(model: Any, objects: list[Any]) -> None:
    """Do for objects that were created in bulk what Wagtail does at every save: make them found and their references known."""
    if not objects:
        return
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, objects)
    with transaction.atomic():
        for instance in objects:
            ReferenceIndex.create_or_update_for_object(instance)
