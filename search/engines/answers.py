"""What every engine does alike with what it found: the order of equal hits, and which filters a facet is counted with."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .base import Filters, Hit, Request, page_key, slot_key, slot_of

PAGES, SECTIONS = "pages", "sections"
"""Each is an index of its own."""

# Engines add up the same floating-point numbers in different orders, so scores agree to about this many decimals.
DECIMALS = 4
# How far past the end of the wanted hits is looked for equal ones before asking again.
MARGIN = 20


@dataclass(frozen=True)
class Scored:
    """A hit on its way: `handle` is whatever the engine needs to read the rest of it."""

    score: float
    page_id: int
    slot: int
    handle: Any

    @property
    def rounded(self) -> float:
        return round(self.score, DECIMALS)

    def bare(self, request: Request) -> Hit:
        """The hit without what is stored of it."""
        key = page_key(self.page_id)
        return Hit(slot_key(key, self.slot) if request.filters.sections else key, self.page_id, self.rounded, "")


def part_of(key: str) -> str:
    return PAGES if slot_of(key) is None else SECTIONS


def best(request: Request, fetch: Callable[[int], list[Scored]]) -> list[Scored]:
    """The wanted hits by score, equal ones by page id and slot.

    `fetch(limit)` gives the engine's own first hits, in falling score. It is asked again, for more, while the hits that
    share the last wanted score may continue past what it gave.
    """
    end = request.offset + request.size
    limit = first_limit(request)
    found = fetch(limit)
    while len(found) == limit and found[-1].rounded >= found[end - 1].rounded:
        limit *= 4
        found = fetch(limit)
    ordered = sorted(found, key=lambda hit: (-hit.rounded, hit.page_id, hit.slot))
    return ordered[request.offset : end]


def first_limit(request: Request) -> int:
    """How many hits are asked for at first."""
    return request.offset + request.size + MARGIN


def counted_together(request: Request) -> Iterator[tuple[list[str], Filters]]:
    """Names of facets with the filters they are counted under, such that one pass over the hits counts each group.

    Facets without a chosen value share a pass. A facet with chosen values needs one of its own, without these values.
    """
    chosen = [name for name in request.counts if request.filters.facets.get(name)]
    rest = [name for name in request.counts if name not in chosen]
    if rest:
        yield rest, request.filters
    for name in chosen:
        others = {facet: values for facet, values in request.filters.facets.items() if facet != name}
        yield [name], replace(request.filters, facets=others)


def facet_token(name: str, value: str) -> str:
    """All facets share one field, so that a new facet does not change the index."""
    return f"{name}={value}"


def facet_tokens(facets: dict[str, list[str]]) -> list[str]:
    return [facet_token(name, value) for name, values in facets.items() for value in values]


def facet_counts(names: Iterable[str], buckets: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """From the counted facet tokens to {facet: {value: count}} of the named facets."""
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for bucket in buckets:
        name, _, value = bucket["key"].partition("=")
        if name in counts:
            counts[name][value] = bucket["doc_count"]
    return counts
