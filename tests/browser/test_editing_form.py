"""The admin as editors meet it: in Swedish, with choosers in the page's language, and with a search that knows å, ä and ö."""

import re
from pathlib import Path

import polib
import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("editing form")]

ROOT = Path(__file__).resolve().parents[2]
HOME = "Hitta det vi vet om Nära vård"
THEME = "Former för beslutsfattande"
ONE_OF_EACH = (
    HOME,
    "Lärande exempel",
    "Målbild 2035",
    "Tillgänglighetsredogörelse",
    "Kontakt och synpunkter",
    "Processtöd för lokalförsörjning",
    THEME,
    "Skellefteå och Norsjö",
    "Projektrapport: Nära vård i Sörmland",
    "Organisation och arbetssätt",
    "Slutrapporten godkänns, § 16/23",
)
# Labels that content-model.md gives, by the page whose form shows them.
LABELS = {
    "Processtöd för lokalförsörjning": {"Syfte", "Mål", "Till vem", "Så använder du materialet", "Avgränsning"},
    THEME: {"Nummer", "Del", "Gruppens rubrik", "Syfte", "Förslag på innehåll", "Varför?", "Önskat utfall"},
    "Skellefteå och Norsjö": {"Bakgrund", "Struktur", "Typ av exempel", "Planen innehåller", "Referenser"},
    "Projektrapport: Nära vård i Sörmland": {"Rapportserie", "Utgivare", "Övergripande syfte", "Projektmål", "Bilagor"},
    "Slutrapporten godkänns, § 16/23": {"Beslutsdatum", "Beslutande organ", "Paragraf", "Yrkanden", "Tillägg"},
    "Målbild 2035": {"Ingress", "Senast granskad", "Uppgiftens säkerhet", "Redaktionell anmärkning", "Källor"},
}


@pytest.fixture
def editor(shared_editor: Editor) -> Editor:
    return shared_editor


def english_texts() -> set[str]:
    """What the apps' own texts are called before they are translated, but for words that Swedish has too."""
    catalogs = [polib.pofile(str(ROOT / app / "locale/sv/LC_MESSAGES/django.po")) for app in ("knowledge", "home")]
    entries = [entry for catalog in catalogs for entry in catalog]
    swedish = {entry.msgstr.lower() for entry in entries}
    english = {entry.msgid for entry in entries if entry.msgid.lower() not in swedish}
    return english | {text[:1].upper() + text[1:] for text in english}


def test_every_form_is_in_swedish(editor: Editor) -> None:
    english = english_texts()
    assert len(english) > 300
    for title in ONE_OF_EACH:
        editor.opens(title)
        texts = editor.texts_of_form()
        assert texts & english == set(), title
        assert LABELS.get(title, set()) <= texts, title
        expect(editor.page.get_by_role("tab").first).to_have_accessible_name("Innehåll")


def test_choosers_offer_the_vocabulary_of_the_pages_language(editor: Editor) -> None:
    names = {
        "Målbild 2035": "Sörmland",
        "Nära vård suomeksi": "Sörmland (Södermanlandin lääni)",
        "Nära vård in English": "Sörmland (Södermanland County)",
    }
    for title, name in names.items():
        editor.opens(title)
        editor.goes_to_tab("Klassning")
        place = editor.adds_row("Platser", "Plats")
        place.get_by_role("button", name="Välj plats").click()
        found = editor.finds_in_dialog("Sörmland").get_by_role("link")
        expect(found).to_have_text([name])
        found.click()
        expect(place).to_contain_text(name)


def test_page_choosers_offer_pages_in_the_pages_language_alone(editor: Editor) -> None:
    editor.opens("Målbild 2035")
    editor.goes_to_tab("Klassning")
    editor.adds_row("Hör ihop med", "Relation").get_by_role("button", name="Välj en sida").click()
    expect(editor.dialog.get_by_role("link", name=HOME)).to_be_visible()
    expect(editor.dialog.get_by_text("Suomi")).to_have_count(0)
    found = editor.finds_in_dialog("Skellefteå").get_by_role("row")
    expect(found.filter(has_text="Skellefteå och Norsjö")).to_be_visible()
    expect(found.filter(has_text="Skellefteå ja Norsjö")).to_have_count(0)


def test_search_and_chooser_know_swedish_letters(editor: Editor) -> None:
    titles = {"vård": "Vård på natten", "Åre": "Åre", "ä": "Ä"}
    for title in titles.values():
        editor.makes("Sida", under=HOME, title=title)
    for words, title in titles.items():
        expect(editor.searches_pages(words).get_by_text(title, exact=True)).to_be_visible()
    editor.opens("Målbild 2035")
    editor.goes_to_tab("Klassning")
    editor.adds_row("Hör ihop med", "Relation").get_by_role("button", name="Välj en sida").click()
    for words, title in titles.items():
        expect(editor.finds_in_dialog(words).get_by_role("link", name=title, exact=True)).to_be_visible()


def test_a_place_in_use_is_not_deleted_and_its_pages_are_listed(editor: Editor) -> None:
    page = editor.page
    page.goto("/admin/snippets/knowledge/place/?q=Norsjö")
    used = page.get_by_role("row").filter(has_text=re.compile("Använd [1-9]"))
    used.get_by_role("link", name="Norsjö", exact=True).click()
    page.wait_for_url("**/edit/**")
    page.goto(page.url.replace("/edit/", "/delete/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Används, kan inte tas bort")
    expect(page.locator("main").get_by_role("link", name="Skellefteå och Norsjö")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    page.goto("/admin/snippets/knowledge/place/?q=Norsjö")
    expect(page.get_by_role("link", name="Norsjö", exact=True).first).to_be_visible()


def test_the_lists_of_the_vocabularies_are_in_swedish(editor: Editor) -> None:
    for name in ("organisation", "place", "level", "term", "film"):
        editor.page.goto(f"/admin/snippets/knowledge/{name}/")
        heads = set(editor.page.locator("main th").all_inner_texts())
        assert "Användning" in heads, name
        assert heads & (english_texts() | {"method", "Method"}) == set(), name
