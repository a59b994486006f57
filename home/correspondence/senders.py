"""From where a form may come, and how often. Nothing about the sender is stored."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PERIOD = 600  # seconds
MOST_FROM_ONE = 20
MOST_FROM_ALL = 300


def is_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours. A browser that says nothing is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def may_send(request: HttpRequest, what: str) -> bool:
    """Whether this is within what one sender, and all of them together, may send in ten minutes.

    Who sends is known to the cache alone, for as long, as a keyed hash that is another one every day.
    """
    sender = salted_hmac(f"{what}{datetime.now(UTC):%Y%m%d}", address_of(request)).hexdigest()[:16]
    return _count(f"sent:{what}:{sender}") <= MOST_FROM_ONE and _count(f"sent:{what}") <= MOST_FROM_ALL


def address_of(request: HttpRequest) -> str:
    """The sender's address; behind a proxy the one that the proxy has added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _count(key: str) -> int:
    cache.add(key, 0, timeout=PERIOD)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        return 1
