"""With a broker, workers do the work: saves and searches only wake them, and never wait for a broker that is down."""

import pytest
from kombu.exceptions import OperationalError

from search import breaker, tasks
from search.drain import drain_now
from search.engines.base import EngineError
from search.engines.tantivy import TantivyEngine
from search.tasks import drain_task, send_rebuild

from .finding import found, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def messages(monkeypatch, settings):
    """What is sent to the broker, as options by task."""
    settings.CELERY_BROKER_URL = "memory://"
    sent = []
    for task in (tasks.drain_task, tasks.rebuild_task):
        monkeypatch.setattr(task, "apply_async", lambda name=task.name, **options: sent.append((name, options)))
    return sent


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Punkt"])
    drain_now()
    return page


def test_all_changes_of_a_transaction_are_one_message(theme, messages, add_theme, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
        add_theme("Ett", ["a", "b"])
        add_theme("Två", parent=theme)
        theme.unpublish()
    assert messages == [("search.drain", {"retry": False, "expires": 30})]
    assert len(pending()) == 3


def test_a_save_that_is_rolled_back_sends_nothing(theme, messages, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        theme.save()
    assert messages == []


def test_the_task_indexes_what_waits(theme, messages):
    theme.title = "Nytt"
    theme.save()
    drain_task()
    assert pending() == []


def test_a_search_leaves_what_waits_to_the_workers(theme, messages):
    theme.title = "Nytt"
    theme.save()
    assert found("nytt") == []
    assert pending() == [theme.pk]


def test_a_broker_that_is_down_never_fails_a_save_and_is_not_tried_again_at_once(
    theme, settings, monkeypatch, django_capture_on_commit_callbacks
):
    attempts = []

    def refuse(**options):
        attempts.append(options)
        raise OperationalError("connection refused")

    settings.CELERY_BROKER_URL = "memory://"
    monkeypatch.setattr(tasks.drain_task, "apply_async", refuse)
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            theme.save()
    assert len(attempts) == 1
    assert pending() == [theme.pk]


def test_the_task_leaves_a_broken_engine_to_the_next_sweep(theme, messages, monkeypatch):
    def refuse(*args):
        raise EngineError("down")

    theme.save()
    monkeypatch.setattr(TantivyEngine, "write", refuse)
    drain_task()
    assert breaker.is_open()
    monkeypatch.undo()
    drain_task()
    assert pending() == [theme.pk]
    breaker.reset()
    drain_task()
    assert pending() == []


def test_a_task_that_takes_long_hands_over_to_the_next(theme, messages, monkeypatch):
    monkeypatch.setattr(tasks, "TIME", -1)
    theme.save()
    drain_task()
    assert messages == [("search.drain", {"retry": False, "expires": 30})]


def test_a_rebuild_is_asked_for_once(messages):
    for _ in range(3):
        send_rebuild()
    assert [name for name, _ in messages] == ["search.rebuild"]
