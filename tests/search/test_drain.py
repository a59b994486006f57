"""How changes get from the registry into the index, and what becomes of those that cannot."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest

from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from knowledge.models import DiscussionPoint
from search import breaker, nudge, upkeep, writing
from search.drain import MAX_ATTEMPTS, mark
from search.engines import get_engine
from search.engines.base import EngineError, Outcome
from search.engines.tantivy import TantivyEngine
from search.generations import to_write
from search.models import SearchRow
from search.status import status
from search.upkeep import drain_now
from search.writing import Written, write

from .finding import found, indexed_keys, name_level, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Första", "Andra"])
    drain_now()
    return page


@pytest.fixture
def broken_engine(monkeypatch):
    """The engine refuses every write until `broken_engine.undo()`."""

    def refuse(*args):
        raise EngineError("no space left on device")

    monkeypatch.setattr(TantivyEngine, "write", refuse)
    return monkeypatch


@pytest.fixture
def one_bad_page(monkeypatch, theme):
    """The engine rejects the entries of `theme`."""
    write = TantivyEngine.write

    def reject(self, generation, operations):
        outcomes = write(self, generation, [each for each in operations if not each.key.startswith(f"page:{theme.pk}")])
        bad = [each for each in operations if each.key.startswith(f"page:{theme.pk}")]
        return [*outcomes, *(Outcome(each.key, "error", "not to its taste") for each in bad)]

    monkeypatch.setattr(TantivyEngine, "write", reject)
    return monkeypatch


# ---- Within the request ---------------------------------------------------------------------------------------------


def test_the_commit_of_a_save_indexes_it(theme, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        theme.title = "Nytt"
        theme.save()
        assert pending() == [theme.pk]
    assert pending() == []


def test_two_hundred_pages_changed_together_are_indexed_in_the_same_request(
    add_theme, add_level, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(upkeep, "_leave_to_thread", lambda drained: None)
    level = add_level("mikro", "Mikro")
    pages = [add_theme(f"Tema {number}") for number in range(200)]
    for page in pages:
        name_level(page, level)
    drain_now()
    level.name = "Vardagsnära"
    with django_capture_on_commit_callbacks(execute=True):
        level.save()
    assert pending() == []
    assert len(found("vardagsnära")) == 200


def test_more_pages_are_indexed_right_after(theme, add_theme, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(upkeep, "AT_ONCE", 4)
    monkeypatch.setattr(upkeep, "BATCH", 2)
    left = []
    monkeypatch.setattr(upkeep, "_leave_to_thread", lambda drained: left.extend(pending()))
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(7):
            add_theme(f"Tema {number}")
    assert len(left) == 3
    monkeypatch.undo()
    assert drain_now() == 0


def test_a_process_that_can_write_no_index_in_use_takes_no_lock_from_those_that_can(theme, monkeypatch):
    monkeypatch.setattr("search.generations.to_write", list)
    monkeypatch.setattr(upkeep, "drain_now", lambda: pytest.fail("tried on"))
    monkeypatch.setattr(upkeep.threading.Thread, "start", lambda thread: pytest.fail("tried on in a thread"))
    theme.title = "Väntar på andra"
    theme.save()
    upkeep.wake([theme.pk])
    upkeep.heal(waiting=True)
    assert pending() == [theme.pk]


def test_indexing_inside_a_transaction_is_refused_as_it_may_be_rolled_back(theme):
    with transaction.atomic():
        theme.save()
        with pytest.raises(TransactionManagementError):
            drain_now()


def test_a_search_inside_a_transaction_indexes_nothing(theme):
    theme.title = "Ovisst"
    with transaction.atomic():
        theme.save()
        assert found("ovisst") == []
    assert found("ovisst") == [theme.pk]


# ---- Slots ----------------------------------------------------------------------------------------------------------


def test_sections_that_are_gone_leave_no_entry_behind(theme):
    def sections():
        return len([key for key in indexed_keys() if key.startswith(f"page:{theme.pk}#")])

    before = sections()
    theme.points = []
    theme.save()
    drain_now()
    assert sections() == before - 2
    assert SearchRow.objects.get(page_id=theme.pk).slots == before
    theme.delete()
    drain_now()
    assert indexed_keys() == {}


def test_a_slow_writer_of_older_content_leaves_no_section_behind(theme, add_theme):
    """It has read the page with three more points, is overtaken, and writes last."""
    for number in range(3):
        DiscussionPoint.objects.create(
            page=theme, heading=f"Extra {number}", why="<p>x</p>", desired_outcome="<p>y</p>"
        )
    slow, held = list(SearchRow.due()), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TantivyEngine, "write", lambda self, *what: held.append(what) or [])
        write(slow, to_write())
    nudge.forget()  # the next change belongs to another transaction
    theme.points = []
    theme.save()
    drain_now()
    after = indexed_keys()
    get_engine().write(*held[0])
    assert indexed_keys() == after


@pytest.fixture
def first_writer(add_theme, monkeypatch):
    """One that has read a new page with its sections and has not got any further, until it is called."""
    page = add_theme("Ny", ["Första", "Andra"])
    rows = list(SearchRow.due().filter(page_id=page.pk))
    documents = writing._read(rows, Written())

    def go_on():
        with monkeypatch.context() as patch:
            patch.setattr(writing, "_read", lambda *args: documents)
            return write(rows, to_write())

    nudge.forget()
    return page, go_on


def test_a_first_writer_that_is_overtaken_by_the_deletion_leaves_no_section_behind(theme, first_writer):
    page, go_on = first_writer
    key = f"page:{page.pk}"
    page.delete()
    drain_now()
    assert go_on().done == {}
    assert not [each for each in indexed_keys() if each.startswith(key)]


def test_a_deletion_that_is_overtaken_by_the_first_writer_is_written_once_more(theme, first_writer):
    """It knew of no sections when it began, and all of them stand in the index when it is done."""
    page, go_on = first_writer
    key = f"page:{page.pk}"
    page.delete()
    rows = list(SearchRow.due())
    written = write(rows, to_write())
    go_on()
    assert f"{key}#0" in dict(get_engine().scan(to_write()[0]))
    mark(rows, written)
    assert SearchRow.pending().exists()
    drain_now()
    assert not [each for each in indexed_keys() if each.startswith(key)]


# ---- What fails -----------------------------------------------------------------------------------------------------


def test_a_save_succeeds_with_a_broken_engine_and_is_indexed_when_it_works_again(
    theme, broken_engine, django_capture_on_commit_callbacks
):
    theme.title = "Nytt"
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
    assert pending() == [theme.pk]
    assert "no space left" in breaker.state()["reason"]
    broken_engine.undo()
    assert drain_now() == 0
    assert breaker.state() == {}
    assert found("nytt") == [theme.pk]


def test_a_broken_engine_is_left_alone_for_a_while(theme, monkeypatch, django_capture_on_commit_callbacks):
    attempts = []

    def refuse(*args):
        attempts.append(args)
        raise EngineError("down")

    monkeypatch.setattr(TantivyEngine, "write", refuse)
    monkeypatch.setattr(breaker, "FIRST_REST", breaker.LONGEST_REST)
    for number in range(5):
        theme.title = f"Titel {number}"
        with django_capture_on_commit_callbacks(execute=True):
            theme.save()
    assert len(attempts) == 1


def test_the_rest_of_a_broken_engine_doubles_and_ends(monkeypatch):
    rests = []
    for _ in range(9):
        breaker.trip("down")
        rests.append(round(breaker.state()["until"] - time.time()))
    assert rests == [1, 2, 4, 8, 8, 8, 8, 8, 8]
    assert breaker.is_open()
    end = breaker.state()["until"]
    monkeypatch.setattr(breaker, "time", SimpleNamespace(time=lambda: end + 1))
    assert not breaker.is_open()


def test_a_host_whose_clock_is_ahead_gives_no_other_a_rest_of_minutes(monkeypatch):
    with monkeypatch.context() as ahead:
        ahead.setattr(breaker, "time", SimpleNamespace(time=lambda: time.time() + 7 * 60))
        breaker.trip("down")
        assert breaker.is_open()
    assert not breaker.is_open()


@pytest.mark.parametrize("reason", ["down", ""])
def test_a_rest_that_another_process_ends_meanwhile_upsets_nobody(db, monkeypatch, reason):
    """It is read once: whoever looks a second time may find nothing."""
    for ask in (lambda: status().resting, lambda: pytest.raises(EngineError, upkeep.live_generation).value.args[0]):
        breaker.trip(reason)
        states = iter([breaker.state()])
        with monkeypatch.context() as ended:
            ended.setattr(breaker, "state", lambda *_, known=states: next(known, {}))
            assert ask() == (reason or breaker.UNKNOWN)


def test_a_row_that_the_engine_rejects_waits_alone_with_its_reason(theme, add_theme, one_bad_page):
    other = add_theme("Annat")
    theme.save()
    assert drain_now() == 1
    row = SearchRow.objects.get(page_id=theme.pk)
    assert (row.attempts, row.error, row.dead) == (1, "not to its taste", False)
    assert row.next_at > timezone.now()
    assert found("annat") == [other.pk]


def test_when_it_is_tried_again_does_not_depend_on_the_clock_of_a_host(theme, one_bad_page):
    theme.save()
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now + timedelta(minutes=10))
        drain_now()
        assert not SearchRow.due().exists()
    assert SearchRow.objects.get(page_id=theme.pk).next_at < now + timedelta(minutes=1)


def test_a_row_is_given_up_in_the_end_and_a_new_change_begins_anew(theme, one_bad_page):
    theme.save()
    for _ in range(MAX_ATTEMPTS):
        SearchRow.objects.update(next_at=None)
        drain_now()
    assert status().dead == {f"page:{theme.pk}": "not to its taste"}
    assert pending() == []
    with pytest.raises(CommandError, match="1 are given up"):
        call_command("search_drain")
    one_bad_page.undo()
    theme.title = "Bättre"
    theme.save()
    assert found("bättre") == [theme.pk]
    assert status().dead == {}


def test_a_page_that_cannot_be_read_fails_alone(theme, add_theme, monkeypatch):
    other = add_theme("Annat")
    theme.save()
    read = type(theme).search_summary

    def stumble(self):
        if self.pk == theme.pk:
            raise ValueError("a damaged body")
        return read(self)

    monkeypatch.setattr(type(theme), "search_summary", stumble)
    assert drain_now() == 1
    assert "a damaged body" in SearchRow.objects.get(page_id=theme.pk).error
    assert found("annat") == [other.pk]


def test_pauses_grow_up_to_an_hour(theme, one_bad_page):
    pauses = []
    theme.save()
    for _ in range(MAX_ATTEMPTS - 1):
        SearchRow.objects.update(next_at=None)
        drain_now()
        row = SearchRow.objects.get(page_id=theme.pk)
        pauses.append(round((row.next_at - timezone.now()).total_seconds()))
    assert pauses == [5, 10, 20, 40, 80, 160, 320]


# ---- What was left behind -------------------------------------------------------------------------------------------


def test_the_next_search_finds_what_nobody_has_indexed(theme):
    theme.title = "Kvarglömt"
    theme.save()
    assert pending() == [theme.pk]
    assert found("kvarglömt") == [theme.pk]


def test_the_next_save_of_another_page_heals(theme, add_theme, django_capture_on_commit_callbacks):
    theme.title = "Kvarglömt"
    theme.save()
    nudge.forget()
    with django_capture_on_commit_callbacks(execute=True):
        add_theme("Annat")
    assert pending() == []


def test_the_command_indexes_what_waits(theme, capsys):
    theme.save()
    call_command("search_drain")
    assert pending() == []
    assert "1 pages indexed" in capsys.readouterr().out


def test_a_page_that_is_tried_again_and_again_is_no_sign_that_nobody_indexes(theme):
    theme.save()
    SearchRow.objects.update(changed_at=timezone.now() - timezone.timedelta(seconds=90), attempts=1)
    assert (status().pending, status().untried) == (1, 0)
    assert status().lag > 89


def test_the_status_tells_what_waits_and_for_how_long(theme, capsys):
    theme.save()
    SearchRow.objects.update(changed_at=timezone.now() - timezone.timedelta(seconds=90))
    assert status().pending == 1
    assert 89 < status().lag < 95
    assert 89 < status().untried < 95
    call_command("search_status")
    assert "the oldest for 9" in capsys.readouterr().out
