"""Leaves a broken engine alone for a while, so that saves and searches need not wait for it again and again.

Kept in Django's cache: with a shared cache all processes know of it, otherwise each finds out by itself.
"""

import time
from typing import Any

from django.core.cache import cache

KEY = "search:breaker"
FORGOTTEN = 600  # seconds without a failure after which they are counted anew
FIRST_REST = 1  # seconds, doubled with each failure in a row
UNKNOWN = "The search engine failed and did not say why."
LONGEST_REST = 8  # whatever waits is to be found within ten seconds after the engine is back


def state() -> dict[str, Any]:
    """`failures` in a row, `until` when (Unix time) the engine is left alone, and the `reason`; empty while all is well."""
    return cache.get(KEY) or {}


def is_open() -> bool:
    return bool(reason())


def reason() -> str:
    """Why the engine is left alone just now; empty when it is not. Read at once, as another process may end the rest any time.

    A rest of more than the longest is by the clock of a host that is ahead of this one, and would last too long here.
    """
    known = state()
    rests = 0 < known.get("until", 0) - time.time() <= LONGEST_REST
    return known["reason"] or UNKNOWN if rests else ""


def trip(reason: str) -> None:
    failures = state().get("failures", 0) + 1
    rest = min(FIRST_REST * 2 ** (failures - 1), LONGEST_REST)
    cache.set(KEY, {"failures": failures, "until": time.time() + rest, "reason": reason}, timeout=FORGOTTEN)


def reset() -> None:
    if state():
        cache.delete(KEY)
