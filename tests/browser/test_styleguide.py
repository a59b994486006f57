"""The page of all blocks and components: accessible in both colour schemes, and nothing of it wider than a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import ContextMaker
from tests.browser.test_reflow import CUT_OFF
from tests.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("styleguide")]

OPEN_EVERYTHING = "for (const details of document.querySelectorAll('main details')) details.open = true"


@pytest.fixture(scope="module")
def developing_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo site that is served as to its developers."""
    folder = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("developing") / "demo"))
    with served(folder, DEBUG="1") as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_check_fails(width: int, scheme: str, developing_server: str, new_context: ContextMaker) -> None:
    context = new_context(
        developing_server,
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto("/styleguide/")
    page.evaluate(OPEN_EVERYTHING)

    assert violations(page) == []
    assert page.evaluate(CUT_OFF) == []


def test_it_is_not_there_for_visitors(demo_server: str, new_context: ContextMaker) -> None:
    response = new_context(demo_server).new_page().goto("/styleguide/")

    assert response is not None
    assert response.status == 404
