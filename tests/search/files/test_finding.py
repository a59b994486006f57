"""What stands in the files of a page is found with the page, at the very page or slide, as long as anyone may have it."""

import json

import pytest

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, ReferenceIndex

from knowledge.models import Appendix
from search import breaker
from search.engines import get_engine
from search.engines.base import EngineError
from search.engines.tantivy import TantivyEngine
from search.entries import document_for
from search.extraction import LIMITS, child
from search.models import DocumentText, SearchRow
from search.upkeep import drain_now, live_generation
from tests import files
from tests.factories import LearningExamplePageFactory, ReportPageFactory

from ..asking import ask, titles
from ..finding import found, pending, search
from .attaching import add_document, body_with, read_files, replace_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    """A process for each file takes time, and has tests of its own."""
    monkeypatch.setattr("search.files.reading.extract", lambda path: child.read(path, LIMITS))


@pytest.fixture
def report():
    return add_document(files.pdf(["Inledning", "Om vindkraftverken i Flen"]))


@pytest.fixture
def page(add_theme, report):
    return add_theme("Energi", body=body_with(report))


def best(text: str):
    return ask(text).hits[0].sections[0]


# ---- Found ----------------------------------------------------------------------------------------------------------


def test_a_page_is_found_before_its_files_are_read(page):
    assert titles("energi") == ["Energi"]
    assert titles("vindkraftverk") == []
    read_files()
    assert titles("vindkraftverk") == ["Energi"]


def test_a_hit_in_a_pdf_leads_to_its_page(page, report):
    read_files()
    section = best("vindkraftverk")
    assert (section.address, section.heading) == ("Bilaga", "Rapporten (pdf), sida 2")
    assert (section.url, section.anchor) == (report.url, "page=2")
    assert ("vindkraftverken", True) in section.snippet_pieces


def test_a_hit_on_a_slide_and_in_a_word_file_says_where(add_theme):
    show = add_document(files.slides(("Mål", ["Ett"], ""), ("Vägen dit", ["Cykelpool"], "")), "Bilder", "pptx")
    paper = add_document(files.word("Om lådcyklar."), "Brev", "docx")
    add_theme("Cyklar", body=body_with(show, paper))
    read_files()
    assert (best("cykelpool").heading, best("cykelpool").url) == ("Bilder (pptx), bild 2", show.url)
    assert (best("lådcykel").heading, best("lådcykel").anchor) == ("Brev (docx)", "")


def test_the_search_page_links_to_the_page_of_the_file(page, report, client):
    read_files()
    with translation.override("sv"):
        html = client.get(reverse("search"), {"q": "vindkraftverk"}).content.decode()
    assert f'href="{report.url}#page=2"' in html
    assert "sida 2" in html


def test_words_of_the_page_and_of_its_file_are_found_together_and_count_as_one_page(page):
    read_files()
    answer = ask("energi vindkraftverk")
    assert (answer.total_all, answer.counts["kind"]) == (1, {"guide": 1})


def test_the_words_of_the_page_itself_weigh_more(page, add_theme):
    read_files()
    add_theme("Annat", summary="Om vindkraftverken.")
    assert titles("vindkraftverk") == ["Annat", "Energi"]


def test_a_number_in_a_file_is_found_in_any_spelling(add_theme):
    add_theme("Ärende", body=body_with(add_document(files.pdf(["Se NSV23-0020 för mer."]))))
    read_files()
    assert titles("nsv 23 – 0020") == ["Ärende"]


def test_labels_are_in_the_language_of_the_page(page):
    finnish = page.copy_for_translation(Locale.objects.get_or_create(language_code="fi")[0], copy_parents=True)
    finnish.save_revision().publish()
    read_files()
    section = ask("vindkraftverken", locale="fi").hits[0].sections[0]
    assert (section.address, section.heading) == ("Liite", "Rapporten (pdf), sivu 2")


@pytest.mark.parametrize("how", ["block", "link in text", "link in a row", "field", "row"])
def test_a_document_is_attached_wherever_a_page_leads_to_it(how, report, add_theme, root):
    link = f'<p><a linktype="document" id="{report.pk}">Rapporten</a></p>'
    if how == "block":
        page = add_theme("Sida", body=body_with(report))
    elif how == "link in text":
        page = add_theme("Sida", purpose=link)
    elif how == "link in a row":
        page = add_theme("Sida", ["Punkt"])
        point = page.points.get()
        point.why = link
        point.save()
    elif how == "field":
        page = LearningExamplePageFactory(parent=root, title="Sida", plan_document=report)
    else:
        page = ReportPageFactory(parent=root, title="Sida")
        Appendix.objects.create(page=page, title="Bilaga", document=report)
    assert list(Page.objects.get(pk=page.pk).specific.search_attachments()) == [report.pk]
    read_files()
    assert titles("vindkraftverk") == ["Sida"]


