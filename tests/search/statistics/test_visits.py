"""Searches are counted by their lemmas, once, and only those of visitors."""

from collections.abc import Callable

import pytest

from django.contrib.auth.models import User
from django.test import Client, override_settings

from knowledge.models import DiaryNumber
from search.models import QueryCount
from search.statistics import visits
from tests.factories import DecisionPageFactory, ThemePageFactory

from .conftest import BROWSER

pytestmark = pytest.mark.django_db

SEARCH = "/sv/sok/"


def test_inflections_case_and_order_are_one_query(visitor: Client, counts: Callable) -> None:
    ThemePageFactory(title="Indikatorer för lokaler")

    for text in ("indikator lokaler", "Lokalerna  indikatorerna", "vilka indikatorer för lokal"):
        visitor.get(SEARCH, {"q": text})

    assert {lemmas for lemmas, _ in counts()} == {"indikator lokal"}
    assert {spelling for _, spelling in counts()} == {
        "indikator lokaler",
        "Lokalerna indikatorerna",
        "vilka indikatorer för lokal",
    }
    assert all(row == {"searches": 1, "answered": 1} for row in counts().values())


def test_quotes_and_unwanted_words_make_another_query(visitor: Client, counts: Callable) -> None:
    for text in ("nära vården", '"nära vården"', "nära vården -slutenvård", "slutenvården nära vård"):
        visitor.get(SEARCH, {"q": text})

    assert len({lemmas for lemmas, _ in counts()}) == 4


def test_what_is_asked_again_is_added_up(visitor: Client, counts: Callable) -> None:
    visitor.get(SEARCH, {"q": "hundspann"})
    counts()
    visitor.get(SEARCH, {"q": "hundspann"})
    visitor.get(SEARCH, {"q": "hundspann"})

    assert counts() == {("hundspan", "hundspann"): {"searches": 3, "misses": 3}}


def test_a_miss_is_a_search_for_which_no_page_has_all_words(visitor: Client, counts: Callable) -> None:
    ThemePageFactory(title="Samverkan")

    visitor.get(SEARCH, {"q": "samverkan hundspann"})

    assert list(counts().values()) == [{"searches": 1, "misses": 1, "answered": 1}]


def test_numbers_are_one_query_however_they_are_written(visitor: Client, counts: Callable) -> None:
    DecisionPageFactory(diary_numbers=[DiaryNumber(number="NSV23-0020")])

    for text in ("NSV23-0020", "nsv 23-0020"):
        visitor.get(SEARCH, {"q": text})

    assert {lemmas for lemmas, _ in counts()} == {"NSV23-0020"}


@pytest.mark.parametrize(
    "parameters", [{"page": "2"}, {"sort": "date"}, {"year_from": "2023"}, {"exact": "1"}, {"q": " "}, {"q": "?!"}]
)
def test_turning_pages_sorting_and_filtering_is_the_same_search(
    visitor: Client, counts: Callable, parameters: dict[str, str]
) -> None:
    visitor.get(SEARCH, {"q": "samverkan"} | parameters)

    assert counts() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1; +https://example.org/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"Sec-Fetch-Dest": "empty"},
    ],
)
def test_machines_and_what_is_fetched_ahead_do_not_count(
    visitor: Client, counts: Callable, headers: dict[str, str]
) -> None:
    ThemePageFactory(title="Samverkan")

    response = visitor.get(SEARCH, {"q": "samverkan"}, headers={"User-Agent": BROWSER} | headers)

    assert "Samverkan" in response.content.decode()
    assert "traff=" not in response.content.decode()
    assert counts() == {}


def test_neither_who_asks_for_the_head_nor_who_is_logged_in_counts(visitor: Client, counts: Callable) -> None:
    visitor.head(SEARCH, {"q": "samverkan"})
    visitor.force_login(User.objects.create_user("redaktor"))
    visitor.get(SEARCH, {"q": "samverkan"})

    assert counts() == {}


def test_nothing_is_counted_where_the_site_wants_no_statistics(visitor: Client, counts: Callable) -> None:
    with override_settings(SEARCH_STATISTICS=False):
        visitor.get(SEARCH, {"q": "samverkan"})

    assert counts() == {}


def test_no_cookie_is_set_and_only_query_and_numbers_are_kept(visitor: Client, counts: Callable) -> None:
    response = visitor.get(SEARCH, {"q": "samverkan"})

    assert not response.cookies
    counts()
    kept = QueryCount.objects.values().get()
    assert set(kept) == {
        "id",
        "day",
        "locale",
        "lemmas",
        "spelling",
        "searches",
        "misses",
        "answered",
        "clicked",
        "positions",
    }


def test_a_search_that_cannot_be_counted_is_answered(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("The statistics are on fire")

    ThemePageFactory(title="Samverkan")
    monkeypatch.setattr(visits, "key_of", fail)

    assert "Samverkan" in visitor.get(SEARCH, {"q": "samverkan"}).content.decode()
