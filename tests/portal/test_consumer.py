"""A worker whose broker has been away finds it again soon after it is back."""

import pytest
from kombu import Connection
from kombu.utils import functional
from kombu.utils.imports import symbol_by_name

from portal.celery import app

AN_HOUR = 3600


def test_a_worker_asks_for_its_broker_every_few_seconds_however_long_it_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    slept = 0.0

    def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds

    def connect(connection: Connection, *args: object, **options: object) -> None:
        tried.append(round(slept))
        if slept < AN_HOUR:
            raise ConnectionRefusedError

    monkeypatch.setattr(functional, "sleep", sleep)
    monkeypatch.setattr(Connection, "_connection_factory", connect)
    consumer = symbol_by_name(app.conf.worker_consumer)
    waiting = consumer.__new__(consumer)
    waiting.app, waiting.first_connection_attempt, waiting.broker_connection_retry_attempt = app, False, 0
    waiting.ensure_connected(Connection("redis://broker.example/0"))

    pauses = [later - earlier for earlier, later in zip(tried, tried[1:], strict=False)]
    assert sum(pauses) >= AN_HOUR
    assert max(pauses) <= 5
