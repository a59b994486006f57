"""A search that cannot answer says so; everything else goes on, and what was changed is found once it works again."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

REST = 70  # seconds; a failing engine is left alone for at most a minute


class IndexFolder:
    """The folder of the embedded index, which can be taken from the running server and given back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.away = path.with_name("index-away")

    def breaks(self) -> None:
        """A file stands where the folder ought to be, so the engine can neither read nor begin anew."""
        self.path.rename(self.away)
        self.path.touch()

    def is_mended(self) -> None:
        self.path.unlink()
        self.away.rename(self.path)


@pytest.fixture
def index(demo_copy: Path) -> IndexFolder:
    return IndexFolder(demo_copy / "index")


def test_only_the_search_fails_and_it_catches_up(index: IndexFolder, editor: Editor, outsider: Visitor) -> None:
    title = "Vägledande principer"
    index.breaks()

    assert outsider.goes_to("/sv/sok/?q=samverkan").status == 200
    expect(outsider.page.get_by_role("alert")).to_contain_text("Sökningen fungerar inte just nu")
    assert outsider.goes_to("/sv/").status == 200
    assert outsider.goes_to("/sv/vagledning/vagledande-principer/").status == 200
    assert outsider.goes_to("/sv/larande-exempel/").status == 200
    expect(outsider.page.get_by_text("Listan går inte att filtrera just nu")).to_be_visible()
    expect(outsider.page.locator("main").get_by_role("link", name="Lidköping")).to_be_visible()

    editor.opens(title)
    editor.fills("Ingress", " Tillitsbarometer.")
    editor.publishes()
    outsider.goes_to("/sv/vagledning/vagledande-principer/")
    expect(outsider.page.locator(".lead")).to_contain_text("Tillitsbarometer.")

    index.is_mended()
    for _ in range(REST):
        if outsider.finds(title, by="tillitsbarometer"):
            return
        outsider.page.wait_for_timeout(1000)
    pytest.fail("The change is not found.")
