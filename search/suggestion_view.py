"""Suggestions for the field that is being typed in, as JSON for its script. Without the script the form does without."""

import logging
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache

from .engines.base import EngineError
from .rate import MINUTE, is_too_often
from .suggestions import Suggestion, suggest

logger = logging.getLogger(__name__)


@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    """Groups in the order they are to be shown, and what a screen reader is told of their number.

    A broken engine gives no suggestions: the search page is where that is said.
    """
    if is_too_often(request, "suggestions", settings.SUGGESTIONS_PER_MINUTE):
        return JsonResponse({"groups": [], "status": ""}, status=429, headers={"Retry-After": str(MINUTE)})
    try:
        found = suggest(request.GET.get("q", ""), request.user, get_language() or "sv")
    except EngineError:
        logger.exception("Nothing can be suggested")
        found = []
    groups = [
        {"label": label, "items": [_item(request, each) for each in each_of_group]}
        for label, each_of_group in groupby(found, key=lambda each: each.group)
    ]
    status = ngettext("%(number)d suggestion", "%(number)d suggestions", len(found)) % {"number": len(found)}
    return JsonResponse({"groups": groups, "status": status})


def _item(request: HttpRequest, suggestion: Suggestion) -> dict[str, str]:
    return {"text": suggestion.text, "note": suggestion.note, "url": _address(request, suggestion)}


def _address(request: HttpRequest, suggestion: Suggestion) -> str:
    if suggestion.page is None:
        return f"{reverse('search')}?{urlencode(suggestion.search)}"
    address = suggestion.page.get_url(request) or ""
    return f"{address}#{suggestion.anchor}" if suggestion.anchor else address
