"""What whoever watches the site is told."""

import json
import logging
import logging.config
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from search import breaker
from search.engines.base import EngineError
from search.engines.tantivy import TantivyEngine
from search.models import SearchGeneration, SearchRow
from search.rebuild import rebuild

TOKEN = "a-token-of-the-scraper"


def test_the_process_lives_whatever_is_down(client: Client) -> None:
    """No database fixture: asking it would fail the test."""
    assert client.get("/health/live").json() == {"status": "ok"}


def test_all_is_well(db: None, client: Client) -> None:
    assert client.get("/health/ready").json() == {"status": "ok", "database": "ok", "search": "ok"}


def test_without_a_database_nothing_can_be_served(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("connection to db.internal refused")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        response = client.get("/health/ready")
    assert response.status_code == 503
    assert "db.internal" not in response.content.decode()


def test_without_its_engine_the_site_is_ready_and_says_what_is_degraded(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise EngineError("es.internal:9200 refused")

    monkeypatch.setattr(TantivyEngine, "check", refuse)
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert "es.internal" not in response.content.decode()


def test_an_engine_that_rests_is_degraded_too(db: None, client: Client) -> None:
    breaker.trip("timeout")
    try:
        assert client.get("/health/ready").json()["status"] == "degraded"
    finally:
        breaker.reset()


def test_nobody_may_keep_an_answer(db: None, client: Client) -> None:
    for name in ("live", "ready"):
        assert "no-store" in client.get(f"/health/{name}").headers["Cache-Control"]


def row(number: int, **fields: object) -> None:
    values = {"version": 2, "indexed_version": 2, "changed_at": "2026-01-01T00:00:00Z"}
    SearchRow.objects.create(key=f"page:{number}", page_id=number, **values | fields)


def measured(client: Client) -> dict[str, float]:
    text = client.get("/health/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {f"{sample.name}{''.join(sample.labels.values())}": sample.value for sample in samples}


def test_prometheus_gets_the_state_of_the_index(db: None, client: Client, settings: object) -> None:
    settings.METRICS_TOKEN = TOKEN
    row(1)
    row(2, version=5, indexed_version=3)
    row(3, dead=True, error="ValueError: sidan Hemlig titel", indexed_version=0)
    row(4, attempts=1, error="ValueError: b", indexed_version=1)
    SearchGeneration.objects.create(name="ny", schema_hash="x", filled_to="page:2")
    found = measured(client)
    assert found["search_pages"] == 4
    assert found["search_pending"] == 2
    assert found["search_retrying"] == 1
    assert found["search_dead"] == 1
    assert "search_last_indexed_timestamp_seconds" not in found
    assert found["search_errorsValueError"] == 2
    assert found["search_rebuild_ratio"] == 0.5
    assert found["search_lag_seconds"] > 0
    assert found["search_engine_resting"] == 0


def test_indexing_moves_the_time_of_the_last_indexing_on_and_a_rebuild_does_not_take_it_back(
    db: None, client: Client, settings: object
) -> None:
    """A figure that fell would look as if the indexing had begun anew."""
    settings.METRICS_TOKEN = TOKEN
    row(1, indexed_at="2026-01-01T12:00:00Z")
    row(2, deleted=True, indexed_at="2026-01-01T11:00:00Z")
    before = measured(client)["search_last_indexed_timestamp_seconds"]
    assert before == datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()

    rebuild()

    assert measured(client)["search_last_indexed_timestamp_seconds"] >= before


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer fel"}, {"authorization": "Bearer "}])
def test_metrics_are_for_those_alone_who_have_the_token(
    db: None, client: Client, settings: object, header: dict[str, str]
) -> None:
    for token in (TOKEN, ""):
        settings.METRICS_TOKEN = token
        assert client.get("/health/metrics", headers=header).status_code == 403


def test_logs_can_be_read_by_a_collector(capsys: pytest.CaptureFixture[str]) -> None:
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["json"]
    )
    record = logging.LogRecord("search.drain", logging.WARNING, "", 0, "%s väntar", ("12",), None)
    found = json.loads(formatter.format(record))
    assert (found["level"], found["logger"], found["message"]) == ("WARNING", "search.drain", "12 väntar")
