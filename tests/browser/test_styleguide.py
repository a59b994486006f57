"""The page of all blocks and components: accessible in both colour schemes, and nothing of it wider than a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.conftest import OPEN_EVERYTHING
from tests.browser.test_reflow import CUT_OFF
from tests.browser.visitor import Visitor
from tests.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("styleguide")]


@pytest.fixture(scope="module")
def styleguide(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """As served to developers, with everything open."""
    folder = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("developing") / "demo"))
    with served(folder, DEBUG="1") as address:
        page = browser.new_page(base_url=address, reduced_motion="reduce")
        page.goto("/styleguide/")
        page.evaluate(OPEN_EVERYTHING)
        yield page
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_check_fails(width: int, scheme: Literal["light", "dark"], styleguide: Page) -> None:
    styleguide.set_viewport_size({"width": width, "height": 900})
    styleguide.emulate_media(color_scheme=scheme)

    assert violations(styleguide) == []
    assert styleguide.evaluate(CUT_OFF) == []


def test_it_is_not_there_for_visitors(visitor: Visitor) -> None:
    assert visitor.goes_to("/styleguide/").status == 404
