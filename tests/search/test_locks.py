"""Two rebuilds never run at once, also not on two hosts; the database is the only thing that hosts share."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import pytest

from django.db.utils import ConnectionHandler
from django.test import override_settings
from django.utils.connection import ConnectionProxy

from search import locks
from search.locks import site_lock
from tests.services import require

# Of this process alone: another one may be doing the same on the same server.
NAME = f"test-{uuid.uuid4()}"


def test_only_one_process_of_a_host_has_the_lock(tmp_path):
    with override_settings(SEARCH_INDEX_DIR=tmp_path):
        with site_lock(NAME, wait=False) as first, site_lock(NAME, wait=False) as second:
            assert (first, second) == (True, False)
        with site_lock(NAME, wait=False) as again:
            assert again


@pytest.fixture
def postgres(monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[None]:
    """Each thread has a connection of its own, as a process of another host has."""
    handler = ConnectionHandler({"default": dj_database_url.parse(require("postgres"))})
    monkeypatch.setattr(locks, "connection", ConnectionProxy(handler, "default"))
    monkeypatch.setattr(locks, "POLL", 0.01)
    with django_db_blocker.unblock():
        yield
        handler.close_all()


def lock_from(host: Path, wait: bool = False) -> bool:
    """Whether it got the lock; it lets go of it at once."""
    try:
        with override_settings(SEARCH_INDEX_DIR=host), site_lock(NAME, wait=wait) as mine:
            return mine
    finally:
        locks.connection.close()


def in_thread(answers: list[bool], **options) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(lock_from(**options)))
    thread.start()
    return thread


@pytest.mark.postgres
def test_only_one_host_has_the_lock(postgres, tmp_path):
    answers: list[bool] = []
    with override_settings(SEARCH_INDEX_DIR=tmp_path / "here"), site_lock(NAME, wait=False):
        in_thread(answers, host=tmp_path / "there").join()
    in_thread(answers, host=tmp_path / "there").join()
    assert answers == [False, True]


@pytest.mark.postgres
def test_a_host_that_waits_gets_its_turn(postgres, tmp_path):
    answers: list[bool] = []
    with override_settings(SEARCH_INDEX_DIR=tmp_path / "here"), site_lock(NAME, wait=False):
        waiting = in_thread(answers, host=tmp_path / "there", wait=True)
        waiting.join(timeout=0.1)
        assert waiting.is_alive()
    waiting.join()
    assert answers == [True]


@pytest.mark.postgres
def test_a_host_whose_connection_is_lost_has_let_go_of_the_lock(postgres, tmp_path):
    answers: list[bool] = []
    with override_settings(SEARCH_INDEX_DIR=tmp_path / "here"), site_lock(NAME, wait=False):
        locks.connection.close()
        in_thread(answers, host=tmp_path / "there").join()
    assert answers == [True]
