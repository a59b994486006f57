"""The state of the index for Prometheus.

Everything is read from the database when it is asked for, so that any process tells of all, and a restart loses nothing.
"""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry

from django.db.models import Max

from .models import SearchGeneration, SearchRow
from .status import status


class IndexCollector(Collector):
    def describe(self) -> list[Metric]:
        return []  # so that registering asks the database nothing

    def collect(self) -> Iterator[Metric]:
        found = status()
        yield GaugeMetricFamily("search_pages", "Pages that the index should hold.", found.pages)
        yield GaugeMetricFamily("search_pending", "Changes that wait to be indexed.", found.pending)
        yield GaugeMetricFamily(
            "search_lag_seconds", "Age of the oldest change that nobody has tried to index.", found.untried
        )
        yield GaugeMetricFamily("search_retrying", "Changes that have failed and are tried again.", found.retrying)
        yield GaugeMetricFamily("search_dead", "Pages whose indexing has been given up.", len(found.dead))
        yield GaugeMetricFamily("search_engine_resting", "1 while the engine does not answer.", bool(found.resting))
        yield GaugeMetricFamily("search_files_waiting", "Files of pages that wait to be read.", found.files["waiting"])
        yield GaugeMetricFamily("search_files_failed", "Files of pages that cannot be read.", found.files["failed"])
        yield _last_indexed()
        yield _errors()
        yield _rebuild(found.generations, found.pages)


def _last_indexed() -> Metric:
    """A moment, not a total: rows go when their pages are gone and count anew after a rebuild, so no sum over them only grows."""
    family = GaugeMetricFamily(
        "search_last_indexed_timestamp_seconds", "When a change was last indexed, in seconds since 1970; none if never."
    )
    if moment := SearchRow.objects.aggregate(last=Max("indexed_at"))["last"]:
        family.add_metric([], moment.timestamp())
    return family


def _errors() -> Metric:
    """By the type of the error alone: its words may name a page."""
    family = GaugeMetricFamily("search_errors", "Pages that cannot be indexed, by type of error.", labels=["reason"])
    errors = SearchRow.objects.exclude(error="").values_list("error", flat=True)
    for reason, count in sorted(Counter(error.partition(":")[0][:80] for error in errors).items()):
        family.add_metric([reason], count)
    return family


def _rebuild(generations: list[dict], pages: int) -> Metric:
    family = GaugeMetricFamily("search_rebuild_ratio", "How far a rebuild has come, from 0 to 1; none without one.")
    for generation in generations:
        if generation["state"] == SearchGeneration.State.BUILDING:
            family.add_metric([], generation["done"] / max(pages, 1))
    return family


REGISTRY = CollectorRegistry()
REGISTRY.register(IndexCollector())
