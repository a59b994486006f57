"""The list of a section: pages of one kind, narrowed by the same facets as the search, or simply the pages under it."""

import logging
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from knowledge.kinds import page_types
from search.access import User, limit
from search.engines.base import EngineError
from search.entries import KIND_FACET
from search.finder import PAGE_SIZE, Parameters, last_page
from search.presentation import Address, Chip, FacetGroup, Pagination, chips, facet_groups, pagination, read_parameters
from search.scope import Scope

from .cards import Card, card, cards

logger = logging.getLogger(__name__)

# Facets that say nothing within one kind.
HIDDEN = {"kind"}


@dataclass(frozen=True)
class Listing:
    """`children` are the pages under the section that are not among the listed ones.

    `without_facets` says that the engine could not answer: the pages are all there, only not to be narrowed.
    """

    children: list[Card]
    pages: list[Card] = field(default_factory=list)
    total: int = 0
    groups: list[FacetGroup] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    pagination: Pagination | None = None
    clear_url: str = "?"
    without_facets: bool = False


def listing(section: Any, request: HttpRequest) -> Listing:
    """What the section shows to this visitor. A broken engine takes the facets away, not the pages."""
    parameters = read_parameters(request.GET, get_language() or settings.LANGUAGE_CODE)
    shown = {name: values for name, values in parameters.facets.items() if name not in HIDDEN}
    parameters = replace(parameters, facets=shown)
    try:
        return _listing(section, request.user, parameters, Scope(request.user, parameters.locale))
    except EngineError:
        logger.exception("A section is shown without its facets")
        return replace(_listing(section, request.user, parameters, None), without_facets=True)


def _listing(section: Any, user: User, parameters: Parameters, scope: Scope | None) -> Listing:
    below = limit(section.get_children(), user)
    if not section.listed_kind:
        return Listing(_with_facts(cards(below), scope))
    model: Any = page_types()[section.listed_kind]
    children = cards(below.not_exact_type(model))
    pages = limit(model.objects.filter(locale_id=section.locale_id), user).order_by(*model.listing_order)
    facets = {**parameters.facets, KIND_FACET: (section.listed_kind,)}
    if scope and parameters.facets:
        pages = pages.filter(pk__in=scope.page_ids(facets))
    total = pages.count()
    start = (min(parameters.page_number, last_page(total)) - 1) * PAGE_SIZE
    address = Address(parameters)
    groups = facet_groups(scope.counts(facets), parameters) if scope else []
    groups = [group for group in groups if group.facet.name not in HIDDEN]
    found = _with_facts([*children, *map(card, pages[start : start + PAGE_SIZE])], scope)
    return Listing(
        found[: len(children)],
        found[len(children) :],
        total,
        groups,
        chips(groups, parameters, address),
        pagination(total, parameters, address),
    )


def _with_facts(found: list[Card], scope: Scope | None) -> list[Card]:
    payloads = scope.payloads(card.page.pk for card in found) if scope else {}
    return [replace(card, facts=payloads.get(card.page.pk, {}).get("facts", [])) for card in found]
