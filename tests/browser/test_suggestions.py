"""Suggestions under the search field, as the pattern of an editable combobox has it: by keyboard, by pointer, by ear."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.addresses import SWEDISH
from tests.browser.axe import violations
from tests.browser.conftest import as_new
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ENDPOINT = "**/sok/forslag/**"


def field(page: Page) -> Locator:
    return page.get_by_role("search").get_by_label("Sök på webbplatsen")


def types(page: Page, text: str) -> None:
    field(page).press_sequentially(text)


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Förslag").get_by_role("option")


def chosen(page: Page) -> Locator:
    """The option that a screen reader is told of; none if there is no such."""
    return page.locator(f"[id='{field(page).get_attribute('aria-activedescendant')}'][aria-selected=true]")


def test_the_keyboard_goes_through_the_list_and_back_to_the_field(visitor: Visitor) -> None:
    page = visitor.page
    SWEDISH["theme"].opens_in(page)
    expect(field(page)).to_have_role("combobox")
    expect(field(page)).to_have_attribute("aria-expanded", "false")

    types(page, "skelle")
    expect(options(page).first).to_be_visible()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Platser").get_by_role("option")).to_have_text("Skellefteå Kommun")
    expect(page.get_by_role("status").filter(has_text="förslag")).to_have_text(f"{options(page).count()} förslag")

    expect(chosen(page)).to_have_count(0)
    for key, option in (("ArrowDown", options(page).first), ("ArrowUp", None), ("ArrowUp", options(page).last)):
        field(page).press(key)
        expect(chosen(page)).to_have_count(1 if option else 0)
        if option:
            expect(chosen(page)).to_have_id(str(option.get_attribute("id")))
    for key in ("Home", "End"):
        field(page).press("ArrowDown")
        field(page).press("ArrowDown")
        field(page).press(key)
        expect(chosen(page)).to_have_count(0)
    expect(field(page)).to_have_value("skelle")

    field(page).press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("skelle")
    field(page).press("Alt+ArrowDown")
    expect(options(page).first).to_be_visible()
    field(page).press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("search").get_by_role("button", name="Sök")).to_be_focused()
    field(page).press("Escape")
    expect(field(page)).to_have_value("")


def test_enter_follows_what_is_chosen_and_else_searches(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goes_to("/sv/")
    types(page, "nsv23-0020")
    expect(page.get_by_role("group", name="Beteckningar")).to_be_visible()
    field(page).press("ArrowDown")
    field(page).press("Enter")
    page.wait_for_url("**/sv/**/")
    assert "sok" not in page.url

    visitor.goes_to("/sv/")
    types(page, "skelleftea")
    expect(options(page).first).to_be_visible()
    field(page).press("Enter")
    page.wait_for_url("**/sok/?q=skelleftea")


def test_a_pointer_follows_a_suggestion_and_closes_the_list(phone_visitor: Visitor) -> None:
    page = phone_visitor.page
    phone_visitor.goes_to("/sv/sok/")
    types(page, "jonk")
    expect(options(page).first).to_be_visible()
    page.mouse.click(2, 2)
    expect(options(page)).to_have_count(0)

    field(page).press("ArrowDown")
    page.get_by_role("group", name="Platser").get_by_role("option").first.click()
    page.wait_for_url("**/sok/?q=J*place=*")
    assert phone_visitor.count() > 0


def test_no_check_fails_and_nothing_moves_while_the_list_is_open(reading_page: Page) -> None:
    page = reading_page
    for name, width in (("start", 1280), ("theme", 320), ("results", 1280)):
        page.set_viewport_size({"width": width, "height": 800})
        SWEDISH[name].opens_in(page)
        field(page).fill("")
        before = page.locator("footer").bounding_box()
        types(page, "region")
        expect(options(page).first).to_be_visible()
        field(page).press("ArrowDown")
        assert page.locator("footer").bounding_box() == before, name
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, ".search") == [], (name, scheme)


def test_an_older_answer_never_replaces_a_newer_one(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goes_to("/sv/")
    held: list[Route] = []
    page.route("**/forslag/?q=skelle", lambda route: held.append(route))
    types(page, "skelle")
    page.wait_for_timeout(300)
    assert len(held) == 1
    types(page, "ftea")
    expect(options(page).first).to_be_visible()
    shown = options(page).all_inner_texts()

    held[0].fulfill(
        json={"groups": [{"label": "Gammalt", "items": [{"text": "x", "note": "", "url": "/"}]}], "status": ""}
    )
    page.wait_for_timeout(200)

    assert options(page).all_inner_texts() == shown


@pytest.mark.parametrize("answer", ["failing", "too often", "no JSON"])
def test_without_an_answer_the_field_works_as_it_is(visitor: Visitor, answer: str) -> None:
    page = visitor.page
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    asked: list[str] = []

    def respond(route: Route) -> None:
        asked.append(route.request.url)
        if answer == "failing":
            route.abort()
        elif answer == "no JSON":
            route.fulfill(body="<html>")
        else:
            route.fulfill(status=429, headers={"Retry-After": "60"}, json={"groups": [], "status": ""})

    page.route(ENDPOINT, respond)
    visitor.goes_to("/sv/")
    types(page, "skell")
    page.wait_for_timeout(300)
    types(page, "ef")
    page.wait_for_timeout(300)
    assert len(asked) == (1 if answer == "too often" else 2)
    expect(options(page)).to_have_count(0)
    field(page).press("Enter")
    page.wait_for_url("**/sok/?q=skellef")
    assert problems == []


def test_without_a_script_it_is_a_plain_field(readers: dict[bool, Page]) -> None:
    visitor = Visitor(as_new(readers[False]))
    visitor.goes_to("/sv/")
    expect(field(visitor.page)).to_have_role("searchbox")
    expect(visitor.page.locator("[aria-controls]")).to_have_count(0)
    visitor.searches_for("skelleftea")
    assert visitor.count() > 0
