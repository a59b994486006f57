"""Files are read outside of requests, each by one reader at a time, and what waits survives whoever reads it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from django.core.management import call_command
from django.utils import timezone

from wagtail.models import Collection, Page

from search.extraction import Extracted, Part, Trouble, UnreadableFileError
from search.files import reading
from search.files.states import states_of_document
from search.files.texts import CURRENT
from search.models import DocumentText, SearchRow
from search.status import status
from search.tasks import drain_task, read_files_task
from search.upkeep import drain_now
from tests import files

from ..asking import titles
from .attaching import add_document, body_with, read_files

pytestmark = pytest.mark.django_db

State = DocumentText.State


@pytest.fixture
def document():
    return add_document(files.pdf(["Om vindkraftverk"]))


@pytest.fixture
def page(add_theme, document):
    page = add_theme("Energi", body=body_with(document))
    drain_now()
    return page


@pytest.fixture
def extracted(monkeypatch):
    """The paths of the files that are read, with what is to come of each; no process is started."""
    asked = []

    def extract(path):
        asked.append(path.read_bytes())
        return Extracted("page", (Part(1, "", "Om vindkraftverk"),))

    monkeypatch.setattr(reading, "extract", extract)
    return asked


def fail_with(monkeypatch, error: Exception) -> None:
    def extract(path):
        raise error

    monkeypatch.setattr(reading, "extract", extract)


def text() -> DocumentText:
    return DocumentText.objects.get()


def let_time_pass(delta: timedelta) -> None:
    for each in DocumentText.objects.exclude(next_at=None):
        each.next_at -= delta
        each.save()


def test_what_was_indexed_waits_to_be_read_by_its_fingerprint_alone(page, document):
    waiting = text()
    assert (waiting.sha, waiting.locale, waiting.state) == (document.file_hash, "sv", State.WAITING)
    assert status().files == {"waiting": 1, "failed": 0, "without_text": 0}
    assert "fil" not in str(vars(waiting)).replace("file", "")


def test_a_file_is_read_by_one_reader_at_a_time(page, extracted, monkeypatch):
    others = []
    monkeypatch.setattr(reading, "words_of", lambda locale, shown: others.append(reading.read_one()) or {})
    monkeypatch.setattr(reading, "pack", lambda found: b"")
    assert reading.read_one()
    assert others == [False]
    assert len(extracted) == 1


def test_a_file_whose_reader_was_killed_is_read_by_another_when_its_time_is_out(page, extracted, monkeypatch):
    def be_killed(path):
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(reading, "extract", be_killed)
        with pytest.raises(KeyboardInterrupt):
            reading.read_one()
    assert not reading.read_one()
    let_time_pass(reading.LEASE)
    assert reading.read_one()
    assert text().state == State.READ


def test_a_page_that_is_indexed_before_the_text_is_committed_is_indexed_once_more(
    page, extracted, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert reading.read_one()
        drain_now()
        before = SearchRow.objects.get(page_id=page.pk).version
    assert SearchRow.objects.get(page_id=page.pk).version > before


def test_a_file_that_kills_its_readers_is_left_alone_in_the_end(page, monkeypatch):
    fail_with(monkeypatch, KeyboardInterrupt())
    for _ in range(reading.MAX_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            reading.read_one()
        let_time_pass(reading.LEASE)
    assert not reading.read_one()
    assert (text().state, text().trouble) == (State.FAILED, Trouble.STOPPED)
    assert titles("energi") == ["Energi"]


def test_a_reader_that_comes_too_late_changes_nothing(page, monkeypatch):
    def be_overtaken(path):
        DocumentText.objects.update(attempts=2)
        return Extracted("page", ())

    monkeypatch.setattr(reading, "extract", be_overtaken)
    reading.read_one()
    assert text().state == State.WAITING


@pytest.mark.parametrize("trouble", [Trouble.PROTECTED, Trouble.TOO_SLOW])
def test_a_file_that_cannot_be_read_is_not_tried_again_by_itself(page, monkeypatch, trouble):
    fail_with(monkeypatch, UnreadableFileError(trouble))
    read_files()
    assert (text().state, text().trouble) == (State.FAILED, trouble)
    page.save()
    read_files()
    assert text().state == State.FAILED
    assert titles("energi") == ["Energi"]


def test_a_file_that_failed_is_read_again_when_somebody_asks(page, document, monkeypatch, extracted):
    with monkeypatch.context() as broken:
        fail_with(broken, UnreadableFileError(Trouble.TOO_SLOW))
        read_files()
    assert reading.try_again(document.file_hash)
    read_files()
    assert titles("vindkraftverk") == ["Energi"]
    assert not reading.try_again(document.file_hash)


def test_a_file_that_is_not_there_is_tried_again_later(page, document):
    stored = document.file.storage
    name = document.file.name
    stored.delete(name)
    read_files()
    assert (text().state, text().trouble) == (State.WAITING, Trouble.MISSING)
    assert status().files == {"waiting": 0, "failed": 1, "without_text": 0}
    assert [state.can_be_tried_again for state in states_of_document(document)] == [True]
    with stored.open(name, "wb") as file:
        file.write(files.pdf(["Om vindkraftverk"]))
    let_time_pass(reading.PAUSE)
    read_files()
    assert titles("vindkraftverk") == ["Energi"]


def test_a_file_is_tried_until_it_can_be_had_and_its_old_text_is_kept_meanwhile(page, extracted, monkeypatch):
    read_files()
    kept = bytes(text().content)
    DocumentText.objects.update(version=f"0{CURRENT}")
    reading.ask_again()
    with monkeypatch.context() as down:
        fail_with(down, OSError("down"))
        for _ in range(2 * reading.MAX_ATTEMPTS):
            assert reading.read_one()
            assert not reading.read_one()
            let_time_pass(reading.LONGEST_PAUSE)
    assert (text().state, text().trouble) == (State.WAITING, Trouble.MISSING)
    assert bytes(text().content) == kept
    assert reading.read_one()
    assert (text().state, text().trouble, text().version) == (State.READ, "", CURRENT)


@pytest.mark.parametrize(
    ("waited", "pause"),
    [
        (timedelta(), reading.PAUSE),
        (2 * reading.PAUSE, 2 * reading.PAUSE),
        (10 * reading.LONGEST_PAUSE, reading.LONGEST_PAUSE),
    ],
)
def test_a_file_that_cannot_be_had_is_tried_ever_more_seldom_but_never_given_up(monkeypatch, waited, pause):
    DocumentText.objects.create(sha=add_document(b"%PDF").file_hash, locale="sv")
    DocumentText.objects.update(asked_at=timezone.now() - waited)
    fail_with(monkeypatch, OSError("down"))
    assert reading.read_one()
    assert abs(text().next_at - timezone.now() - pause) < timedelta(minutes=1)


def test_a_file_that_was_changed_behind_its_documents_back_is_read_under_its_own_fingerprint(page, document, extracted):
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"%PDF annat")
    read_files()
    document.refresh_from_db()
    assert [each.sha for each in DocumentText.objects.all()] == [document.file_hash]
    assert extracted == [b"%PDF annat"]


def test_a_document_without_a_fingerprint_gets_one(page, document, extracted):
    type(document).objects.update(file_hash="")
    DocumentText.objects.all().delete()
    page.save()
    read_files()
    assert titles("vindkraftverk") == ["Energi"]


def test_a_new_version_of_the_program_reads_all_files_anew_and_of_the_analysis_only_analyses(page, extracted):
    read_files()
    DocumentText.objects.update(version=CURRENT.replace("/", "/old-"))
    reading.ask_again()
    read_files()
    assert len(extracted) == 1
    DocumentText.objects.update(version=f"0{CURRENT}")
    reading.ask_again()
    read_files()
    assert len(extracted) == 2
    assert titles("vindkraftverk") == ["Energi"]


def test_the_command_indexes_and_reads_all_that_waits(add_theme, document, extracted, capsys):
    add_theme("Energi", body=body_with(document))
    call_command("search_drain")
    assert "1 pages indexed, 1 files read; nothing waits." in capsys.readouterr().out
    assert titles("vindkraftverk") == ["Energi"]


# ---- Who reads ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def messages(monkeypatch, settings):
    settings.CELERY_BROKER_URL = "memory://"
    sent = []
    app = SimpleNamespace(send_task=lambda name, **options: sent.append(name))
    monkeypatch.setattr("search.messages.current_app", app)
    return sent


def test_with_a_broker_the_worker_of_pages_wakes_that_of_files(add_theme, document, extracted, messages):
    add_theme("Energi", body=body_with(document))
    drain_task()
    assert messages == ["search.read_files"]
    assert extracted == []
    messages.clear()
    read_files_task()
    assert text().state == State.READ
    drain_task()
    assert messages == []


def test_a_task_that_reads_for_long_hands_over_to_the_next(page, extracted, messages, monkeypatch):
    monkeypatch.setattr("search.tasks.TIME", -1)
    read_files_task()
    assert messages == ["search.read_files"]


def test_the_settings_give_files_a_queue_of_their_own_and_a_sweep(settings):
    from portal.celery import app

    assert app.amqp.router.route({}, read_files_task.name)["queue"].name == "files"
    assert {"celery", "files"} <= set(app.amqp.queues)
    assert settings.CELERY_BEAT_SCHEDULE["search-files"]["task"] == read_files_task.name


@pytest.fixture
def trees(transactional_db, locale):
    """Tests like this one leave an empty database behind, without what migrations have put there."""
    for model, names in ((Page, {"title": "Root", "slug": "root"}), (Collection, {"name": "Root"})):
        if model.get_first_root_node() is None:
            model.add_root(**names)


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_thread_reads_after_a_save_and_what_is_left_after_a_search(trees, add_theme, monkeypatch):
    add_theme("Energi", body=body_with(add_document(files.pdf(["Om vindkraftverk"]))))
    reading.wait()
    assert titles("vindkraftverk") == ["Energi"]
    with monkeypatch.context() as killed:
        killed.setattr(reading, "wake", lambda: None)
        add_theme("Vatten", body=body_with(add_document(files.pdf(["Om vattenkraft"]))))
    assert status().files["waiting"] == 1
    assert titles("vatten") == ["Vatten"]
    reading.wait()
    assert titles("vattenkraft") == ["Vatten"]