def test_a_document_that_no_page_leads_to_is_not_read(report, page, add_theme):
    other = add_document(files.pdf(["Undangömd"]), "Annat")
    read_files()
    assert not DocumentText.objects.filter(sha=other.file_hash).exists()


def test_files_of_other_kinds_are_left_alone(add_theme):
    add_theme("Tabell", body=body_with(add_document(b"a;b", ending="csv")))
    read_files()
    assert DocumentText.objects.count() == 0
    assert titles("tabell") == ["Tabell"]


# ---- Changed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [lambda document: document.save(), lambda document: restrict(document.collection)])
def test_a_page_that_is_indexed_before_the_change_of_a_document_is_committed_is_indexed_once_more(
    page, report, change, django_capture_on_commit_callbacks
):
    drain_now()
    with django_capture_on_commit_callbacks(execute=True):
        change(report)
        drain_now()
        before = SearchRow.objects.get(page_id=page.pk).version
    assert SearchRow.objects.get(page_id=page.pk).version > before


def test_a_page_that_begins_to_lead_to_a_document_while_that_is_deleted_is_indexed_once_more(
    page, report, django_capture_on_commit_callbacks
):
    drain_now()
    references = list(ReferenceIndex.objects.all())
    with django_capture_on_commit_callbacks(execute=True):
        report.delete()
        drain_now()
        ReferenceIndex.objects.bulk_create(references, ignore_conflicts=True)  # as of a page that is saved meanwhile
        before = SearchRow.objects.get(page_id=page.pk).version
    assert SearchRow.objects.get(page_id=page.pk).version > before


def test_a_replaced_file_is_read_again_and_the_old_text_is_kept_nowhere(
    page, report, django_capture_on_commit_callbacks
):
    read_files()
    before = report.file_hash
    replace_file(report, files.pdf(["Om solceller"]))
    assert pending() == [page.pk]
    assert titles("vindkraftverk") == []
    read_files()
    assert titles("solcell") == ["Energi"]
    with django_capture_on_commit_callbacks(execute=True):
        report.save()
    assert set(DocumentText.objects.values_list("sha", flat=True)) == {report.file_hash} != {before}


def test_a_hit_in_a_file_that_has_just_been_replaced_shows_nothing_of_it(page, report, monkeypatch):
    """The index may not know yet, as when its engine is down."""
    read_files()
    get_document_model().objects.filter(pk=report.pk).update(file_hash="0" * 40)
    (hit,) = ask("vindkraftverk").hits
    assert [section.url for section in hit.sections] == [""]
    assert "vindkraftverken" not in str(hit.sections)


def test_a_renamed_document_is_shown_by_its_new_name(page, report):
    read_files()
    report.title = "Utredningen"
    report.save()
    assert best("vindkraftverk").heading.startswith("Utredningen")
    assert titles("utredningen") == ["Energi"]


def test_a_deleted_document_is_gone(page, report, django_capture_on_commit_callbacks):
    read_files()
    with django_capture_on_commit_callbacks(execute=True):
        report.delete()
    assert titles("vindkraftverk") == []
    assert DocumentText.objects.count() == 0


def test_a_document_that_a_page_leads_to_no_more_is_gone(page):
    read_files()
    page.body = body_with()
    page.save_revision().publish()
    assert titles("vindkraftverk") == []


def test_a_row_that_is_deleted_takes_its_file_along(root, report, locale):
    page = ReportPageFactory(parent=root, title="Projektet")
    appendix = Appendix.objects.create(page=page, title="Bilaga", document=report)
    read_files()
    assert titles("vindkraftverk") == ["Projektet"]
    appendix.delete()
    assert titles("vindkraftverk") == []


def test_a_file_is_read_once_for_all_pages(page, report, add_theme, monkeypatch):
    read_files()
    monkeypatch.setattr("search.files.reading.extract", None)
    add_theme("Vind", body=body_with(report))
    read_files()
    assert sorted(titles("vindkraftverk")) == ["Energi", "Vind"]


def test_a_save_of_a_page_does_not_analyse_its_files_again(page, monkeypatch):
    read_files()
    words = []
    monkeypatch.setattr("search.language.base.Language.fields", lambda self, text: words.append(text) or {})
    document = document_for(Page.objects.get(pk=page.pk).specific)
    assert [section.text for section in document.files] == ["Inledning", "Om vindkraftverken i Flen"]
    assert words == []


# ---- Private: nobody finds what not everybody may have -----------------------------------------------------------------


@pytest.fixture
def collection(locale):
    top = Collection.get_first_root_node().add_child(name="Möten")
    return top.add_child(name="2024")


