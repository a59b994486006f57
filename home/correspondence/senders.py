"""From where a form may come, and how often. Nothing about the sender is stored."""

from django.http import HttpRequest

from search.rate import times

PERIOD = 600  # seconds
MOST_FROM_ONE = 20
MOST_FROM_ALL = 300


def is_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours. A browser that says nothing is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.get_host()


def may_send(request: HttpRequest, what: str) -> bool:
    """Whether this is within what one sender, and all of them together, may send in ten minutes."""
    return times(what, PERIOD, request) <= MOST_FROM_ONE and times(what, PERIOD) <= MOST_FROM_ALL
