"""From a document on the editor's disk to a published page that visitors find."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor
from tests.browser.visitor import Visitor
from tests.knowledge.importer.papers import BUNDLE, DECISION, LETTER, NOTICES, PERSONS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("import journey")]

TITLE = "Godkännande av slutrapport Delade cyklar, § 8/24"


@pytest.fixture
def editor(shared_editor: Editor) -> Editor:
    return shared_editor


@pytest.fixture
def outsider(shared_outsider: Visitor) -> Visitor:
    return shared_outsider


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "beslut.txt"
    path.write_text("\n\n".join((NOTICES, LETTER, DECISION)), encoding="utf-8")
    return path


def test_a_document_becomes_a_published_page(editor: Editor, outsider: Visitor, source: Path) -> None:
    editor.uploads(source)
    page = editor.page
    expect(page.get_by_role("heading", name="Det som har uppfattats")).to_be_visible()
    expect(page.locator("summary")).to_contain_text(TITLE)
    expect(page.get_by_role("region", name="Källan")).to_contain_text("Hjalmar Rönnskär (C) yrkar bifall")
    expect(page.locator("details")).to_contain_text("Ledamot (C)")
    page.locator(".import-warnings").get_by_role("link", name="Rad 13").first.click()
    expect(page.locator("#rad-13")).to_be_in_viewport()

    editor.chooses_place(TITLE, "Beslut")
    editor.makes_drafts()
    assert not outsider.finds(TITLE, by="Delade cyklar")

    page.get_by_role("link", name=TITLE).click()
    editor.fills("Ingress", "Rådet godkände slutrapporten med ett tillägg.")
    editor.publishes()
    assert outsider.finds(TITLE, by="CRB24-0031")
    outsider.page.get_by_role("link", name=TITLE).first.click()
    main = outsider.page.get_by_role("main")
    expect(main).to_contain_text("Rådet tog initiativ till projektet 2021")
    shown = main.inner_text()
    assert [name for person in PERSONS for name in person.split() if name in shown] == []


def test_a_report_gets_its_chapters_in_order(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "handlingar.txt"
    path.write_text(BUNDLE, encoding="utf-8")
    editor.uploads(path)
    editor.chooses_place("Delade cyklar i Björkdalen", "Rapporter och rekommendationer")
    editor.makes_drafts()
    assert editor.page.locator("main table.listing tbody td:first-child").all_inner_texts() == [
        "Delade cyklar i Björkdalen",
        "Inledning",
        "Redovisning av projektmål",
        "Diskussion",
    ]


def test_what_is_no_text_is_refused_in_the_form(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "skrap.txt"
    path.write_bytes(bytes(range(256)) * 20)
    editor.uploads(path)
    expect(editor.errors).to_contain_text("Filen är ingen textfil")
