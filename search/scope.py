"""What one visitor may find at one moment, for the searches and lists of one request."""

import json
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Any as AnyValue

from . import access, reader
from .engines.base import PLACES, Answer, Any, Everything, Filters, Hit, Node, Request, Term
from .facets import all_facets
from .upkeep import live_generation

MAX_BROWSED = 10_000

Chosen = dict[str, tuple[str, ...]]
Counts = dict[str, dict[str, int]]


class Scope:
    """Reads the database when it is made, with two queries; all that is asked of it then goes to the engine alone.

    Everything here raises `EngineError` when the engine cannot answer.
    """

    def __init__(self, user: access.User, locale: str) -> None:
        self.user = user
        self.generation = live_generation()
        self.filters: Filters = access.searchable_for(user, locale)

    def with_filters(self, filters: Filters) -> "Scope":
        """The same visitor's at the same moment, with other limits."""
        other = copy(self)
        other.filters = filters
        return other

    def ask(self, node: Node, filters: Filters | None = None, **options: AnyValue) -> Answer:
        return reader.search(self.generation, Request(node, filters or self.filters, **options))

    def read(self, hits: Iterable[Hit]) -> dict[str, Hit]:
        """Bare hits with what is shown of them, by key, without those that are gone meanwhile."""
        by_key = {hit.key: hit for hit in hits}
        payloads = reader.payloads(self.generation, list(by_key))
        return {key: replace(by_key[key], payload=payload) for key, payload in payloads.items()}

    def total(self, node: Node) -> int:
        return self.ask(node, size=0).total

    def pages_with(self, word: str) -> int:
        """On how many pages that the visitor may read the word stands, just so."""
        return self.total(Any(tuple(Term(f"{place}_exact", word) for place in PLACES)))

    def has_word(self, word: str) -> bool:
        return self.pages_with(word) > 0

    def counts(self, facets: Chosen) -> Counts:
        """How many pages each value of each facet would give, for lists without a question."""
        filters = replace(self.filters, facets=facets)
        return self.ask(Everything(), filters, counts=facet_names(), size=0).counts

    def page_ids(self, facets: Chosen) -> list[int]:
        """All pages with values of these facets."""
        answer = self.ask(Everything(), replace(self.filters, facets=facets), size=MAX_BROWSED)
        return [hit.page_id for hit in answer.hits]

    def payloads(self, page_ids: Iterable[int]) -> dict[int, dict[str, AnyValue]]:
        """What the index keeps to show of these pages, by page id."""
        only = tuple(page_ids)
        if not only:
            return {}
        answer = self.ask(Everything(), replace(self.filters, only_pages=only), size=len(only))
        return {hit.page_id: json.loads(hit.payload) for hit in answer.hits}


def facet_names() -> tuple[str, ...]:
    return tuple(facet.name for facet in all_facets())
