"""Importing in the admin: from a file to drafts, with what was understood beside the source."""

from typing import Any

import pytest

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page

from home.models import HomePage
from knowledge.imports import jobs
from knowledge.imports.views import LINES
from knowledge.models import DecisionPage, DocumentImport, ReportChapterPage, ReportPage
from knowledge.models.document_import import KEPT, SILENCE
from tests import files
from tests.knowledge.importer.papers import BUNDLE, DECISION, PERSONS, REPORT, unmarked
from tests.knowledge.importer.printed import as_pdf, as_slides
from tests.knowledge.importer.slides import SLIDES

from .conftest import Upload, address, only_import, soup, text

pytestmark = pytest.mark.django_db
Status = DocumentImport.Status


def test_the_menu_leads_to_the_imports(editor: Client, home: HomePage) -> None:
    assert reverse("document_imports:index") in editor.get(reverse("wagtailadmin_home")).content.decode()
    imports = text(editor.get(reverse("document_imports:index")))
    assert "Importera ett dokument" in imports
    assert "Det finns inga importer av dokument än. Lägg till" in imports


def test_an_upload_shows_what_was_understood_beside_the_source(home: HomePage, upload: Upload) -> None:
    page = soup(upload("handlingar.txt", BUNDLE))
    titles = [" ".join(summary.get_text().split()) for summary in page.select("summary")]
    assert titles[0].endswith("Delade cyklar i Björkdalen")
    assert titles[-1].endswith("Godkännande av slutrapport Delade cyklar, § 8/24")
    lines = BUNDLE.split("\n")
    line = lines.index("### Yrkanden") + 1
    assert lines[line - 1] in page.find(id=f"rad-{line}").get_text()
    assert not page.find(id=f"rad-{line}").has_attr("class")


def test_what_was_not_taken_is_listed_and_marked_in_the_source(home: HomePage, upload: Upload) -> None:
    response = upload("handlingar.txt", BUNDLE)
    line = BUNDLE.split("\n").index("## Minnesanteckningar cykelverkstaden 2024-06-02") + 1
    assert "Togs inte med" in soup(response).find(id=f"rad-{line}").get_text()
    assert "rader av källan togs inte med" in text(response)
    last = BUNDLE.count("\n") + 1
    assert f"#rad-{line}" in [
        link["href"][-len(f"#rad-{line}") :] for link in soup(response).select("a[href*='#rad-']")
    ]
    assert f"{line}–{last}" in text(response)


def test_warnings_stand_first_and_lead_to_their_line(home: HomePage, upload: Upload) -> None:
    page = soup(upload("handlingar.txt", BUNDLE))
    warnings = [" ".join(item.get_text().split()) for item in page.select(".import-warnings li")]
    assert any("2024-06-11" in warning for warning in warnings)
    assert all(page.find(id=link["href"].partition("#")[2]) for link in page.select(".import-warnings a"))


def test_no_name_is_shown_as_understood(home: HomePage, upload: Upload) -> None:
    upload("handlingar.txt", BUNDLE)
    understood = str(only_import().understood)
    assert [name for name in PERSONS if name in understood] == []


