"""A visitor with a browser, and what was counted of the visit."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from django.test import Client
from django.utils import timezone

from home.models import HomePage
from search.models import QueryCount
from search.statistics import recorder as recording
from search.statistics.recorder import recorder
from tests.home.site import make_home

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

Rows = dict[tuple[str, str], dict[str, int]]


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    recorder.drop()
    yield
    recorder.drop()


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def visitor(home: HomePage) -> Client:
    return Client(headers={"User-Agent": BROWSER})


@pytest.fixture
def counts(db: None) -> Callable[[], Rows]:
    """What was counted today, by lemmas and spelling, without what is 0."""

    def counts() -> Rows:
        recorder.write()
        return {(row.lemmas, row.spelling): counts_of(row) for row in QueryCount.objects.filter(day=today())}

    return counts


def counts_of(row: QueryCount) -> dict[str, int]:
    return {name: getattr(row, name) for name in recording.COUNTS if getattr(row, name)}


def today() -> date:
    return timezone.localdate()
