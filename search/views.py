"""The search page."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from .engines.base import EngineError
from .finder import Parameters, find
from .presentation import Address, breadcrumbs, chips, facet_groups, pagination, read_parameters

logger = logging.getLogger(__name__)


def search(request: HttpRequest) -> HttpResponse:
    """Without a question the page is a search field; with a broken engine it says so and stays whole."""
    parameters = read_parameters(request.GET, get_language() or "sv")
    context: dict[str, object] = {"parameters": parameters, "address": Address(parameters)}
    if parameters.text:
        try:
            context |= _results(request, parameters)
        except EngineError:
            logger.exception("Search cannot answer")
            context["failed"] = True
    return render(request, "search/search.html", context)


def _results(request: HttpRequest, parameters: Parameters) -> dict[str, object]:
    found = find(parameters, request.user)
    address = Address(parameters)
    groups = facet_groups(found.counts, parameters)
    crumbs = breadcrumbs(found.hits)
    rows = [{"hit": hit, "breadcrumb": crumbs[hit.page.pk], "url": hit.page.get_url(request)} for hit in found.hits]
    return {
        "found": found,
        "rows_all": [row for row in rows if row["hit"].match == "all"],  # type: ignore[attr-defined]
        "rows_partial": [row for row in rows if row["hit"].match == "partial"],  # type: ignore[attr-defined]
        "groups": groups,
        "chips": chips(groups, parameters, address),
        "clear_url": Address(Parameters(parameters.text, parameters.locale))(),
        "pagination": pagination(found.total, parameters, address),
    }
