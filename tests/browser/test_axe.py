"""No automatic accessibility check fails, on any type of page, language, width or colour scheme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ALL, Address, not_named
from tests.browser.axe import violations
from tests.browser.conftest import ContextMaker

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
OPEN_EVERYTHING = """() => {
  const closed = [...document.querySelectorAll("main details:not([open])")];
  for (const details of closed) details.open = true;
  return closed.length > 0;
}"""


@pytest.mark.parametrize("address", ALL.values(), ids=ALL)
def test_no_check_fails(address: Address, demo_server: str, new_context: ContextMaker) -> None:
    page = new_context(demo_server, reduced_motion="reduce").new_page()  # no colour is half-way
    address.opens_in(page)
    assert dict(_found(page)) == {}


def _found(page: Page) -> Iterator[tuple[tuple[object, ...], list[str]]]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if found := violations(page):
                yield (width, scheme), found
    if not page.evaluate(OPEN_EVERYTHING):
        return
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        if found := violations(page):
            yield ("everything open", scheme), found


def test_no_check_fails_on_types_of_page_without_an_address_here(
    demo_folder: Path, demo_server: str, new_context: ContextMaker
) -> None:
    page = new_context(demo_server, reduced_motion="reduce").new_page()
    for address in not_named(demo_folder):
        address.opens_in(page)
        assert dict(_found(page)) == {}, address.path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_check_fails_in_the_open_menu(scheme: str, demo_server: str, new_context: ContextMaker) -> None:
    page = new_context(demo_server, color_scheme=scheme, viewport={"width": 360, "height": 740}).new_page()
    page.goto("/sv/")
    page.get_by_text("Meny", exact=True).click()
    assert violations(page, ".site-header") == []
