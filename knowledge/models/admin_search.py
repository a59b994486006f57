"""Wagtail's own index, by which editors find pages in the admin, written once for each save of what it holds.

Wagtail itself writes it after every save, also of a draft's title and of dates, and before the page's rows are saved. So pages
do without its signal handlers (`search_auto_update`).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete

from wagtail.models import Page
from wagtail.search import index


def update_admin_search(page: Page, update_fields: Iterable[str] | None) -> None:
    if update_fields is None:
        index.insert_or_update_object(page)
    elif _searched(page._meta.model).intersection(update_fields):
        # Other fields have not been saved, and may differ in memory.
        index.insert_or_update_object(type(page)._default_manager.get(pk=page.pk))


def forget_deleted_in_admin_search() -> None:
    for model in apps.get_models():
        if issubclass(model, Page) and not getattr(model, "search_auto_update", True):
            post_delete.connect(_forget, sender=model)


def _forget(instance: Page, **kwargs: Any) -> None:
    index.remove_object(instance)


@cache
def _searched(page_type: type[Page]) -> frozenset[str]:
    """The fields whose words the index holds; by others it only filters, and reads them from the page."""
    held = (index.SearchField, index.AutocompleteField, index.RelatedFields)
    return frozenset(field.field_name for field in page_type.get_search_fields() if isinstance(field, held))
