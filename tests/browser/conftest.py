"""A browser for all tests of this folder, and the people who use it: visitors who only read, editors who log in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.browser.editor import Editor
from tests.browser.visitor import Visitor
from tests.conftest import served
from tests.services import require_chromium

WIDE: ViewportSize = {"width": 1280, "height": 720}
PHONE: ViewportSize = {"width": 360, "height": 740}
TIMEOUT = 20_000  # milliseconds that a step may take on a busy machine
# Of a closed part nothing is looked at.
OPEN_EVERYTHING = "for (const details of document.querySelectorAll('main details')) details.open = true"

ContextMaker = Callable[..., BrowserContext]


@pytest.fixture(scope="session", autouse=True)
def chromium_path() -> str:
    """Asked for before anything is built, so that nothing is built for a browser that is not there."""
    return require_chromium()


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser, closed before tests of other folders run: while Playwright runs, Django refuses to use the database."""
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[ContextMaker]:
    """Makes browser profiles without a history: new_context(address, java_script_enabled=False, …)."""
    contexts = []

    def make(address: str, **options: object) -> BrowserContext:
        context = browser.new_context(base_url=address, **{"locale": "sv-SE", **options})
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def readers(browser: Browser, demo_server: str) -> Iterator[dict[bool, Page]]:
    """A page with JavaScript and one without, for all who only read: to open one takes longer than most looks at it."""
    contexts = [
        browser.new_context(base_url=demo_server, locale="sv-SE", java_script_enabled=scripts)
        for scripts in (True, False)
    ]
    for context in contexts:
        context.set_default_timeout(TIMEOUT)
    yield dict(zip((True, False), (context.new_page() for context in contexts), strict=True))
    for context in contexts:
        context.close()


def as_new(page: Page, size: ViewportSize = WIDE, motion: Literal["no-preference", "reduce"] = "no-preference") -> Page:
    """Without what the test before has left there."""
    page.unroute_all()
    page.goto("about:blank")
    page.set_viewport_size(size)
    page.emulate_media(media="screen", color_scheme="light", reduced_motion=motion)
    return page


@pytest.fixture
def reading_page(readers: dict[bool, Page]) -> Page:
    """For tests that look at one address after another, on which nothing moves: no colour is half-way."""
    return as_new(readers[True], motion="reduce")


@pytest.fixture
def visitor(readers: dict[bool, Page]) -> Visitor:
    """Someone who reads the demo site on a wide screen."""
    return Visitor(as_new(readers[True]))


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def any_visitor(request: pytest.FixtureRequest, readers: dict[bool, Page]) -> Visitor:
    """As `visitor`, once with JavaScript and once without."""
    return Visitor(as_new(readers[request.param]))


@pytest.fixture
def phone_visitor(readers: dict[bool, Page]) -> Visitor:
    return Visitor(as_new(readers[True], PHONE))


@pytest.fixture
def editor(changing_server: str, demo_copy: Path, new_context: ContextMaker) -> Editor:
    """Someone logged in to a demo site of their own."""
    editor = Editor(new_context(changing_server).new_page())
    editor.log_in("redaktor", (demo_copy / "demo_password").read_text())
    return editor


@pytest.fixture
def outsider(changing_server: str, new_context: ContextMaker) -> Visitor:
    """Someone who is not logged in, at the site that `editor` edits."""
    return Visitor(new_context(changing_server).new_page())


@pytest.fixture(scope="module")
def shared_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo site that the tests of a module change together: each leaves alone what others look at."""
    with served(Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("shared") / "demo"))) as address:
        yield address


@pytest.fixture(scope="module")
def logged_in(shared_server: str, demo_folder: Path, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=shared_server, locale="sv-SE")
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    Editor(page).log_in("redaktor", (demo_folder / "demo_password").read_text())
    page.close()
    yield context
    context.close()


@pytest.fixture
def shared_editor(logged_in: BrowserContext) -> Iterator[Editor]:
    """Someone logged in to the site of the module."""
    page = logged_in.new_page()
    yield Editor(page)
    page.close()


@pytest.fixture
def shared_outsider(shared_server: str, new_context: ContextMaker) -> Visitor:
    """Someone who is not logged in, at the site that `shared_editor` edits."""
    return Visitor(new_context(shared_server).new_page())
