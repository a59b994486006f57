"""The search page."""

import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext_lazy as _

from .conditions import conditions
from .elsewhere import main_language
from .engines.base import EngineError
from .entries import validity_in
from .finder import PAGE_SIZE, Found, Parameters, find
from .hits import PageHit
from .presentation import Address, breadcrumbs, chips, facet_groups, pagination, read_parameters, way_links
from .rate import MINUTE, is_too_often
from .statistics.visits import Mark, counted
from .why import in_words

logger = logging.getLogger(__name__)

SORTS = (("", _("Most relevant")), ("date", _("Latest first")))


def search(request: HttpRequest) -> HttpResponse:
    """Without a question the page is a search field; with a broken engine, or asked too often, it says so and stays whole."""
    parameters = read_parameters(request.GET, get_language() or "sv")
    context: dict[str, object] = {"parameters": parameters}
    if parameters.text and is_too_often(request, "search", settings.SEARCHES_PER_MINUTE):
        response = render(request, "search/search.html", context | {"too_often": True}, status=429)
        response.headers["Retry-After"] = str(MINUTE)
        return response
    if parameters.text:
        try:
            context |= _results(request, parameters)
        except EngineError:
            logger.exception("Search cannot answer")
            context["failed"] = True
    return render(request, "search/search.html", context)


def _results(request: HttpRequest, parameters: Parameters) -> dict[str, object]:
    found = find(parameters, request.user)
    return {
        "found": found,
        "conditions": conditions(found.question),
        **_lists(request, parameters, found),
        **_ways_to_narrow(parameters, found),
    }


def _lists(request: HttpRequest, parameters: Parameters, found: Found) -> dict[str, object]:
    """The hits, list by list. What is promoted above them does not stand among them again."""
    elsewhere = found.elsewhere.hits if found.elsewhere and parameters.page_number == 1 else []
    crumbs = breadcrumbs([*found.hits, *elsewhere])
    mark = counted(request, parameters, found)
    above = {promoted.hit.page.pk for promoted in found.promoted}
    rows = [
        _row(request, hit, crumbs[hit.page.pk], place, mark)
        for place, hit in enumerate(found.hits, start=1)
        if hit.page.pk not in above
    ]
    return {
        "rows_all": [row for row in rows if row["match"] == "all"],
        "rows_partial": [row for row in rows if row["match"] == "partial"],
        "direct": [_row(request, hit, [], place, mark) for place, hit in enumerate(found.direct, start=1)],
        "promoted": [
            _row(request, promoted.hit, [], place, mark) | {"reason": promoted.reason}
            for place, promoted in enumerate(found.promoted, start=1)
        ],
        "rows_elsewhere": [
            _row(request, hit, crumbs[hit.page.pk], place, mark) | {"lang": main_language()}
            for place, hit in enumerate(elsewhere, start=1)
        ],
    }


def _ways_to_narrow(parameters: Parameters, found: Found) -> dict[str, object]:
    """Facets, order and pages of the result, and the addresses of other results of the same question."""
    address = Address(parameters)
    without_facets = Address(replace(parameters, facets={}, ranges={}))
    groups = facet_groups(found.counts, parameters)
    return {
        "elsewhere_url": _address_elsewhere(found),
        "groups": groups,
        "chips": chips(groups, parameters, address),
        "clear_url": without_facets(),
        "exact_url": address(exact="1"),
        "proposal_url": without_facets(q=found.proposal),
        "ways": way_links(found.ways),
        "sorts": [
            {"label": label, "url": address(sort=code), "current": (code == "date") == parameters.by_date}
            for code, label in SORTS
        ],
        "hidden": [
            ("q", parameters.text),
            ("sort", "date" if parameters.by_date else ""),
            ("exact", "" if parameters.correct else "1"),
        ],
        "pagination": pagination(found.total, parameters, address),
    }


def _address_elsewhere(found: Found) -> str:
    """Where all that was found in the main language can be read on; "" if all of it is shown."""
    if not found.elsewhere or found.elsewhere.total <= PAGE_SIZE:
        return ""
    with override(main_language()):
        return f"{reverse('search')}?{urlencode({'q': found.elsewhere.question.text})}"


def _row(request: HttpRequest, hit: PageHit, path: list[str], place: int, mark: Mark) -> dict[str, Any]:
    facts = hit.facts
    return {
        "match": hit.match,
        "url": mark(hit.page.get_url(request) or "", place),
        "title": " ".join(filter(None, (facts["title_prefix"], hit.page.title))),
        "family": facts["family"],
        "kind_label": facts["kind_label"],
        "path": path,
        "sections": [replace(each, url=mark(each.url, place)) if each.url else each for each in hit.sections],
        "state": validity_in(facts).words,
        "facts": facts["facts"],
        "why": _why(hit),
        "reasons": [(reason.found, in_words(reason)) for reason in hit.reasons],
    }


def _why(hit: PageHit) -> str:
    """Which words a page of the second tier has, so that nobody takes it for a whole answer."""
    if hit.match == "all" or not hit.found_words:
        return ""
    words = ", ".join(hit.found_words)
    return ngettext("has the word %(words)s", "has the words %(words)s", len(hit.found_words)) % {"words": words}
