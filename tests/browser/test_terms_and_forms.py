"""Terms that explain themselves, and the forms for visitors, with and without JavaScript, by key, mouse and touch."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import ContextMaker, as_new
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("terms and forms")]

TEXT = "/sv/om-nara-vard/sa-samverkar-vi-i-sormland/"
CONTACT = "/sv/kontakt-och-synpunkter/"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.fixture
def context(shared_server: str, new_context: ContextMaker, scripts: bool) -> BrowserContext:
    return new_context(shared_server, java_script_enabled=scripts)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@SCRIPTS
def test_a_term_is_explained_by_mouse_and_key(readers: dict[bool, Page], scripts: bool) -> None:
    page = as_new(readers[scripts])
    page.goto(TEXT)
    term = page.get_by_role("button", name="huvudmän", exact=True)
    explanation = page.get_by_text("Den som enligt lag har ansvaret")
    expect(explanation).to_be_hidden()

    term.click()
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(term).to_be_focused()

    page.keyboard.press("Enter")
    expect(explanation).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Begrepp och förkortningar").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/begrepp-och-forkortningar/#begrepp-huvudman")


def test_a_term_is_explained_by_touch_and_fits_a_phone(demo_server: str, new_context: ContextMaker) -> None:
    page = new_context(demo_server, has_touch=True, viewport={"width": 320, "height": 640}).new_page()
    page.goto(TEXT)
    page.get_by_role("button", name="Länsstyrgruppen", exact=True).first.tap()
    box = page.locator(".term-note:popover-open").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert violations(page) == []


def test_explanations_are_not_printed(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(TEXT)
    page.get_by_role("button", name="huvudmän", exact=True).click()
    page.emulate_media(media="print")

    expect(page.locator(".term-note:popover-open")).to_be_hidden()
    expect(page.get_by_text("är tio huvudmän med var sitt")).to_be_visible()
    expect(page.locator("#feedback")).to_be_hidden()


@SCRIPTS
def test_a_visitor_says_whether_the_page_helped(page: Page, context: BrowserContext) -> None:
    page.goto(TEXT)
    page.wait_for_timeout(1200)  # nobody reads a page faster
    page.get_by_role("group", name="Hjälpte sidan dig?").get_by_role("button", name="Nej").click()
    expect(page.locator("#feedback").get_by_role("status")).to_contain_text("Tack för ditt svar")

    comment = page.get_by_label("Vad var bra, eller vad saknas?")
    comment.fill("Skriv till mig@example.se")
    page.get_by_role("button", name="Skicka kommentaren").click()
    expect(page.get_by_role("alert")).to_contain_text("ser ut som en e-postadress")
    expect(comment).to_have_value("Skriv till mig@example.se")
    page.wait_for_timeout(1200)
    comment.fill("Saknar en karta.")
    page.get_by_role("button", name="Skicka kommentaren").click()

    expect(page.locator("#feedback").get_by_role("status")).to_contain_text("vi har tagit emot din synpunkt")
    assert page.url.endswith("#feedback")
    assert context.cookies() == []


@SCRIPTS
def test_a_visitor_writes_to_the_editors(page: Page, context: BrowserContext, scripts: bool) -> None:
    page.goto(CONTACT)
    page.get_by_label("Din e-postadress").fill("namn@")
    page.get_by_role("button", name="Skicka meddelandet").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Rätta 3 fel innan du skickar")
    expect(page.locator(".error-summary")).to_be_focused()
    if scripts:
        assert violations(page) == []

    summary.get_by_role("link", name="Skriv ditt meddelande.").click()
    message = page.get_by_label("Ditt meddelande")
    expect(message).to_be_focused()
    expect(message).to_have_accessible_description(
        "Skriv inte om din hälsa och inget personnummer. Fel: Skriv ditt meddelande."
    )
    message.fill("Länken är trasig.")
    page.get_by_label("Vad gäller det?").select_option("Något är fel eller saknas")
    page.get_by_label("Din e-postadress").fill("namn@example.se")
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Skicka meddelandet").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tack för ditt meddelande")
    expect(page.get_by_text("svarar med e-post")).to_be_visible()
    if scripts:
        assert violations(page) == []
    assert context.cookies() == []
