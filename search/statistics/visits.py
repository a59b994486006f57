"""A visitor's search is counted, and the links of its results are marked, without anything about the visitor.

Counted is what a visitor who is not logged in asks, once: turning pages, sorting and filtering are the same search. So the
figures rest on what anyone may read.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone

from ..finder import PAGE_SIZE, Found, Parameters, last_page
from . import clicks
from .keys import key_of
from .machines import is_person
from .recorder import recorder

logger = logging.getLogger(__name__)

Mark = Callable[[str, int], str]


def counted(request: HttpRequest, parameters: Parameters, found: Found) -> Mark:
    """Count the search. Gives what marks the address of the page that stands at a place in the list of results.

    Whatever goes wrong here, the visitor gets the results.
    """
    try:
        if found.question.is_empty or not is_person(request) or request.user.is_authenticated:
            return unmarked
        key = key_of(parameters.text, parameters.locale)
        if _is_first_view(parameters):
            recorder.add(
                timezone.localdate(),
                key,
                searches=1,
                misses=int(not found.total_all),
                answered=int(found.total > 0 or bool(found.direct or found.promoted)),
            )
        page_number = min(parameters.page_number, last_page(found.total))
        return clicks.marker(key, first=(page_number - 1) * PAGE_SIZE)
    except Exception:
        logger.exception("A search is not counted")
        return unmarked


def unmarked(url: str, place: int) -> str:
    return url


def _is_first_view(parameters: Parameters) -> bool:
    return parameters.page_number == 1 and not parameters.facets and not parameters.by_date and parameters.correct
