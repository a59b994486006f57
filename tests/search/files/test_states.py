"""Editors are told which files the search cannot read, and can do something about it."""

import pytest

from django.contrib.auth.models import Permission, User
from django.urls import reverse

from wagtail.models import CollectionViewRestriction, GroupCollectionPermission

from search.extraction import LIMITS, Trouble, UnreadableFileError, child
from search.files.states import states_of_document, states_of_page
from search.metrics import REGISTRY
from search.models import DocumentText
from search.upkeep import drain_now
from tests import files

from .attaching import add_document, body_with, read_files

pytestmark = pytest.mark.django_db

REPORT = reverse("search_index_report")


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    monkeypatch.setattr("search.files.reading.extract", lambda path: child.read(path, LIMITS))


@pytest.fixture
def scan():
    return add_document(files.pdf([files.PICTURE, files.PICTURE]), "Inskannat")


@pytest.fixture
def page(add_theme, scan):
    return add_theme("Protokoll", body=body_with(scan))


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chef")
    client.force_login(user)
    return user


def words(page) -> list[str]:
    return [state.words for state in states_of_page(page)]


def test_a_scan_is_told_from_a_file_with_text(page, scan, add_theme):
    text = add_document(files.pdf(["Ett", "Två", files.PICTURE]))
    page.body = body_with(scan, text)
    page.save()
    drain_now()
    assert words(page) == ["väntar på att läsas", "väntar på att läsas"]
    read_files()
    assert words(page) == ["saknar text (inskannad?)", "2 delar med text, 1 sida saknar text (inskannad?)"]


def test_why_a_file_cannot_be_read_is_told(page, monkeypatch):
    def refuse(path):
        raise UnreadableFileError(Trouble.PROTECTED)

    monkeypatch.setattr("search.files.reading.extract", refuse)
    read_files()
    assert words(page) == ["går inte att läsa: den är skyddad med lösenord, eller från en äldre Word eller PowerPoint"]


def test_a_private_file_is_told_to_be_left_out(page, scan):
    CollectionViewRestriction.objects.create(collection=scan.collection, restriction_type="login")
    read_files()
    assert words(page) == ["genomsöks inte, eftersom den ligger i en privat samling"]
    assert [state.words for state in states_of_document(scan)] == words(page)


def test_a_file_of_a_kind_that_is_not_read_is_told_to_be_left_out(page):
    table = add_document(b"a;b", "Tabell", "csv")
    page.body = body_with(table)
    page.save()
    assert words(page) == ["genomsöks inte, eftersom den varken är PDF, Word eller PowerPoint"]
    assert [state.words for state in states_of_document(table)] == words(page)


def test_a_document_that_no_page_leads_to_is_told_so(scan):
    assert [state.words for state in states_of_document(scan)] == [
        "genomsöks inte, eftersom ingen publicerad sida leder till den"
    ]


def test_the_receipt_of_a_page_names_the_files_that_are_not_found(page, scan, chief, client):
    drain_now()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Inskannat (pdf): väntar på att läsas" in client.get(edit).content.decode()
    read_files()
    assert "Inskannat (pdf): saknar text (inskannad?)" in client.get(edit).content.decode()


def test_a_draft_that_drops_the_file_does_not_change_what_is_told_of_the_published_page(page, chief, client):
    read_files()
    page.body = body_with()
    page.save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "saknar text" in client.get(edit).content.decode()
    page.refresh_from_db()
    assert list(page.search_attachments())


def test_the_form_of_a_document_tells_how_it_stands(page, scan, chief, client):
    read_files()
    html = client.get(reverse("wagtaildocs:edit", args=[scan.pk])).content.decode()
    assert "Saknar text (inskannad?)" in html


def test_the_report_lists_them_for_those_who_may_mend_them(page, scan, client):
    read_files()
    user = User.objects.create_user("redaktör")
    names = ["access_admin", "view_searchrow"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    assert "Inskannat" not in client.get(REPORT).content.decode()
    group = user.groups.create(name="Dokument")
    change = Permission.objects.get(codename="change_document")
    GroupCollectionPermission.objects.create(group=group, collection=scan.collection, permission=change)
    html = client.get(REPORT).content.decode()
    assert "Inskannat (pdf)" in html
    assert "saknar text (inskannad?)" in html
    assert 'name="file"' not in html
    CollectionViewRestriction.objects.create(collection=scan.collection, restriction_type="login")
    assert "Inskannat" not in client.get(REPORT).content.decode()


def test_a_file_that_failed_is_tried_again_from_the_report(page, scan, chief, client, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("search.files.reading.extract", lambda path: child.read(path.parent / "annan", LIMITS))
        read_files()
        DocumentText.objects.update(state="failed", trouble=Trouble.TOO_SLOW, next_at=None)
    assert 'name="file"' in client.get(REPORT).content.decode()
    client.post(REPORT, {"file": scan.file_hash})
    assert DocumentText.objects.get().state == "waiting"
    assert "1" in client.get(REPORT).content.decode()


def test_the_figures_tell_how_many_wait_and_fail(page):
    drain_now()
    assert REGISTRY.get_sample_value("search_files_waiting") == 1
    DocumentText.objects.update(state="failed")
    assert REGISTRY.get_sample_value("search_files_waiting") == 0
    assert REGISTRY.get_sample_value("search_files_failed") == 1
