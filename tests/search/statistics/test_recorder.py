"""Counts are written together, beside the searches; a database that cannot be written to costs a search nothing."""

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from search.models import QueryCount
from search.statistics import recorder as recording
from search.statistics import retention
from search.statistics.keys import Key
from search.statistics.recorder import Recorder, recorder
from tests.factories import ThemePageFactory

from .conftest import today

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(recording, "_write", fail)


def sums() -> dict[str, int]:
    return dict(QueryCount.objects.values_list("spelling", "searches"))


def key(word: str) -> Key:
    return Key("sv", word, word)


def test_a_search_writes_nothing_and_asks_no_more_than_without_statistics(visitor: Client) -> None:
    ThemePageFactory(title="Samverkan")
    visitor.get("/sv/sok/", {"q": "samverkan"})

    with CaptureQueriesContext(connection) as counted:
        visitor.get("/sv/sok/", {"q": "samverkan"})
    with override_settings(SEARCH_STATISTICS=False), CaptureQueriesContext(connection) as without:
        visitor.get("/sv/sok/", {"q": "samverkan"})

    assert len(counted) == len(without)
    assert not [query["sql"] for query in counted if not query["sql"].startswith("SELECT")]


def test_all_that_waits_is_written_in_one_statement_a_hundred(django_assert_num_queries: Callable) -> None:
    retention.forget_once_a_day()
    for number in range(100):
        recorder.add(DAY, key(f"ord{number}"), searches=1)
        recorder.add(DAY, key(f"ord{number}"), searches=2)

    with django_assert_num_queries(2):
        recorder.write()

    assert sums() == {f"ord{number}": 3 for number in range(100)}


@pytest.mark.usefixtures("broken")
def test_what_cannot_be_written_waits(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ThemePageFactory(title="Samverkan")
    assert visitor.get("/sv/sok/", {"q": "samverkan"}).status_code == 200
    recorder.write()
    visitor.get("/sv/sok/", {"q": "samverkan"})
    recorder.write()
    assert sums() == {}

    monkeypatch.undo()
    recorder.write()

    assert sums() == {"samverkan": 2}


def test_a_write_that_breaks_off_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("ett", "två", "tre"):
        recorder.add(DAY, key(word), searches=1)
    cursor, calls = connection.cursor, iter([False, False, True])
    monkeypatch.setattr(recording, "CHUNK", 1)
    monkeypatch.setattr(recording.connection, "cursor", lambda: _failing() if next(calls, False) else cursor())

    recorder.write()
    monkeypatch.undo()
    recorder.write()

    assert sums() == {"ett": 1, "två": 1, "tre": 1}


def _failing() -> None:
    raise OperationalError("database is locked")


def test_a_process_lets_only_so_many_queries_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_WAITING", 2)
    for word in ("ett", "två", "tre", "fyra", "ett"):
        recorder.add(DAY, key(word), searches=1)

    recorder.write()

    assert sums() == {"ett": 2, "två": 1, "": 2}


def test_a_day_has_only_so_many_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_A_DAY", 2)
    for word in ("ett", "två"):
        recorder.add(DAY, key(word), searches=1)
    recorder.write()
    for word in ("ett", "tre", "fyra"):
        recorder.add(DAY, key(word), searches=1)
    recorder.add(DAY + timedelta(days=1), key("tre"), searches=1)

    recorder.write()

    assert list(QueryCount.objects.filter(day=DAY).order_by("spelling").values_list("spelling", "searches")) == [
        ("", 2),
        ("ett", 2),
        ("två", 1),
    ]
    assert QueryCount.objects.filter(day=DAY + timedelta(days=1)).get().spelling == "tre"


def test_a_thread_writes_some_time_after_the_first_count(monkeypatch: pytest.MonkeyPatch) -> None:
    own, written = Recorder(), threading.Event()
    monkeypatch.setattr(recording, "SECONDS", 0.01)
    monkeypatch.setattr(own, "write", written.set)

    own.add(DAY, key("ett"), searches=1)

    assert written.wait(timeout=10)


def test_counting_takes_no_time() -> None:
    """Far below what a search takes, and even on a busy machine."""
    began = time.perf_counter()
    for _ in range(1000):
        recorder.add(DAY, key("ett"), searches=1, misses=0, answered=1)

    assert time.perf_counter() - began < 1


def add(day: date, word: str, days: int = 1) -> None:
    for number in range(days):
        QueryCount.objects.create(day=day - timedelta(days=number), locale="sv", lemmas=word, spelling=word, searches=1)


@override_settings(SEARCH_STATISTICS_DAYS=400, SEARCH_STATISTICS_RARE_DAYS=90)
def test_rare_queries_are_kept_for_a_season_and_others_for_the_year() -> None:
    add(today(), "färsk")
    add(today() - timedelta(days=91), "sällan", days=4)
    add(today() - timedelta(days=91), "ofta", days=5)
    add(today() - timedelta(days=91), "")
    add(today() - timedelta(days=401), "gammal", days=5)
    add(today() - timedelta(days=401), "")

    retention.forget()

    left = QueryCount.objects.order_by().values_list("lemmas", flat=True)
    assert sorted(left) == ["", "färsk", *["ofta"] * 5]


def test_who_writes_first_on_a_day_deletes_what_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_done", None)
    add(today() - timedelta(days=1000), "gammal", days=5)
    recorder.add(today(), key("ny"), searches=1)

    recorder.write()

    assert sums() == {"ny": 1}
