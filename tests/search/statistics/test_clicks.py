"""Opening a result is counted by a signed mark in its link, which leads to the page whatever becomes of the mark."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import unquote, urljoin

import pytest

from django.core import signing
from django.test import Client
from django.utils import timezone

from wagtail.models import Page

from search.models import QueryCount
from search.statistics import clicks
from search.statistics.keys import key_of
from tests.factories import PromotedResultFactory, ThemePageFactory

from .conftest import BROWSER, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(visitor: Client) -> Callable[..., list[str]]:
    """Links of the hits, in their order."""

    def results(**parameters: str) -> list[str]:
        html = visitor.get("/sv/sok/", parameters).content.decode()
        return [unescape(address) for address in re.findall(r'href="([^"]*traff=[^"]*)"', html)]

    return results


def target(address: str) -> str:
    return address.partition("?")[0]


def test_opening_a_result_leads_to_its_page_and_counts_query_and_place(
    visitor: Client, results: Callable, counts: Callable
) -> None:
    first, second = ThemePageFactory(title="Samverkan samverkan"), ThemePageFactory(title="Samverkan om mycket annat")
    links = list(dict.fromkeys(map(target, results(q="samverkan"))))
    assert links == [first.url, second.url]

    response = visitor.get(results(q="samverkan")[-1])

    assert response.status_code == 302
    assert response.headers["Location"] == second.url
    assert "no-store" in response.headers["Cache-Control"]
    assert counts() == {("samverkan", "samverkan"): {"searches": 2, "answered": 2, "clicked": 1, "positions": 2}}


def test_a_list_of_results_counts_as_opened_once(visitor: Client, results: Callable, counts: Callable) -> None:
    ThemePageFactory(title="Samverkan")
    ThemePageFactory(title="Mer samverkan")
    links = results(q="samverkan")

    for address in (links[0], links[-1], links[0]):
        visitor.get(address)

    assert counts()["samverkan", "samverkan"]["clicked"] == 1


@pytest.mark.parametrize("page", ["2", "999"])
def test_the_place_goes_on_over_the_pages_of_the_list(
    visitor: Client, results: Callable, counts: Callable, page: str
) -> None:
    for number in range(11):
        ThemePageFactory(title=f"Samverkan {number}")

    visitor.get(results(q="samverkan", page=page)[0])

    assert counts() == {("samverkan", "samverkan"): {"clicked": 1, "positions": 11}}


def test_the_rest_of_an_address_stays(visitor: Client) -> None:
    address = clicks.marker(key_of("samverkan", "sv"))("/sv/sida/?sprak=fi", 1)

    assert visitor.get(address).headers["Location"] == "/sv/sida/?sprak=fi"


@pytest.mark.parametrize("promoted", [False, True])
def test_a_page_that_lies_on_no_site_is_left_out_wherever_it_would_be_shown(
    visitor: Client, results: Callable, promoted: bool
) -> None:
    outside = ThemePageFactory(parent=Page.objects.get(depth=1), title="Samverkan utanför 12/34", slug="utanfor")
    there = ThemePageFactory(title="Samverkan innanför")
    if promoted:
        PromotedResultFactory(wordings="samverkan", page=outside)

    assert visitor.get("/sv/sok/", {"q": "samverkan"}).status_code == 200
    assert set(map(target, results(q="samverkan"))) == {there.url}
    assert results(q="12/34") == []
    suggested = visitor.get("/sv/sok/forslag/", {"q": "samverkan"}).json()["groups"]
    assert [item["url"] for group in suggested for item in group["items"]] == [there.url]


def test_an_old_or_broken_mark_counts_nothing_and_leads_to_the_page(visitor: Client, counts: Callable) -> None:
    page = ThemePageFactory(title="Samverkan")
    good = clicks.marker(key_of("samverkan", "sv"))(page.url, 1).partition("=")[2]
    old = signing.TimestampSigner(salt="search.statistics.clicks")
    old.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - clicks.MAX_AGE - 60)  # type: ignore[method-assign]
    foreign = signing.TimestampSigner(salt="something.else").sign_object(["sv", "samverkan", 1])
    for mark in ("", "x", good[:-1], f"x{good}", old.sign_object(["sv", "samverkan", 1]), foreign, good + "\x00"):
        response = visitor.get(page.url, {clicks.PARAMETER: mark})

        assert (response.status_code, response.headers["Location"]) == (302, page.url), mark

    assert counts() == {}


@pytest.mark.parametrize("path", ["//example.org/sv/", "///example.org", "/\\example.org", "/sv/\r\nX-Header: y"])
def test_a_mark_leads_nowhere_but_to_this_site(visitor: Client, path: str) -> None:
    response = visitor.get("/", {clicks.PARAMETER: "x"}, PATH_INFO=path)

    location = response.headers["Location"]
    assert response.status_code == 302
    assert unquote(location) == path
    assert urljoin("https://portal.example/", location).startswith("https://portal.example/")
    assert not location.startswith("/\\")


def test_a_click_counts_on_the_day_of_the_search(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = clicks.marker(key_of("samverkan", "sv"))("/sv/", 1)
    tomorrow = timezone.now() + timedelta(hours=23)
    monkeypatch.setattr("django.core.signing.time.time", tomorrow.timestamp)

    visitor.get(address)
    clicks.recorder.write()

    assert QueryCount.objects.get().day == today()


@pytest.mark.parametrize("headers", [{"User-Agent": "curl/8.5.0"}, {"Sec-Purpose": "prefetch"}])
def test_machines_open_results_without_being_counted(
    visitor: Client, results: Callable, counts: Callable, headers: dict[str, str]
) -> None:
    ThemePageFactory(title="Samverkan")
    address = results(q="samverkan")[0]

    assert visitor.get(address, headers={"User-Agent": BROWSER} | headers).status_code == 302
    assert "clicked" not in counts()["samverkan", "samverkan"]


def test_the_mark_holds_the_query_and_nothing_of_the_visitor(
    results: Callable, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ThemePageFactory(title="Samverkan")
    monkeypatch.setattr("django.core.signing.time.time", lambda: 1_800_000_000.0)
    mine = results(q="samverkan")
    another = client.get(
        "/sv/sok/", {"q": "samverkan"}, REMOTE_ADDR="192.0.2.7", headers={"User-Agent": f"{BROWSER} Other/1.0"}
    )

    assert mine
    assert all(address.replace("&", "&amp;") in another.content.decode() for address in mine)


def test_what_is_not_kept_of_a_query_stands_in_no_link(visitor: Client, results: Callable, counts: Callable) -> None:
    ThemePageFactory(title="Samverkan")

    links = results(q="samverkan 19900101-9802")

    [values] = {tuple(clicks._signer.unsign_object(address.partition("=")[2].partition("#")[0])) for address in links}
    assert values == ("sv", "", 1)
    visitor.get(links[0])
    assert counts() == {("", ""): {"searches": 1, "misses": 1, "answered": 1, "clicked": 1, "positions": 1}}
