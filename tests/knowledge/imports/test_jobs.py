"""An import is read, and its drafts are made, beside the request: what is told meanwhile, and what comes of a failure."""

import threading
from typing import Any

import pytest

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import HomePage
from knowledge.imports import background, jobs
from knowledge.models import DecisionPage, DocumentImport, ReportPage
from knowledge.models.document_import import LONGEST, SILENCE
from knowledge.tasks import import_task
from tests.knowledge.importer.papers import BUNDLE, DECISION

from .conftest import Upload, address, only_import, soup, text

pytestmark = pytest.mark.django_db
Status = DocumentImport.Status


def test_a_failure_keeps_the_file_and_can_be_tried_again(
    home: HomePage, editor: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "understand", lambda *args: 1 / 0)
        assert "Något gick fel" in text(upload("paragraf.txt", DECISION))
    editor.post(address(only_import()), {"retry": "1"})
    assert only_import().status == Status.UNDERSTOOD


def test_a_failure_while_drafts_are_made_leaves_none(
    home: HomePage, editor: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload("handlingar.txt", BUNDLE)
    with monkeypatch.context() as broken:
        broken.setattr(DecisionPage, "save_revision", lambda *args, **kwargs: 1 / 0)
        editor.post(address(only_import()), {"place_0": home.pk, "place_1": home.pk})
    assert only_import().status == Status.FAILED
    assert not ReportPage.objects.exists()
    editor.post(address(only_import()), {"retry": "1"})
    assert only_import().status == Status.DONE
    assert ReportPage.objects.exists()


def test_progress_is_followed_without_a_script(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    DocumentImport.objects.update(status=Status.READING, steps=6, steps_done=2, updated_at=timezone.now())
    response = editor.get(address(only_import()))
    assert response.headers["Refresh"]
    assert "2 av 6 sidor" in text(response)
    assert soup(response).select_one(f"a[href='{address(only_import())}']")


def test_an_import_whose_worker_is_gone_can_be_started_again(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    DocumentImport.objects.update(status=Status.READING, updated_at=timezone.now() - 2 * SILENCE)
    response = editor.get(address(only_import()))
    assert "Importen verkar ha stannat" in text(response)
    assert "Refresh" not in response.headers
    editor.post(address(only_import()), {"retry": "1"})
    assert only_import().status == Status.UNDERSTOOD


def test_an_import_at_work_is_not_started_twice(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    DocumentImport.objects.update(status=Status.READING, updated_at=timezone.now())
    editor.post(address(only_import()), {"retry": "1"})
    jobs.run(only_import().pk)
    assert only_import().status == Status.READING


def test_whoever_makes_drafts_is_given_time_as_nothing_can_be_told_meanwhile(
    home: HomePage, editor: Client, upload: Upload
) -> None:
    upload("paragraf.txt", DECISION)
    places = {only_import().understood["pages"][0]["key"]: home.pk}
    DocumentImport.objects.update(status=Status.WRITING, places=places, updated_at=timezone.now() - 2 * SILENCE)
    assert editor.get(address(only_import())).headers["Refresh"]
    editor.post(address(only_import()), {"retry": "1"})
    assert only_import().status == Status.WRITING

    DocumentImport.objects.update(updated_at=timezone.now() - LONGEST - SILENCE)
    editor.post(address(only_import()), {"retry": "1"})
    assert only_import().status == Status.DONE


@pytest.mark.parametrize("change", [{"status": Status.PLACED}, {"updated_at": timezone.now() + SILENCE}, None])
def test_a_worker_that_another_has_replaced_makes_no_drafts(
    home: HomePage, editor: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any] | None
) -> None:
    """It was thought lost, and the import was started again or thrown away."""
    upload("paragraf.txt", DECISION)
    understand = jobs.understand

    def replaced(*args: Any) -> Any:
        DocumentImport.objects.update(**change) if change else DocumentImport.objects.all().delete()
        return understand(*args)

    monkeypatch.setattr(jobs, "understand", replaced)
    editor.post(address(only_import()), {"place_0": home.pk})

    assert not DecisionPage.objects.exists()
    assert list(DocumentImport.objects.values_list("made", "error")) == ([([], "")] if change else [])


def test_a_reader_that_another_has_replaced_leaves_the_import_alone(
    home: HomePage, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    understand = jobs.understand

    def replaced(*args: Any) -> Any:
        DocumentImport.objects.update(status=Status.QUEUED)
        return understand(*args)

    monkeypatch.setattr(jobs, "understand", replaced)
    upload("paragraf.txt", DECISION)

    assert (only_import().status, only_import().understood) == (Status.QUEUED, {})


def test_a_file_that_was_looked_at_for_long_does_not_seem_to_have_stopped(
    home: HomePage, editor: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload("paragraf.txt", DECISION)
    DocumentImport.objects.update(updated_at=timezone.now() - 2 * SILENCE)
    monkeypatch.setattr(background, "start", lambda pk: None)
    editor.post(address(only_import()), {"place_0": home.pk})

    assert only_import().status == Status.PLACED
    assert not only_import().has_stopped


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_thread_of_its_own_reads(locales: Any, editor: Client) -> None:
    form = {"file": SimpleUploadedFile("paragraf.txt", DECISION.encode()), "kind": "", "language": "sv"}
    response = editor.post(reverse("document_imports:add"), form)
    assert response.status_code == 302
    wait_for_threads()
    assert only_import().status == Status.UNDERSTOOD


def test_with_a_broker_a_worker_is_sent_for_and_without_an_answer_a_thread_does_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    started: list[int] = []
    settings.CELERY_BROKER_URL = "redis://localhost:1/0"
    monkeypatch.setattr(background, "_run", started.append)
    monkeypatch.setattr(import_task, "apply_async", lambda args, **options: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        background.start(7)
    assert (sent, started) == ([(7,)], [])
    monkeypatch.setattr(import_task, "apply_async", lambda args, **options: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        background.start(8)
    wait_for_threads()
    assert started == [8]


def wait_for_threads() -> None:
    for thread in [thread for thread in threading.enumerate() if thread.name.startswith("import-")]:
        thread.join(timeout=60)
