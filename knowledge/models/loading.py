"""Reads together what the search asks of many pages: their rows, and what classifies them.

That takes as many queries for five hundred pages as for one. What few types or pages have is read page by page: the whole
that a chapter is a part of, the parts of a report, process support or guide, films and attached files.

The pages hold afterwards what each would have read by itself. They serve the search alone, not a template.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Value, prefetch_related_objects

from ..localized import localized
from ..related import readable_targets
from .area import PageFocusArea, PageTargetArea
from .organisation import Organisation
from .rows import PageLevel, PagePlace, PageTerm
from .shown import ShownVocabulary

# Rows that classify a page, by the attribute in which it keeps their items; the field that names an item.
CLASSIFYING: dict[str, tuple[type[Model], str]] = {
    "levels": (PageLevel, "level"),
    "places": (PagePlace, "place"),
    "terms": (PageTerm, "term"),
    "focus_areas": (PageFocusArea, "focus_area"),
    "target_areas": (PageTargetArea, "target_area"),
}
# Rows that templates show and the search does not.
UNSEARCHED = {"page_sources"}

ItemIds = dict[str, dict[int, list[int]]]
"""Primary keys of the items by attribute and page."""


def load_rows(pages: Sequence[Any], *names: str) -> None:
    """The rows of pages of one type."""
    prefetch_related_objects(pages, *(name for name in (*pages[0].shown_rows, *names) if name not in UNSEARCHED))


def load_classification(pages: Sequence[ShownVocabulary]) -> None:
    """The vocabulary items, and the pages that their types' own rows link to, of pages whose rows have been read."""
    item_ids = _item_ids([page.pk for page in pages])
    in_locales: dict[int, list[ShownVocabulary]] = defaultdict(list)
    for page in pages:
        in_locales[page.locale_id].append(page)
    for locale_id, group in in_locales.items():
        for name, ids in item_ids.items():
            _load_items(group, locale_id, name, ids)
        organisations = localized(Organisation, _all(_organisation_ids(page) for page in group), locale_id)
        linked_pages = readable_targets(_all(page.linked_ids() for page in group), locale_id)
        for page in group:
            page.organisation_map = organisations
            page.linked_pages = linked_pages


def _item_ids(page_ids: Sequence[int]) -> ItemIds:
    queries = [
        rows._default_manager.filter(page_id__in=page_ids).order_by().values_list(Value(name), "page_id", f"{field}_id")
        for name, (rows, field) in CLASSIFYING.items()
    ]
    found: ItemIds = {name: defaultdict(list) for name in CLASSIFYING}
    for name, page_id, item_id in queries[0].union(*queries[1:], all=True):
        found[name][page_id].append(item_id)
    return found


def _load_items(pages: Sequence[Any], locale_id: int, name: str, ids: dict[int, list[int]]) -> None:
    """In the vocabulary's own order, as a page reads them by itself."""
    rows, field = CLASSIFYING[name]
    model: Any = rows._meta.get_field(field).related_model
    found = localized(model, _all(ids.get(page.pk, ()) for page in pages), locale_id)
    place = {item: number for number, item in enumerate(dict.fromkeys(found.values()))}
    for page in pages:
        items = {found[pk] for pk in ids.get(page.pk, ()) if pk in found}
        setattr(page, name, sorted(items, key=place.__getitem__))


def _organisation_ids(page: ShownVocabulary) -> Iterable[int | None]:
    return [*(row.organisation_id for row in page.page_organisations.all()), *page.organisation_ids()]


def _all(ids: Iterable[Iterable[int | None]]) -> set[int | None]:
    return {pk for each in ids for pk in each}