def restrict(collection, kind=CollectionViewRestriction.LOGIN):
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, password="x")


def sees_nothing(user=None) -> bool:
    """Neither a hit nor a count nor a word of the file; not in the index, and not among the words that are proposed."""
    engine, generation = get_engine(), live_generation()
    answers = [ask("vindkraftverken", user), ask("vindkrafverken", user), ask("energi vindkraftverken", user)]
    texts = str([answer.hits for answer in answers])
    assert answers[0].total == answers[1].total == 0
    assert [answer.total_all for answer in answers] == [0, 0, 0]
    assert "vindkraft" not in texts
    assert found("vindkraftverken", user=user, sections=True) == []
    return "vindkraftverken" not in engine.vocabulary(generation, "file_exact", "sv")


@pytest.mark.parametrize("kind", [CollectionViewRestriction.LOGIN, CollectionViewRestriction.PASSWORD])
def test_a_document_in_a_private_collection_is_found_by_nobody(report, page, collection, kind):
    report.collection = collection
    report.save()
    restrict(collection.get_parent(), kind)
    read_files()
    assert titles("energi") == ["Energi"]
    assert sees_nothing()
    assert sees_nothing(User.objects.create_superuser("chef"))
    assert DocumentText.objects.count() == 0


def test_a_restriction_that_restricts_nothing_hides_nothing(report, page, collection):
    report.collection = collection
    report.save()
    restrict(collection, CollectionViewRestriction.NONE)
    read_files()
    assert titles("vindkraftverk") == ["Energi"]


def by_restriction(report, collection):
    restrict(collection.get_parent())


def by_collection_of_the_document(report, collection):
    private = Collection.get_first_root_node().add_child(name="Internt")
    restrict(private)
    report.collection = private
    report.save()


def by_moving_the_collection(report, collection):
    private = Collection.get_first_root_node().add_child(name="Internt")
    restrict(private)
    edit = reverse("wagtailadmin_collections:edit", args=[collection.pk])
    moving = {"name": collection.name, "parent": private.pk}
    return edit, moving


def by_moving_many_documents(report, collection):
    private = Collection.get_first_root_node().add_child(name="Internt")
    restrict(private)
    move = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"])
    return f"{move}?id={report.pk}&next=/admin/", {"collection": private.pk}


WAYS = [by_restriction, by_collection_of_the_document, by_moving_the_collection, by_moving_many_documents]


@pytest.mark.parametrize("make_private", WAYS, ids=lambda way: way.__name__)
def test_a_document_that_becomes_private_is_gone_at_once(report, page, collection, client, monkeypatch, make_private):
    """Whatever the way, and also before the index knows: the page itself is withheld until then."""
    report.collection = collection
    report.save()
    read_files()
    assert titles("vindkraftverk") == ["Energi"]
    client.force_login(User.objects.create_superuser("chef"))
    with monkeypatch.context() as broken:
        broken.setattr(TantivyEngine, "write", _refuse)
        request = make_private(report, collection)
        if request:
            assert client.post(*request).status_code == 302
        assert SearchRow.objects.get(page_id=page.pk).withheld
        assert ask("vindkraftverk").total == ask("energi").total == 0
    breaker.reset()
    assert titles("energi") == ["Energi"]
    assert sees_nothing()


def _refuse(*args):
    raise EngineError("down")


def test_text_of_a_document_that_became_private_without_a_sign_is_not_shown(report, page):
    """As by a script that writes to the database: the hit itself needs a sign, or the next check of the index."""
    read_files()
    restriction = CollectionViewRestriction(collection=report.collection, restriction_type="login")
    CollectionViewRestriction.objects.bulk_create([restriction])
    (hit,) = ask("vindkraftverk").hits
    assert "vindkraftverken" not in str(hit.sections)
    assert report.url not in str(hit.sections)


def test_a_document_that_becomes_public_is_found(report, page):
    restriction = restrict(report.collection)
    read_files()
    assert titles("vindkraftverk") == []
    restriction.delete()
    read_files()
    assert titles("vindkraftverk") == ["Energi"]


def test_a_document_that_becomes_private_while_it_waits_is_not_read(report, page):
    drain_now()
    restrict(report.collection)
    read_files()
    assert DocumentText.objects.count() == 0


def test_the_files_of_a_private_page_are_found_by_those_who_may_read_the_page(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    read_files()
    assert ask("vindkraftverken").total == 0
    assert titles("vindkraftverken", user=User.objects.create_user("kollega")) == ["Energi"]


def test_payloads_of_files_hold_no_address(page):
    """It is asked for when the hit is shown."""
    read_files()
    (entry,) = search("vindkraftverken", sections=True).hits
    assert set(json.loads(entry.payload)) == {"anchor", "address", "heading", "text", "document", "sha"}
