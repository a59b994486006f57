"""How often one client asks. Who asks is known to the cache alone, for the time that is counted, as a keyed hash.

Counted from one full minute to the next, as not every cache can count on without beginning the time anew.
"""

import time
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE = 60
# Whoever has an address of the sixth version has all that share its first half.
NETWORK_BITS = 64


def is_too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the client has asked for this more than so many times in a minute. Nought is no limit."""
    return most > 0 and times(what, MINUTE, request) > most


def times(what: str, seconds: int, request: HttpRequest | None = None) -> int:
    """Count this time and give the number of times in these so many seconds: of the client, or without one of all.

    A cache that is down counts nothing, and so refuses nobody.
    """
    key = f"times:{what}:{int(time.time()) // seconds}" + (f":{_client(request, what)}" if request else "")
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) or 1
    except ValueError:  # it ran out in between
        return 1


def address_of(request: HttpRequest) -> str:
    """The client's address; behind a proxy the one that the proxy has added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _client(request: HttpRequest, what: str) -> str:
    """Another one every day and for every purpose, so that nothing can be put together."""
    return salted_hmac(f"{what}{datetime.now(UTC):%Y%m%d}", _network(address_of(request))).hexdigest()[:16]


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    mapped = parsed.ipv4_mapped
    return str(mapped) if mapped else str(int(parsed) >> (parsed.max_prefixlen - NETWORK_BITS))
