"""Words whose dots were left out mean those that have them, and no word that there is means another."""

import pytest

from search.language import get_language
from search.language.dots import MOST_TWINS, Twins

SWEDISH = get_language("sv")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("omrade", ["område"]),
        ("sjukvard", ["sjukvård"]),
        ("forsorjning", ["försörjning"]),
        ("atgard", ["åtgärd"]),
        ("skelleftea", ["skellefteå"]),
        ("parhastar", ["parhästar"]),
        ("samverkansnamnden", ["samverkansnämnden"]),  # in no word list, but its parts are
        ("lanet", ["lånet", "länet"]),
    ],
)
def test_a_word_without_its_dots_means_the_words_that_have_them(typed: str, meant: list[str]) -> None:
    [term] = SWEDISH.query_terms(typed)

    assert [twin.exact for twin in term.twins] == meant
    assert [word.exact for word in term.readings] == [typed, *meant]


@pytest.mark.parametrize(
    "word",
    [
        "far",
        "vard",
        "hast",
        "plan",
        "område",
        "lagplan",
        "kommunplan",
        "xaxaxa",
        "a" * 80,
        "covid-19",
        "NSV23",
        "§ 16",
        "LARO",
    ],
)
def test_words_of_the_language_dotted_ones_and_what_is_no_word_mean_themselves(word: str) -> None:
    assert [term.twins for term in SWEDISH.query_terms(word)] == [[]]


def test_a_word_that_may_be_many_means_only_some() -> None:
    twins = Twins({"a": "aåä"}, {"aå", "aä", "åa", "äa", "åå"}.__contains__, {}.get)

    assert len(twins.of("aa")) == MOST_TWINS


def test_a_compound_without_dots_is_what_is_likeliest() -> None:
    costs = {"parhast": 10, "parhåst": 7, "parhäst": 5}
    assert Twins({"a": "aåä"}, {}.get, costs.get).of("parhast") == ("parhäst",)
    assert Twins({"a": "aåä"}, {}.get, (costs | {"parhast": 5}).get).of("parhast") == ()
