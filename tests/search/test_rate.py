"""How often one client may search, what it is told beyond that, and that nobody remembers who it was."""

from typing import Any
from unittest import mock

import pytest

from django.core.cache import cache
from django.test import Client

from home.models import HomePage
from search import rate
from tests.factories import ThemePageFactory
from tests.home.site import add_section, make_home

SUGGESTIONS = "/sv/sok/forslag/"


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def test_beyond_the_limit_the_search_page_says_so_and_leads_on(home: HomePage, client: Client, settings: Any) -> None:
    settings.SEARCHES_PER_MINUTE = 2
    section = add_section(home, "Vägledning")
    ThemePageFactory(title="Samverkan")

    answers = [client.get("/sv/sok/", {"q": "samverkan"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = answers[2].content.decode()
    assert answers[2].headers["Retry-After"] == "60"
    assert "För många sökningar på kort tid" in page
    assert "Vänta en minut och sök igen" in page
    assert 'value="samverkan"' in page
    assert f'href="{section.url}"' in page
    assert client.get(section.url).status_code == 200
    assert client.get("/sv/sok/").status_code == 200, "a field without a question costs nothing"
    assert client.get("/sv/sok/", {"q": "samverkan"}, REMOTE_ADDR="10.0.0.2").status_code == 200


def test_suggestions_have_a_limit_of_their_own(home: HomePage, client: Client, settings: Any) -> None:
    settings.SEARCHES_PER_MINUTE, settings.SUGGESTIONS_PER_MINUTE = 1, 2

    answers = [client.get(SUGGESTIONS, {"q": "sam"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["groups"] == []
    assert answers[2].headers["Retry-After"] == "60"
    assert client.get("/sv/sok/", {"q": "samverkan"}).status_code == 200


def test_nought_is_no_limit(settings: Any) -> None:
    assert not any(rate.is_too_often(request("10.0.0.1"), "search", 0) for _ in range(50))


def request(address: str, **headers: str) -> Any:
    return mock.Mock(headers=headers, META={"REMOTE_ADDR": address})


def test_behind_a_proxy_clients_are_told_apart_by_what_the_proxy_says(settings: Any) -> None:
    forwarded = request("127.0.0.1", **{"X-Forwarded-For": "6.6.6.6, 10.0.0.9"})

    settings.BEHIND_PROXY = False
    assert rate.address_of(forwarded) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert rate.address_of(forwarded) == "10.0.0.9"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("10.0.0.1", "::ffff:10.0.0.1", True),
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("unix:", "unix:", True),
    ],
)
def test_who_is_the_same_client(one: str, other: str, same: bool) -> None:
    rate.times("test", 60, request(one))

    assert rate.times("test", 60, request(other)) == (2 if same else 1)


def test_purposes_are_counted_apart_and_all_clients_together() -> None:
    assert [rate.times("search", 60, request("10.0.0.1")), rate.times("other", 60, request("10.0.0.1"))] == [1, 1]
    assert [rate.times("search", 60), rate.times("search", 60)] == [1, 2]


def test_the_cache_holds_no_address_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr(cache, "add", lambda key, value, timeout: kept.update({key: timeout}))
    rate.times("search", 60, request("192.0.2.77"))

    (key,) = kept
    assert "192.0.2.77" not in key
    assert kept[key] == 60
