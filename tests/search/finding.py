"""Searches of the index itself, without the query language: words as they stand, all of them anywhere in the page."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from wagtail.models import Page

from knowledge.models import Level, PageLevel
from search.access import searchable_for
from search.engines import get_engine
from search.engines.base import PLACES, All, Answer, Request, Term
from search.engines.base import Any as AnyOf
from search.models import SearchRow
from search.upkeep import live_generation


def search(
    words: str, user: Any = None, locale: str = "sv", counts: tuple[str, ...] = (), sections: bool = False
) -> Answer:
    """What a search finds right now, the way every search asks."""
    wanted = tuple(AnyOf(tuple(Term(f"{place}_exact", word) for place in PLACES)) for word in words.lower().split())
    generation = live_generation()
    filters = searchable_for(user or AnonymousUser(), locale)
    if sections:
        filters = type(filters)(**vars(filters) | {"sections": True})
    return get_engine().search(generation, Request(All(must=wanted), filters, counts=counts, size=1000))


def found(words: str, **options: Any) -> list[int]:
    """Ids of the pages found, lowest first."""
    return sorted(hit.page_id for hit in search(words, **options).hits)


def pending() -> list[int]:
    return sorted(SearchRow.pending().values_list("page_id", flat=True))


def indexed_keys() -> dict[str, int]:
    return dict(get_engine().scan(live_generation()))


def name_level(page: Page, level: Level) -> PageLevel:
    return PageLevel.objects.create(page=page, level=level)
