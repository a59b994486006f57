"""The list of a section: pages of one kind, narrowed by the same facets as the search, or simply the pages under it."""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from wagtail.models import Page

from knowledge.kinds import page_types
from search.access import limit
from search.engines.base import EngineError
from search.finder import PAGE_SIZE, Parameters, browse
from search.presentation import Address, Chip, FacetGroup, Pagination, chips, facet_groups, pagination, read_parameters

from .models import SectionPage

logger = logging.getLogger(__name__)

# Facet under which every page stands with the code of its kind. It narrows lists and is not shown.
KIND_CODE = "type"
# Facets that say nothing within one kind.
HIDDEN = {"kind"}


@dataclass(frozen=True)
class Listing:
    """`without_facets` says that the engine could not answer: the pages are all there, only not to be narrowed."""

    pages: list[Page]
    total: int
    children: list[Page] = field(default_factory=list)
    groups: list[FacetGroup] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    pagination: Pagination | None = None
    clear_url: str = "?"
    without_facets: bool = False


def listing(section: SectionPage, request: HttpRequest) -> Listing:
    children = list(limit(section.get_children(), request.user).specific())
    if not section.listed_kind:
        return Listing(children, len(children))
    model = page_types()[section.listed_kind]
    parameters = read_parameters(request.GET, section.locale.language_code)
    pages = limit(model.objects.filter(locale_id=section.locale_id), request.user).order_by(*model.listing_order)
    try:
        facets = {**parameters.facets, KIND_CODE: (section.listed_kind,)}
        found, counts = browse(request.user, parameters.locale, facets)
    except EngineError:
        logger.exception("A section is shown without its facets")
        return _listing(pages, children, parameters, without_facets=True)
    groups = [group for group in facet_groups(counts, parameters) if group.facet.name not in HIDDEN]
    return _listing(
        pages.filter(pk__in=found),
        children,
        parameters,
        groups=groups,
        chips=chips(groups, parameters, Address(parameters)),
    )


def _listing(pages: Any, children: list[Page], parameters: Parameters, **others: Any) -> Listing:
    total = pages.count()
    start = (parameters.page_number - 1) * PAGE_SIZE
    shown = list(pages.prefetch_related(*getattr(pages.model, "listing_prefetch", ()))[start : start + PAGE_SIZE])
    listed = pages.model
    return Listing(
        shown,
        total,
        children=[page for page in children if not isinstance(page, listed)],
        pagination=pagination(total, parameters, Address(parameters)),
        **others,
    )