def test_the_chosen_places_give_drafts(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("handlingar.txt", BUNDLE)
    response = editor.post(address(only_import()), {"place_0": home.pk, "place_1": home.pk}, follow=True)
    assert only_import().status == Status.DONE
    report, decision = ReportPage.objects.get(), DecisionPage.objects.get()
    assert (report.live, decision.live) == (False, False)
    assert [page.title for page in ReportChapterPage.objects.child_of(report).order_by("number")] == [
        "Inledning",
        "Redovisning av projektmål",
        "Diskussion",
    ]
    assert reverse("wagtailadmin_pages:edit", args=[decision.pk]) in response.content.decode()
    assert decision.owner.username == "redaktor"


def test_a_page_without_a_place_is_left_out(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("handlingar.txt", BUNDLE)
    editor.post(address(only_import()), {"place_1": home.pk})
    assert not ReportPage.objects.exists()
    assert DecisionPage.objects.get().get_parent().pk == home.pk


def test_without_any_place_nothing_is_made_and_the_form_says_so(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    assert "Välj var minst en av sidorna ska ligga" in text(editor.post(address(only_import()), {}))
    assert not DecisionPage.objects.exists()


def test_a_parent_of_the_wrong_kind_or_language_is_refused(
    home: HomePage, finnish_home: HomePage, editor: Client, upload: Upload
) -> None:
    upload("paragraf.txt", DECISION)
    job = only_import()
    assert "på ett annat språk" in text(editor.post(address(job), {"place_0": finnish_home.pk}))
    editor.post(address(job), {"place_0": home.pk})
    decision = DecisionPage.objects.get()
    upload("rapport.txt", REPORT)
    second = DocumentImport.objects.exclude(pk=job.pk).get()
    assert "kan inte ligga under" in text(editor.post(address(second), {"place_0": decision.pk}))
    assert not ReportPage.objects.exists()


def test_who_may_not_add_pages_there_gets_none(
    home: HomePage, editor: Client, section_editor: Client, upload: Upload
) -> None:
    other = HomePage(title="Annan", slug="annan", summary="Annan.", locale=home.locale)
    Page.objects.get(depth=1).add_child(instance=other)
    upload("paragraf.txt", DECISION, client=section_editor)
    job = only_import()
    assert "Du får inte lägga till sidor" in text(section_editor.post(address(job), {"place_0": other.pk}))
    section_editor.post(address(job), {"place_0": home.pk})
    assert DecisionPage.objects.get().get_parent().pk == home.pk


def test_rights_are_asked_for_again_when_the_drafts_are_made(home: HomePage, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    nobody = User.objects.create_user("ingen", "ingen@example.se", "losenord-for-test")
    DocumentImport.objects.update(user=nobody, status=Status.PLACED, places={"decision-8-24": home.pk})
    jobs.run(only_import().pk)
    assert only_import().status == Status.UNDERSTOOD
    assert "Du får inte lägga till sidor" in only_import().error
    assert not DecisionPage.objects.exists()


def test_an_import_is_its_owners(home: HomePage, editor: Client, section_editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    delete = reverse("document_imports:delete", args=[only_import().pk])
    assert section_editor.get(address(only_import()), follow=True).status_code == 404
    section_editor.post(address(only_import()), {"place_0": home.pk})
    section_editor.post(delete)
    assert only_import().status == Status.UNDERSTOOD
    assert "paragraf.txt" not in text(section_editor.get(reverse("document_imports:index")))
    assert "paragraf.txt" in text(editor.get(reverse("document_imports:index")))


def test_who_may_add_no_page_may_not_import(home: HomePage, client: Client) -> None:
    user = User.objects.create_user("ingen", "ingen@example.se", "losenord-for-test", is_staff=True)
    client.force_login(user)
    assert client.get(reverse("document_imports:add")).status_code == 302
    assert client.get(reverse("document_imports:index")).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bild.png", b"\x89PNG\r\n", "Filer av typen .png kan inte importeras"),
        ("tom.txt", b"", "filen är tom"),
        ("blank.txt", b" \n\t\n", "Filen är tom"),
        ("skrap.txt", bytes(range(256)) * 8, "Filen är ingen textfil"),
        ("rapport.txt", b"%PDF-1.7 \xe5", "är en PDF-fil"),
        ("stor.txt", b"a " * 5_000_001, "Filen är större än 10 MB"),
        ("trasig.md", b"---\ntitle: [x\n---\n", "Huvudet går inte att läsa: rad 3"),
    ],
)
def test_bad_input_gets_a_clear_message(
    home: HomePage, upload: Upload, name: str, content: bytes, message: str
) -> None:
    shown = text(upload(name, content))
    assert message in shown
    assert not Page.objects.filter(depth__gt=2).exists()


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("paragraf.pdf", as_pdf(f"{unmarked(DECISION)}\n"), "Godkännande av slutrapport Delade cyklar"),
        ("guide.pptx", as_slides(SLIDES), "Tre steg till en gemensam cykelpool"),
    ],
    ids=["pdf", "pptx"],
)
def test_pdf_and_slides_are_understood(home: HomePage, upload: Upload, name: str, data: bytes, title: str) -> None:
    shown = text(upload(name, data))
    assert only_import().status == Status.UNDERSTOOD
    assert only_import().understood["pages"][0]["title"] in shown
    assert title in only_import().understood["pages"][0]["title"]


def test_a_scan_is_refused_with_what_to_do(home: HomePage, upload: Upload) -> None:
    shown = text(upload("skannad.pdf", files.pdf([files.PICTURE])))
    assert only_import().status == Status.FAILED
    assert "spara den efter textigenkänning (OCR)" in shown


def test_a_text_in_which_nothing_is_recognised_is_kept_and_said(home: HomePage, upload: Upload) -> None:
    response = upload("brev.txt", "Hej!\n\nVi ses på tisdag.")
    assert only_import().status == Status.FAILED
    assert bytes(only_import().data).decode().startswith("Hej!")
    assert "Dokumentet importerades inte" in text(response)


def test_the_kind_can_be_named(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("exempel.md", "# Ett exempel\n\n## Bakgrund\n\nSå började det.", kind="example")
    editor.post(address(only_import()), {"place_0": home.pk})
    assert Page.objects.get(title="Ett exempel").specific.kind.code == "example"


def test_drafts_are_made_once_however_often_the_form_is_sent(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    for _again in range(2):
        editor.post(address(only_import()), {"place_0": home.pk})
    assert DecisionPage.objects.count() == 1


def test_a_thrown_away_import_leaves_its_drafts(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("paragraf.txt", DECISION)
    editor.post(address(only_import()), {"place_0": home.pk})
    editor.post(reverse("document_imports:delete", args=[only_import().pk]))
    assert not DocumentImport.objects.exists()
    assert DecisionPage.objects.exists()


def test_a_file_that_nobody_has_touched_for_long_is_thrown_away(home: HomePage, upload: Upload) -> None:
    upload("gammal.txt", DECISION)
    DocumentImport.objects.update(updated_at=timezone.now() - KEPT - SILENCE)
    upload("ny.txt", DECISION)
    assert [job.name for job in DocumentImport.objects.all()] == ["ny.txt"]


def test_a_long_source_is_shown_in_parts(home: HomePage, editor: Client, upload: Upload) -> None:
    upload("lang.txt", f"{DECISION}\n" + "\n".join(f"Rad {number}." for number in range(LINES)))
    page = soup(editor.get(address(only_import())))
    assert len(page.select(".import-source tr")) == LINES
    assert f"p=2#rad-{LINES + 1}" in str(page) or page.select("a[href='?p=2#source']")
    assert soup(editor.get(f"{address(only_import())}?p=2")).find(id=f"rad-{LINES + 1}")


def test_queries_do_not_grow_with_the_list(
    home: HomePage, editor: Client, upload: Upload, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        upload(f"paragraf-{number}.txt", DECISION)
    with django_assert_max_num_queries(25):
        editor.get(reverse("document_imports:index"))
