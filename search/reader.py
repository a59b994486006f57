"""Asks the index for whoever waits for the answer.

A server that does not answer is waited for once, and then left alone for a while: else each search, and each key pressed in
the search field, would hold a thread until there were none for the pages. The embedded engine has no such silence.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from . import breaker
from .engines import get_engine
from .engines.base import Answer, EngineDownError, Request


def search(generation: str, request: Request) -> Answer:
    with _left_alone_if_down():
        return get_engine().search(generation, request)


def payloads(generation: str, keys: Sequence[str]) -> dict[str, str]:
    with _left_alone_if_down():
        return get_engine().payloads(generation, keys)


def vocabulary(generation: str, field: str, locale: str) -> dict[str, int]:
    with _left_alone_if_down():
        return get_engine().vocabulary(generation, field, locale)


def check() -> None:
    """Raise EngineError if the engine does not answer, or did not a moment ago."""
    with _left_alone_if_down():
        get_engine().check()


@contextmanager
def _left_alone_if_down() -> Iterator[None]:
    """Raises EngineDownError at once while the engine rests. Any other error is an answer."""
    if get_engine().embedded:
        yield
        return
    has_failed, reason = breaker.attempt(breaker.READING)
    if reason:
        raise EngineDownError(reason)
    try:
        yield
    except EngineDownError as error:
        has_failed = False
        breaker.trip(str(error), breaker.READING)
        raise
    finally:
        if has_failed:
            breaker.reset(breaker.READING)
