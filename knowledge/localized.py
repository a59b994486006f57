"""Vocabulary items in the language of the page that shows them, with one query per vocabulary."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.db import models

Item = TypeVar("Item", bound=models.Model)


def localized(model: type[Item], chosen: Iterable[int | None] | models.Q, locale: int | str) -> dict[int, Item]:
    """The items chosen by primary key or by a condition, in a locale, by the primary key of any of their translations.

    An item that is not translated comes in the portal's first language, else in any. The order is the vocabulary's own.
    """
    if not isinstance(chosen, models.Q):
        ids = {pk for pk in chosen if pk}
        if not ids:
            return {}
        chosen = models.Q(pk__in=ids)
    keys = model._default_manager.filter(chosen).order_by().values("translation_key")
    return by_any_translation(model._default_manager.filter(translation_key__in=keys), locale)


def by_any_translation(items: models.QuerySet, locale: int | str) -> dict[int, Any]:
    """Maps the primary key of every translation to the item shown in a locale, given by primary key or language code."""
    return shown_translations(items.select_related("locale"), locale)


def shown_translations(items: Iterable[Any], locale: int | str) -> dict[int, Any]:
    """The same of items that have been read with their locales."""

    def rank(item: Any) -> int:
        if locale in (item.locale_id, item.locale.language_code):
            return 0
        return 1 if item.locale.language_code == settings.LANGUAGE_CODE else 2

    found = list(items)
    chosen: dict[Any, Any] = {}
    for item in found:
        current = chosen.get(item.translation_key)
        if current is None or rank(item) < rank(current):
            chosen[item.translation_key] = item
    order = {item.pk: place for place, item in enumerate(found)}
    found.sort(key=lambda item: order[chosen[item.translation_key].pk])
    return {item.pk: chosen[item.translation_key] for item in found}
