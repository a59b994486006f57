"""No automatic accessibility check fails, on any type of page, language, width or colour scheme."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import ALL, GATES, SWEDISH, Address, not_named
from tests.browser.axe import violations
from tests.browser.conftest import OPEN_EVERYTHING, PHONE

pytestmark = pytest.mark.browser

WIDE, NARROW = 1280, 360
SCHEMES = ("light", "dark")
EVERYWHERE = tuple((width, scheme) for width in (WIDE, NARROW) for scheme in SCHEMES)
# Each component is looked at in all circumstances by itself, see test_styleguide; of a page each width and each scheme is enough.
ONCE_EACH = ((WIDE, "light"), (NARROW, "dark"))
MOST_VISITED = (SWEDISH["start"], SWEDISH["results"])


@pytest.mark.parametrize("address", ALL.values(), ids=ALL)
def test_no_check_fails(address: Address, reading_page: Page) -> None:
    address.opens_in(reading_page)
    assert dict(_found(reading_page, EVERYWHERE if address in MOST_VISITED else ONCE_EACH)) == {}


def test_no_check_fails_on_a_form_before_a_private_section_with_errors(reading_page: Page) -> None:
    GATES["log in"].opens_in(reading_page)
    assert dict(_found(reading_page)) == {}
    reading_page.get_by_role("button", name="Logga in").click()
    expect(reading_page.get_by_role("link", name="Användarnamn:")).to_be_visible()
    assert dict(_found(reading_page)) == {}


def _found(
    page: Page, circumstances: Sequence[tuple[int, str]] = EVERYWHERE
) -> Iterator[tuple[tuple[int, str], list[str]]]:
    """What fails with everything open: what is closed is not looked at by itself, as its summary shows either way."""
    page.evaluate(OPEN_EVERYTHING)
    for width, scheme in circumstances:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if found := violations(page):
            yield (width, scheme), found


def test_no_check_fails_on_types_of_page_without_an_address_here(demo_folder: Path, reading_page: Page) -> None:
    for address in not_named(demo_folder):
        address.opens_in(reading_page)
        assert dict(_found(reading_page)) == {}, address.path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_check_fails_in_the_open_menu(scheme: Literal["light", "dark"], reading_page: Page) -> None:
    page = reading_page
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme=scheme)
    page.goto("/sv/")
    page.get_by_text("Meny", exact=True).click()
    assert violations(page, ".site-header") == []
