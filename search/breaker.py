"""Leaves a broken engine alone for a while, so that saves and searches need not wait for it again and again.

Writing and reading rest apart: an engine whose disk is full takes nothing, and answers all the same. Kept in Django's
cache, where the other processes of the installation see it.
"""

import time
from typing import Any

from django.core.cache import cache

WRITING = "search:breaker"
READING = "search:breaker:reading"
FORGOTTEN = 600  # seconds without a failure after which they are counted anew
FIRST_REST = 1  # seconds, doubled with each failure in a row
UNKNOWN = "The search engine failed and did not say why."
LONGEST_REST = 8  # whatever waits is to be found within ten seconds after the engine is back
ATTEMPT = 3  # seconds that the others wait for whoever tries the engine after a rest


def state(of: str = WRITING) -> dict[str, Any]:
    """`failures` in a row, `until` when (Unix time) the engine is left alone, and the `reason`; empty while all is well."""
    return cache.get(of) or {}


def is_open(of: str = WRITING) -> bool:
    return bool(reason(of))


def reason(of: str = WRITING) -> str:
    """Why the engine is left alone just now; empty when it is not. Read at once, as another process may end the rest any time.

    A rest of more than the longest is by the clock of a host that is ahead of this one, and would last too long here.
    """
    return _reason(state(of))


def trip(reason: str, of: str = WRITING) -> None:
    failures = state(of).get("failures", 0) + 1
    rest = min(FIRST_REST * 2 ** (failures - 1), LONGEST_REST)
    _keep(of, {"failures": failures, "reason": reason}, rest)


def reset(of: str = WRITING) -> None:
    if state(of):
        cache.delete(of)


def attempt(of: str) -> tuple[bool, str]:
    """Whether the engine has failed before, and why it is not to be asked now, "" if it may be.

    Who asks after a rest does so for all: the others are refused until it has its answer, or might all wait for none.
    """
    known = state(of)
    reason = _reason(known)
    if known and not reason:
        _keep(of, known, ATTEMPT)
    return bool(known), reason


def _reason(known: dict[str, Any]) -> str:
    rests = 0 < known.get("until", 0) - time.time() <= LONGEST_REST
    return known["reason"] or UNKNOWN if rests else ""


def _keep(of: str, known: dict[str, Any], rest: float) -> None:
    cache.set(of, known | {"until": time.time() + rest}, timeout=FORGOTTEN)
