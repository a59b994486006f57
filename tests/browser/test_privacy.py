"""Who reads is not followed: no cookie, nothing stored, no request to another host, and a policy that would stop one."""

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Response

from tests.browser.addresses import ALL, SWEDISH
from tests.browser.conftest import ContextMaker
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

STORED = "[localStorage.length, sessionStorage.length, document.cookie].join()"
FILLED_IN_LATER = "new Promise((done) => requestIdleCallback(done, { timeout: 100 }))"


class Log:
    """What a browser profile asks for, gets and complains about."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[Request] = []
        self.responses: list[Response] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request))
        context.on("response", lambda response: self.responses.append(response))
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))


@pytest.fixture
def context(demo_server: str, new_context: ContextMaker) -> BrowserContext:
    return new_context(demo_server)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def log(context: BrowserContext) -> Log:
    return Log(context)


def test_no_page_sets_a_cookie_stores_anything_or_asks_another_host(
    page: Page, log: Log, context: BrowserContext, demo_server: str
) -> None:
    for name, address in ALL.items():
        response = address.opens_in(page)
        page.evaluate(FILLED_IN_LATER)
        assert page.evaluate(STORED) == "0,0,", name
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'self';"), name
        assert "unsafe" not in policy, name
    assert context.cookies() == []
    assert [response.url for response in log.responses if "set-cookie" in response.headers] == []
    assert {request.url for request in log.requests if not request.url.startswith(f"{demo_server}/")} == set()
    assert [text for text in log.complaints if "404 (Not Found)" not in text] == []


def test_searching_and_filtering_leaves_no_cookie(page: Page, log: Log, context: BrowserContext) -> None:
    visitor = Visitor(page)
    visitor.goes_to("/sv/")
    visitor.searches_for("samverkan")
    visitor.filters_by("Nivå", "Makro")
    page.get_by_role("link", name="Senast först").click()
    page.get_by_role("link", name="Nästa sida").click()
    page.wait_for_url("**page=2**")
    assert context.cookies() == []
    assert log.complaints == []


def test_a_film_is_not_asked_for_before_it_is_started(page: Page, log: Log, demo_server: str) -> None:
    SWEDISH["example"].opens_in(page)
    page.locator(".film").first.scroll_into_view_if_needed()
    page.evaluate(FILLED_IN_LATER)
    assert page.locator("iframe, video, embed, object").count() == 0
    assert all(request.url.startswith(f"{demo_server}/") for request in log.requests)
