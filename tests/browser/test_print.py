"""On paper: the content with its addresses, and nothing that one presses."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import SWEDISH, Address
from tests.browser.conftest import as_new

pytestmark = pytest.mark.browser

LEAVES = ("standard", "statement", "toolkit", "theme", "example", "report", "chapter", "decision")
# A term is a word of the text, though one can press it.
NOT_ON_PAPER = (
    "nav, form, .site-footer, .skip-link, .sender-row, .menu, .page-side, .page-actions, .film-buttons, "
    "button:not(.term)"
)
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
HAS_ROOM_FOR_ITS_WORDS = """element => {
  const width = element.offsetWidth;
  element.style.inlineSize = "min-content";
  const words = element.offsetWidth;
  element.style.inlineSize = "";
  return words <= width;
}"""
IS_SHOWN = "element => element.checkVisibility({ contentVisibilityAuto: true }) && element.offsetHeight > 0"


@pytest.fixture
def paper(readers: dict[bool, Page]) -> Page:
    return _paper(readers[False])


def _paper(page: Page) -> Page:
    as_new(page).emulate_media(media="print")
    return page


@pytest.mark.parametrize("address", [SWEDISH[name] for name in LEAVES], ids=LEAVES)
def test_only_logotype_title_facts_and_text_are_printed(address: Address, paper: Page) -> None:
    address.opens_in(paper)
    expect(paper.locator(".logo")).to_be_visible()
    expect(paper.locator("h1")).to_be_visible()
    assert paper.locator(NOT_ON_PAPER).filter(visible=True).count() == 0
    assert paper.evaluate(FITS), "Something is wider than the paper."


def test_a_printed_list_of_results_begins_with_how_many_they_are(paper: Page) -> None:
    SWEDISH["results"].opens_in(paper)
    expect(paper.locator(".results-head")).to_be_visible()
    expect(paper.locator(".search-band")).to_be_hidden()


def test_no_word_is_broken_in_the_addresses_beside_the_results(readers: dict[bool, Page]) -> None:
    page = as_new(readers[False])
    SWEDISH["results"].opens_in(page)
    addresses = page.locator(".hit-address", has_text="Rekommendation").all()
    assert addresses
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert all(address.evaluate(HAS_ROOM_FOR_ITS_WORDS) for address in addresses), media


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_every_answer_is_printed_though_the_screen_keeps_it_closed(javascript: bool, readers: dict[bool, Page]) -> None:
    page = _paper(readers[javascript])
    SWEDISH["theme"].opens_in(page)
    answers = page.locator(".faq-answer")
    assert answers.count() > 1
    assert all(answer.evaluate(IS_SHOWN) for answer in answers.all())
    page.emulate_media(media="screen")
    assert not any(answer.evaluate(IS_SHOWN) for answer in answers.all())


def test_a_printed_page_says_where_it_comes_from_and_when_it_was_reviewed(paper: Page) -> None:
    SWEDISH["theme"].opens_in(paper)
    foot = paper.locator(".page-foot")
    expect(foot).to_contain_text(paper.url)
    expect(foot).to_contain_text("14\u00a0oktober\u00a02026")
