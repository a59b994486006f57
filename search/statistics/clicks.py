"""A result's link carries what was searched for and its place in the list, signed. Following it is counted, then the address
is the page's own again.

The link is the page's address with one parameter more, so that it leads there even when the signature is old or broken, and
can lead nowhere else. It says nothing of the visitor: all who make the same search in the same second get the same links.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2s

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from .keys import Key, key_of
from .machines import is_person
from .recorder import recorder

logger = logging.getLogger(__name__)

PARAMETER = "traff"
MAX_AGE = 24 * 60 * 60  # seconds after which following a link is not counted any more
MAX_PLACE = 1000

_signer = signing.TimestampSigner(salt="search.statistics.clicks")


def marker(key: Key, first: int = 0) -> Callable[[str, int], str]:
    """What marks an address, for the results of one search that begin after `first` others."""

    def mark(url: str, place: int) -> str:
        token = _signer.sign_object([key.locale, key.spelling, first + place])
        return f"{url}{'&' if '?' in url else '?'}{PARAMETER}={token}"

    return mark


def count(token: str) -> None:
    """Count that a result was opened: of each list of results once, however many are."""
    try:
        locale, spelling, place = _signer.unsign_object(token, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return
    second = token.rsplit(":", 2)[1]
    results = blake2s(f"{locale} {second} {spelling}".encode(), digest_size=16).hexdigest()
    if cache.add(f"search:opened:{results}", True, timeout=MAX_AGE):
        searched = datetime.fromtimestamp(signing.b62_decode(second), UTC)
        day = timezone.localtime(searched).date()
        recorder.add(day, key_of(spelling, locale), clicked=1, positions=min(place, MAX_PLACE))


class ClickMiddleware:
    """Takes the mark off an address before anything else sees it, so that it gets into no copied link and no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if PARAMETER not in request.GET or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        self._count(request)
        response = HttpResponseRedirect(_without_mark(request))
        add_never_cache_headers(response)
        return response

    def _count(self, request: HttpRequest) -> None:
        try:
            if is_person(request):
                count(request.GET[PARAMETER])
        except Exception:
            logger.exception("An opened result is not counted")


def _without_mark(request: HttpRequest) -> str:
    """The same address on this very site, also when its path begins like another one's ("//…")."""
    others = request.GET.copy()
    del others[PARAMETER]
    path = escape_leading_slashes(escape_uri_path(request.path))
    return f"{path}?{others.urlencode()}" if others else path
