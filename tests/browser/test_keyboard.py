"""Everything can be reached and used with a keyboard, in the order one reads, and one sees where one is."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import SWEDISH
from tests.browser.conftest import PHONE, as_new
from tests.browser.keyboard import Keyboard, Stop
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PAGES = (
    "start",
    "section with a list",
    "theme",
    "example",
    "decision",
    "statement",
    "filtered results",
    "empty result",
    "not found",
)


def backwards(stops: list[Stop]) -> list[tuple[str, str]]:
    """Steps that lead back up the page."""
    return [(one.name, other.name) for one, other in pairwise(stops) if other.is_before(one)]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def keyboard(request: pytest.FixtureRequest, readers: dict[bool, Page]) -> Keyboard:
    return Keyboard(as_new(readers[request.param]))


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone_keyboard(request: pytest.FixtureRequest, readers: dict[bool, Page]) -> Keyboard:
    return Keyboard(as_new(readers[request.param], PHONE))


@pytest.mark.parametrize("name", PAGES)
def test_tab_leads_to_everything_in_reading_order_and_shows_where_one_is(name: str, reading_page: Page) -> None:
    reading_page.set_viewport_size(PHONE)
    keyboard = Keyboard(reading_page)
    SWEDISH[name].opens_in(keyboard.page)
    stops = keyboard.tabs_through()
    assert sorted(stop.name for stop in stops) == sorted(keyboard.focusable())
    assert [stop.name for stop in stops if not stop.ringed] == []
    assert [stop.name for stop in stops if not stop.seen] == []
    assert backwards(stops) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_wide_screen_keeps_that_order_within_the_header(name: str, reading_page: Page) -> None:
    keyboard = Keyboard(reading_page)
    SWEDISH[name].opens_in(keyboard.page)
    in_header = keyboard.page.locator(".site-header").locator("a, button, input").filter(visible=True).count()
    stops = keyboard.tabs_through()
    assert sorted(stop.name for stop in stops) == sorted(keyboard.focusable())
    assert [stop.name for stop in stops if not (stop.ringed and stop.seen)] == []
    skip_link, *header = stops[: in_header + 1]
    assert "skip-link" in skip_link.name
    assert backwards(header) == []


def test_the_first_stop_leads_past_the_header(keyboard: Keyboard) -> None:
    SWEDISH["theme"].opens_in(keyboard.page)
    keyboard.presses("Tab")
    skip_link = keyboard.page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip_link).to_be_focused()
    expect(skip_link).to_be_in_viewport()
    keyboard.presses("Enter")
    keyboard.presses("Tab")
    assert keyboard.is_inside(keyboard.page.locator("main"))


def test_the_menu_of_a_phone_opens_and_closes(phone_keyboard: Keyboard) -> None:
    keyboard, page = phone_keyboard, phone_keyboard.page
    SWEDISH["theme"].opens_in(page)
    button, menu = page.locator(".menu > summary"), page.get_by_role("navigation", name="Huvudmeny")
    keyboard.tabs_to(button)
    keyboard.presses("Enter")
    expect(menu).to_be_visible()
    keyboard.presses("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    keyboard.presses("Shift+Tab")
    expect(button).to_be_focused()
    keyboard.presses("Space")
    expect(menu).to_be_hidden()


def test_escape_closes_the_menu_and_gives_the_focus_back(phone_visitor: Visitor) -> None:
    keyboard, page = Keyboard(phone_visitor.page), phone_visitor.page
    SWEDISH["theme"].opens_in(page)
    keyboard.tabs_to(page.locator(".menu > summary"))
    keyboard.presses("Enter")
    keyboard.presses("Tab")
    keyboard.presses("Tab")
    keyboard.presses("Escape")
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    expect(page.locator(".menu > summary")).to_be_focused()


def test_one_searches_filters_and_opens_a_hit(keyboard: Keyboard) -> None:
    page, visitor = keyboard.page, Visitor(keyboard.page)
    visitor.goes_to("/sv/")
    keyboard.tabs_to(page.get_by_label("Sök på webbplatsen"))
    keyboard.types("hyresprinciper")
    keyboard.presses("Enter")
    page.wait_for_url("**/sok/?**")

    level = next(value for value in visitor.values_of("Nivå") if value.name == "Makro")
    keyboard.tabs_to(level.box)
    keyboard.presses("Space")
    expect(level.box).to_be_checked()
    keyboard.tabs_to(page.get_by_role("button", name="Visa träffar"))
    keyboard.presses("Enter")
    expect(visitor.chip("Nivå", "Makro")).to_be_visible()
    assert visitor.count() == level.count

    keyboard.tabs_to(visitor.hits().locator(".hit-best a").first)
    keyboard.presses("Enter")
    page.wait_for_url("**#punkt-*")
    expect(visitor.arrived_at().get_by_text("Hit ledde länken")).to_be_visible()
    keyboard.presses("Tab")
    assert keyboard.is_inside(visitor.arrived_at()), "reading goes on where the link led"


def test_one_unfolds_more_values_takes_a_filter_away_and_turns_the_page(keyboard: Keyboard) -> None:
    page, visitor = keyboard.page, Visitor(keyboard.page)
    SWEDISH["filtered results"].opens_in(page)
    more = page.locator(".facet-more > summary").first
    hidden = page.locator(".facet-more").first.get_by_role("checkbox").first
    keyboard.tabs_to(more)
    keyboard.presses("Enter")
    keyboard.presses("Tab")
    expect(hidden).to_be_focused()

    total = visitor.count()
    page.reload()
    keyboard.tabs_to(visitor.chip("Innehållstyp", "Rapporter"))
    keyboard.presses("Enter")
    expect(visitor.chip("Innehållstyp", "Rapporter")).to_have_count(0)
    assert visitor.count() < total

    SWEDISH["results"].opens_in(page)
    keyboard.tabs_to(page.get_by_role("link", name="Nästa sida"))
    keyboard.presses("Enter")
    page.wait_for_url("**page=2**")
    expect(page.get_by_role("link", name="Föregående sida")).to_be_visible()


def test_a_question_opens_and_a_link_to_its_answer_opens_it_too(keyboard: Keyboard) -> None:
    page = keyboard.page
    SWEDISH["theme"].opens_in(page)
    question = page.locator(".faq-item > summary").first
    answer = page.locator(".faq-answer").first
    expect(answer).to_be_hidden()
    keyboard.tabs_to(question)
    keyboard.presses("Enter")
    expect(answer).to_be_visible()

    anchor = answer.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{SWEDISH['theme'].path}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator(f"#{anchor}").get_by_text("Hit ledde länken")).to_be_visible()
