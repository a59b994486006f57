"""With a broker, workers do the work: saves and searches only wake them, and never wait for a broker that is down."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from kombu.exceptions import OperationalError

from django.utils import timezone

from search import breaker, tasks
from search.engines import get_engine
from search.engines.base import EngineError
from search.engines.tantivy import TantivyEngine
from search.generations import current_schema
from search.messages import send_rebuild
from search.models import QueryCount, SearchGeneration
from search.tasks import drain_task, forget_statistics_task, rebuild_task
from search.upkeep import drain_now

from .finding import found, pending

pytestmark = pytest.mark.django_db

OPTIONS = {"retry": False, "expires": 3600, "ignore_result": True}


@pytest.fixture
def messages(monkeypatch, settings):
    """What is sent to the broker, as options by task."""
    settings.CELERY_BROKER_URL = "memory://"
    sent = []
    monkeypatch.setattr(
        "search.messages.current_app", SimpleNamespace(send_task=lambda *args, **options: sent.append((*args, options)))
    )
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
    assert messages == [("search.drain", OPTIONS)]
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

    def refuse(name, **options):
        attempts.append(name)
        raise OperationalError("connection refused")

    settings.CELERY_BROKER_URL = "memory://"
    monkeypatch.setattr("search.messages.current_app", SimpleNamespace(send_task=refuse))
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
    assert messages == [("search.drain", OPTIONS)]


def test_a_rebuild_is_asked_for_once(messages):
    for _ in range(3):
        send_rebuild()
    assert [name for name, _ in messages] == ["search.rebuild"]


def test_a_rebuild_that_was_cut_off_before_its_index_was_in_use_is_taken_up_again(theme, messages):
    """Everything is indexed by then, so nothing waits that could give rise to it."""
    SearchGeneration.objects.update(state="building")
    drain_task()
    assert found("samverkan") == [theme.pk]


def test_a_rebuild_that_was_cut_off_beside_an_index_in_use_is_taken_up_again(theme, messages):
    get_engine().create("left")
    SearchGeneration.objects.create(name="left", schema_hash=current_schema(), state="building")
    for _ in range(2):
        drain_task()
    assert messages == [("search.rebuild", OPTIONS)]
    rebuild_task()
    assert SearchGeneration.objects.get(state="live").name == "left"
    assert found("samverkan") == [theme.pk]


def test_a_rebuild_of_another_program_is_left_to_it(theme, messages):
    SearchGeneration.objects.create(name="newer", schema_hash="another", state="building")
    drain_task()
    assert messages == []


def test_a_rebuild_that_another_worker_has_done_meanwhile_is_not_done_again(theme, messages):
    made = SearchGeneration.objects.get().name
    rebuild_task()
    assert SearchGeneration.objects.get().name == made


def test_old_statistics_go_also_where_nothing_is_counted(settings):
    settings.SEARCH_STATISTICS = False
    today = timezone.localdate()
    for age in (settings.SEARCH_STATISTICS_DAYS + 1, 1):
        QueryCount.objects.create(day=today - timedelta(days=age), locale="sv", searches=1)
    forget_statistics_task()
    assert [row.day for row in QueryCount.objects.all()] == [today - timedelta(days=1)]


def test_a_worker_does_not_stand_in_line_for_a_rebuild_that_is_under_way(theme, messages, monkeypatch):
    """Else each message would hold up one worker more, until nobody is left to index what is saved."""
    waited = []

    @contextmanager
    def taken(name, *, wait):
        waited.append(wait)
        yield False

    monkeypatch.setattr("search.rebuild.site_lock", taken)
    SearchGeneration.objects.update(state="building")
    rebuild_task()
    assert waited == [False]
    assert SearchGeneration.objects.get().state == "building"


def test_a_rebuild_may_take_hours(settings):
    """A worker takes the common limit for a task that has none."""
    assert (rebuild_task.time_limit or settings.CELERY_TASK_TIME_LIMIT) >= 3600
