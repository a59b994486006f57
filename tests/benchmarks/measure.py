"""The measurements themselves. They print what they find."""

import itertools
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from tests.relevance.judged import load

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


def timed(action: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def summary(seconds: Sequence[float]) -> str:
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return f"p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms"


def rebuild() -> None:
    """Index the whole site anew, as `manage.py search_rebuild` does."""
    from search import rebuild as rebuilding
    from search.models import SearchRow

    before = _peak()
    seconds = timed(rebuilding.rebuild)
    pages = SearchRow.objects.filter(deleted=False).count()
    print(f"rebuild: {pages} pages in {seconds:.0f} s ({pages / seconds:.0f} pages/s), peak memory", end=" ")
    print(f"{_peak():.0f} MB ({before:.0f} MB before)")


def searches(number: int) -> None:
    """The judged queries in turn: the search itself (query, facets, highlights), then the whole page as it is served."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import Client

    from search.finder import Parameters, find

    queries = [judged.query for judged in load() if judged.locale == "sv" and judged.in_scope]
    asked = list(itertools.islice(itertools.cycle(queries), number))
    client = Client(headers={"host": "localhost"})
    for query in queries[:20]:
        find(Parameters(text=query, locale="sv"), AnonymousUser())
    alone = [timed(lambda q=query: find(Parameters(text=q, locale="sv"), AnonymousUser())) for query in asked]
    whole = [timed(lambda q=query: _get(client, q)) for query in asked]
    print(f"search, {number} times: {summary(alone)}")
    print(f"search page, {number} times: {summary(whole)}")


def publishing(number: int = 50) -> None:
    """An edit that is saved and found at once, without a worker."""
    from knowledge.models import DecisionPage

    pages = itertools.islice(itertools.cycle(DecisionPage.objects.order_by("pk")[:number]), number)
    print(f"publish and index, {number} times: {summary([timed(lambda p=page: _publish(p)) for page in pages])}")


def _get(client: Any, query: str) -> None:
    response = client.get(f"/sv/sok/?{urlencode({'q': query})}")
    assert response.status_code == 200, response.status_code


def _publish(page: Any) -> None:
    page.title += " ändrad"
    page.save_revision().publish()


def _peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
