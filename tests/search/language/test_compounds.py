import pytest

from search.language import get_language, swedish_words
from search.language.compounds import Head, Splitter
from tests.search.language.compounds import gold_words, measure


def test_the_gold_list_is_split_well_and_simple_words_stay_whole():
    outcome = measure()
    assert outcome.f1 >= 0.93
    assert len(outcome.over_splits) <= 3


def test_the_gold_list_has_both_kinds_of_words():
    simple = [word for word, parts in gold_words() if not parts]
    assert len(simple) >= 30
    assert len(gold_words()) - len(simple) >= 100


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("lokalförsörjning", ("lokal", "försörjning")),
        ("hälsofrämjande", ("hälsa", "främjande")),
        ("processtöd", ("process", "stöd")),
        ("familjehemmet", ("familje", "hemmet")),
        ("Strängnäs".lower(), ()),
        ("kommunen", ()),
    ],
)
def test_joints_between_the_parts_are_undone(word, parts):
    assert get_language("sv").split(word) == parts


def splitter(**heads: int) -> Splitter:
    return Splitter(str, {form: Head(form, cost) for form, cost in heads.items()}, {"stöd": 400, "gång": 400})


def test_common_words_are_preferred_to_rare_ones():
    both = splitter(process=450, pro=690, cess=690)
    assert both.split("processgång") == ("process", "gång")


def test_a_part_that_is_too_rare_splits_nothing():
    assert splitter(process=1000).split("processgång") == ()


def test_without_word_lists_nothing_is_split():
    assert Splitter(str).split("lokalförsörjning") == ()


@pytest.mark.parametrize("missing", ["_dictionary_path", "_frequencies"])
def test_missing_packages_give_empty_word_lists(monkeypatch, missing):
    monkeypatch.setattr(swedish_words, missing, lambda: None)
    words = swedish_words.load(str)
    assert words.heads == words.tails == {}
