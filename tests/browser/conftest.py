"""A browser for all tests of this folder, and the people who use it: visitors who only read, editors who log in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.editor import Editor
from tests.browser.visitor import Visitor
from tests.services import require_chromium

TIMEOUT = 20_000  # milliseconds that a step may take on a busy machine

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


@pytest.fixture(scope="module")
def reading_page(browser: Browser, demo_server: str) -> Iterator[Page]:
    """For tests that look at one address after another: a new profile for each would take longer than the look."""
    context = browser.new_context(
        base_url=demo_server, locale="sv-SE", reduced_motion="reduce"
    )  # no colour is half-way
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(demo_server: str, new_context: ContextMaker) -> Visitor:
    """Someone who reads the demo site on a wide screen."""
    return Visitor(new_context(demo_server).new_page())


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def any_visitor(request: pytest.FixtureRequest, demo_server: str, new_context: ContextMaker) -> Visitor:
    """As `visitor`, once with JavaScript and once without."""
    return Visitor(new_context(demo_server, java_script_enabled=request.param).new_page())


@pytest.fixture
def phone_visitor(demo_server: str, new_context: ContextMaker) -> Visitor:
    return Visitor(new_context(demo_server, viewport={"width": 360, "height": 740}).new_page())


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
