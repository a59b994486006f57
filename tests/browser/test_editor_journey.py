"""From an empty form to a published page that visitors find, and back."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TOOLKIT = "Processtöd för lokalförsörjning"
THEME = "Former för beslutsfattande"
WHERE = "Var ska nyckelskåpet sitta?"
WHO = "Vem kvitterar nyckelbrickorna?"


def test_a_theme_is_made_from_an_empty_form_and_found_at_once(editor: Editor, outsider: Visitor) -> None:
    editor.starts("Temaområde", under=TOOLKIT)
    editor.fills("Titel", "Nycklar och larm")
    where = editor.adds_row("Förslag på innehåll", "Punkt")
    editor.fills("Punkt", WHERE, where)
    editor.saves_draft()
    assert not outsider.finds(WHERE)

    editor.tries_to_publish()
    expect(editor.errors.first).to_be_visible()
    assert not outsider.finds(WHERE)

    editor.fills("Nummer", "6")
    editor.fills("Ingress", "Så delar ni nycklar i ett gemensamt hus.")
    editor.fills("Syfte", "Enas om vem som har nyckel till vad.")
    where = editor.page.get_by_role("region", name="Förslag på innehåll", exact=True).get_by_role("region").first
    editor.fills("Varför?", "Ingen ska behöva leta i akuta lägen.", where)
    editor.fills("Önskat utfall", "Alla vet var skåpet finns.", where)
    who = editor.adds_row("Förslag på innehåll", "Punkt")
    editor.fills("Punkt", WHO, who)
    editor.fills("Varför?", "Det måste gå att följa upp.", who)
    editor.fills("Samma som punkt", "1", who)
    editor.publishes()

    outsider.goes_to("/sv/")
    outsider.searches_for("nyckelbricka")
    outsider.opens_section(WHO)
    point = outsider.arrived_at()
    expect(point.get_by_role("heading", name=WHO)).to_be_in_viewport()
    expect(point).to_contain_text("Alla vet var skåpet finns.")
    expect(point.get_by_role("link", name="punkt 1")).to_be_visible()


def test_what_is_moved_under_a_private_section_is_gone_for_visitors(editor: Editor, outsider: Visitor) -> None:
    search = "/sv/sok/?q=lokalförsörjning"
    in_toolkit = outsider.page.locator("li.hit:has(.hit-page a[href*='/processtod-for-lokalforsorjning/'])")
    outsider.goes_to(search)
    total, gone, counts = outsider.count(), in_toolkit.count(), outsider.counts_of("Innehållstyp")
    assert 1 < gone < total <= 10

    editor.makes("Avdelning", under="Hitta det vi vet om Nära vård", title="Internt")
    editor.makes_private("Internt")
    editor.moves(TOOLKIT, to="Internt")

    outsider.goes_to(search)
    assert in_toolkit.count() == 0
    assert outsider.count() == total - gone
    assert outsider.counts_of("Innehållstyp") == {**counts, "Vägledning": counts["Vägledning"] - gone}
    for section in ("vagledning", "internt"):
        outsider.goes_to(f"/sv/{section}/processtod-for-lokalforsorjning/")
        assert "/login/" in outsider.page.url, "the old address leads to the new one, and that one asks who you are"
    outsider.goes_to("/sv/")
    assert outsider.page.get_by_role("link", name=THEME).count() == 0

    assert Visitor(editor.page).finds(f"2b {THEME}", by="hyresprinciper"), "who is logged in may read it"


def test_an_unpublished_page_is_gone_until_it_is_published_again(editor: Editor, outsider: Visitor) -> None:
    title, address = "Vägledande principer", "/sv/vagledning/vagledande-principer/"
    assert outsider.finds(title)
    editor.unpublishes(title)
    assert not outsider.finds(title)
    assert outsider.goes_to(address).status == 404

    editor.opens(title)
    editor.publishes()
    assert outsider.finds(title)

    editor.deletes(title)
    assert not outsider.finds(title)
    assert outsider.goes_to(address).status == 404


def test_an_edited_page_is_found_by_its_new_words(editor: Editor, outsider: Visitor) -> None:
    title = "Vägledande principer"
    editor.opens(title)
    editor.fills("Ingress", " Tillitsbarometer.")
    editor.saves_draft()
    assert not outsider.finds(title, by="tillitsbarometer")
    editor.publishes()
    assert outsider.finds(title, by="tillitsbarometer")


def test_the_preview_shows_what_is_being_written(editor: Editor) -> None:
    editor.opens(THEME)
    preview = editor.opens_preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text(THEME)
    editor.fills("Titel", " och ansvar")
    expect(preview.get_by_role("heading", level=1)).to_contain_text("och ansvar")
    expect(preview.get_by_role("heading", name="Punkter att diskutera")).to_be_visible()
