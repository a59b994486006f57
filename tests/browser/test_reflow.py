"""Small screens, big text, wide text spacing: nothing is cut off and nobody scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ALL, Address, not_named
from tests.browser.conftest import OPEN_EVERYTHING

pytestmark = pytest.mark.browser

TEXT_TWICE_AS_BIG = "document.documentElement.style.fontSize = '200%'"
TEXT_AS_BEFORE = "document.documentElement.style.fontSize = ''"
# WCAG 1.4.12. Style sheets made by script are not the page's own, so its policy lets a reader's tool add them.
TEXT_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Words that stand beside the screen or outside a box that clips, unless the box can be scrolled or only
# screen readers read it.
CUT_OFF = """() => {
  const boxes = new Map();
  const clipping = (element) => {
    for (let box = element; box !== document.body; box = box.parentElement) {
      if (!boxes.has(box)) boxes.set(box, getComputedStyle(box));
      const { overflowX, overflowY } = boxes.get(box);
      if (box.matches(".visually-hidden, .skip-link")) return null;
      if ([overflowX, overflowY].some((value) => value !== "visible")) return box;
    }
    return document.scrollingElement;
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const box = clipping(text.parentElement);
    if (!box || ["auto", "scroll"].includes(boxes.get(box)?.overflowX)) continue;
    const page = box === document.scrollingElement;
    const edge = page ? { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity } : box.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(text);
    const outside = [...range.getClientRects()].some((line) => line.left < edge.left - 1 || line.right > edge.right + 1
      || line.top < edge.top - 1 || line.bottom > edge.bottom + 1);
    if (outside) found.push(text.data.trim());
  }
  const sideways = document.scrollingElement.scrollWidth - innerWidth;
  return sideways > 0 ? [...found, `scrolls ${sideways} pixels sideways`] : found;
}"""


@pytest.mark.parametrize("address", ALL.values(), ids=ALL)
def test_everything_fits(address: Address, reading_page: Page) -> None:
    _look_at(reading_page, address)


def test_types_of_page_without_an_address_here_fit_too(demo_folder: Path, reading_page: Page) -> None:
    for address in not_named(demo_folder):
        _look_at(reading_page, address)


def _look_at(page: Page, address: Address) -> None:
    address.opens_in(page)
    page.evaluate(OPEN_EVERYTHING)
    for circumstances in _in_turn(page):
        assert page.evaluate(CUT_OFF) == [], (address.path, circumstances)


def _in_turn(page: Page) -> Iterator[str]:
    page.set_viewport_size({"width": 320, "height": 640})
    yield "320 pixels wide"
    page.evaluate(TEXT_TWICE_AS_BIG)
    yield "320 pixels wide, text twice as big"
    page.set_viewport_size({"width": 1280, "height": 900})
    yield "text twice as big"
    page.evaluate(TEXT_AS_BEFORE)
    page.evaluate(TEXT_SPACING)
    yield "wide text spacing"
    page.set_viewport_size({"width": 360, "height": 740})
    yield "wide text spacing on a phone"
