"""A server that does not answer is waited for once; then it is left alone until one request has had its answer."""

import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from django.test import Client

from home.models import HomePage
from search import breaker, reader
from search.engines import elasticsearch, get_engine
from search.engines.base import Answer, EngineDownError, EngineError, Everything, Filters, Request
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.tantivy import TantivyEngine
from search.generations import current_schema
from search.models import SearchGeneration
from search.upkeep import live_generation
from tests.home.site import make_home

REQUEST = Request(Everything(), Filters("sv"))
TIMEOUT = 0.3


@pytest.fixture
def silent_server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One that takes connections and says nothing, as a hanging one does."""
    for name in ("TIMEOUT", "SEARCH_TIMEOUT", "CHECK_TIMEOUT"):
        monkeypatch.setattr(elasticsearch, name, TIMEOUT)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.SEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield


def seconds(question: Any) -> float:
    began = time.monotonic()
    with pytest.raises(EngineDownError):
        question()
    return time.monotonic() - began


@pytest.mark.usefixtures("silent_server")
def test_only_the_first_waits_for_a_server_that_is_silent() -> None:
    def search() -> Answer:
        return reader.search("any", REQUEST)

    questions = (
        search,
        lambda: reader.payloads("any", ["a"]),
        lambda: reader.vocabulary("any", "f", "sv"),
        reader.check,
    )
    assert seconds(search) >= TIMEOUT
    assert sum(map(seconds, questions)) < TIMEOUT
    assert breaker.reason(breaker.READING)
    assert not breaker.is_open(), "whoever writes finds out by himself"


@pytest.mark.usefixtures("silent_server")
def test_the_search_page_says_so_and_asks_no_second_time(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_home()
    SearchGeneration.objects.create(name="live", schema_hash=current_schema(), state=SearchGeneration.State.LIVE)
    monkeypatch.setattr(breaker, "FIRST_REST", breaker.LONGEST_REST)
    client.get("/sv/sok/", {"q": "samverkan"})
    asked = mock.Mock()
    for name in ("search", "payloads", "vocabulary", "check"):
        monkeypatch.setattr(ElasticsearchEngine, name, asked)

    page = client.get("/sv/sok/", {"q": "samverkan"}).content.decode()

    assert "Sökningen fungerar inte just nu" in page
    assert client.get("/health/ready").json()["status"] == "degraded"
    assert not asked.called


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A server with an answer that a test sets."""

    def search(*arguments: object) -> Answer:
        found.asked += 1
        if isinstance(found.answer, Exception):
            raise found.answer
        return found.answer

    found = SimpleNamespace(embedded=False, search=search, answer=Answer(0, [], {}), asked=0)
    monkeypatch.setattr(reader, "get_engine", lambda: found)
    return found


def test_an_answer_ends_the_rest(engine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.answer = EngineDownError("down")
    with pytest.raises(EngineDownError):
        reader.search("any", REQUEST)
    until = breaker.state(breaker.READING)["until"]
    monkeypatch.setattr(breaker, "time", SimpleNamespace(time=lambda: until + 0.1))
    engine.answer = Answer(1, [], {})

    assert reader.search("any", REQUEST).total == 1
    assert breaker.state(breaker.READING) == {}


def test_after_a_rest_one_tries_for_all(engine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    breaker.trip("down", breaker.READING)
    until = breaker.state(breaker.READING)["until"]
    monkeypatch.setattr(breaker, "time", SimpleNamespace(time=lambda: until + 0.1))

    assert breaker.attempt(breaker.READING) == (True, "")
    with pytest.raises(EngineDownError):
        reader.search("any", REQUEST)
    assert engine.asked == 0


def test_an_engine_that_refuses_one_question_is_asked_the_next(engine: SimpleNamespace) -> None:
    engine.answer = EngineError("no such field")
    for _ in range(2):
        with pytest.raises(EngineError):
            reader.search("any", REQUEST)
    assert engine.asked == 2


def test_what_cannot_be_written_to_is_read_all_the_same(home_with_page: HomePage) -> None:
    breaker.trip("no space left")
    assert isinstance(get_engine(), TantivyEngine)
    assert reader.search(live_generation(), REQUEST).total == 1


@pytest.fixture
def home_with_page(db: None) -> HomePage:
    home = make_home()
    live_generation()
    return home
