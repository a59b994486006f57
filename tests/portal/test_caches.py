"""The cache is one for all processes, and a page never depends on it."""

import socket
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from django.core.cache.backends.base import BaseCache
from django.utils.module_loading import import_string

from portal import caches
from portal.caches import cache_at
from portal.redis_client import ImpatientRedis
from search import rate
from tests.services import require


@pytest.fixture(autouse=True)
def nobody_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImpatientRedis, "rests_until", 0.0)


def opened(options: dict[str, Any]) -> BaseCache:
    parameters = {key: value for key, value in options.items() if key not in ("BACKEND", "LOCATION")}
    return import_string(options["BACKEND"])(options["LOCATION"], parameters)


@pytest.fixture(params=["files", pytest.param("redis", marks=pytest.mark.redis)])
def settings_of_cache(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    url = require("redis") if request.param == "redis" else ""
    return cache_at(url, tmp_path) | {"KEY_PREFIX": uuid.uuid4().hex}


def test_what_one_process_keeps_the_next_one_finds(settings_of_cache: dict[str, Any]) -> None:
    opened(settings_of_cache).set("paths", ["/sv/"])
    assert opened(settings_of_cache).get("paths") == ["/sv/"]
    opened(settings_of_cache).delete("paths")
    assert opened(settings_of_cache).get("paths") is None


def test_processes_count_together(settings_of_cache: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    counted = []
    for _ in range(3):
        monkeypatch.setattr(rate, "cache", opened(settings_of_cache))
        counted.append(rate.times("test", 60))
    assert counted in ([1, 2, 3], [1, 2, 1], [1, 1, 2])  # a new minute may begin meanwhile


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:9/0"])
def test_a_cache_that_is_down_keeps_nothing_and_refuses_nobody(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full, and a server that is not there."""
    cache = opened(cache_at(url, tmp_path))
    monkeypatch.setattr(tempfile, "mkstemp", mock.Mock(side_effect=OSError("no space left")))
    monkeypatch.setattr(rate, "cache", cache)

    cache.set("key", 1)

    assert cache.get("key") is None
    assert [rate.times("test", 60) for _ in range(2)] == [1, 1]


def test_a_server_that_hangs_is_waited_for_once_and_asked_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        cache = opened(cache_at(f"redis://127.0.0.1:{server.getsockname()[1]}/0", tmp_path))
        began = time.monotonic()
        assert [cache.get("key") for _ in range(10)] == [None] * 10
        assert time.monotonic() - began < 1  # two seconds, if each waited
        server.accept()[0].close()
        with pytest.raises(BlockingIOError):
            server.accept()

        ImpatientRedis.rests_until = time.monotonic()
        cache.get("key")

        server.accept()[0].close()
