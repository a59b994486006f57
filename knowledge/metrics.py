"""What editors have planned, for Prometheus: beside the figures of the search, on the same page."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from search.metrics import REGISTRY

from . import schedule


class ScheduleCollector(Collector):
    def describe(self) -> list[Metric]:
        return []  # so that registering asks the database nothing

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "planned_overdue", "Plans to publish or withdraw a page that are five minutes late.", schedule.overdue()
        )


def register_metrics() -> None:
    REGISTRY.register(ScheduleCollector())
