import pytest

from search.language import get_language
from search.language.synonyms import OneWay, expand, prepare

swedish = get_language("sv")
GROUPS = prepare(
    swedish,
    [
        ("SIP", "samordnad individuell plan"),
        ("NSV", "Nämnden för samverkan kring socialtjänst och vård"),
        ("invånare", "medborgare"),
        ("bostäder", "lokalkostnad"),
        OneWay("hemvist", ("särskilt boende", "bostad")),
    ],
)


def alternatives(query: str) -> list[tuple[str, list[str]]]:
    """Each term of an expanded query with its alternatives as text."""
    return [
        (term.text, [" ".join(word.exact for word in phrase) for phrase in term.alternatives])
        for term in expand(swedish.query_terms(query), GROUPS)
    ]


def test_an_abbreviation_offers_its_expansion():
    assert alternatives("sip för barn") == [("sip", ["samordnad individuell plan"]), ("barn", [])]


def test_an_expansion_offers_its_abbreviation_for_the_whole_phrase():
    assert alternatives("barns samordnade individuella planer") == [
        ("barns", []),
        ("samordnade individuella planer", ["sip"]),
    ]


def test_the_words_of_a_phrase_stay_searchable():
    (term,) = expand(swedish.query_terms("samordnad individuell plan"), GROUPS)
    assert [word.exact for word in term.words] == ["samordnad", "individuell", "plan"]
    assert term.exact == ""


def test_stop_words_inside_an_expansion_do_not_matter():
    assert alternatives("Nämnden för samverkan mellan socialtjänst och vård") == [
        ("Nämnden samverkan socialtjänst vård", ["nsv"])
    ]


def test_words_with_one_meaning_find_each_other_in_any_inflection():
    assert alternatives("medborgarna") == [("medborgarna", ["invånare"])]
    assert alternatives("invånarnas") == [("invånarnas", ["medborgare"])]
    assert alternatives("lokalkostnaderna") == [("lokalkostnaderna", ["bostäder"])]
    assert alternatives("bostad") == [("bostad", ["lokalkostnad"])]


def test_a_word_with_a_wider_search_finds_others_and_is_not_found_by_them():
    assert alternatives("hemvisten") == [("hemvisten", ["särskilt boende", "bostad"])]
    assert alternatives("särskilt boende") == [("särskilt", []), ("boende", [])]


def test_part_of_a_phrase_is_no_phrase():
    assert alternatives("individuell plan") == [("individuell", []), ("plan", [])]


def test_groups_may_be_empty_or_repeat_themselves():
    groups = prepare(swedish, [(), ("SIP",), ("SIP", "sip", ""), OneWay("", ("SIP",)), OneWay("SIP", ("sip",))])
    terms = swedish.query_terms("SIP")
    assert expand(terms, groups) == terms
    assert expand([], GROUPS) == []


@pytest.mark.parametrize(
    ("query", "is_met"), [("Sodermanland", True), ("samverkansnamnden", True), ("namnden", True), ("far", False)]
)
def test_longer_words_have_their_synonyms_without_diacritics_too(query, is_met):
    groups = prepare(swedish, [("Sörmland", "Södermanland"), ("nämnden", "samverkansnämnd"), ("får", "lamm")])
    (term,) = expand(swedish.query_terms(query), groups)
    assert bool(term.alternatives) == is_met
