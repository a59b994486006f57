import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import get_language
from search.language.spelling import Vocabulary

COUNTS = {
    "hemtjänst": 40, "hemtjänsten": 9, "skellefteå": 12, "demenssjukdom": 3, "försörjningsstöd": 7, "nämnd": 20, "namn": 60,
    "vård": 300, "vara": 900, "målbild": 5, "kommun": 80, "kommunen": 50, "2023": 99, "sip": 8,
}  # fmt: skip
vocabulary = Vocabulary(COUNTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hemtjnst", "hemtjänst"),
        ("skeleftea", "skellefteå"),
        ("Skelleftea", "skellefteå"),
        ("demensjukdom", "demenssjukdom"),
        ("forsörjningstöd", "försörjningsstöd"),
        ("nämdn", "nämnd"),
        ("malbild", "målbild"),
    ],
)
def test_misspelt_words_are_recognised(typed, meant):
    assert vocabulary.suggest(typed) == meant


@pytest.mark.parametrize("word", ["vård", "Vård", "hemtjänst", "2023"])
def test_known_words_are_not_corrected(word):
    assert vocabulary.suggest(word) is None


@pytest.mark.parametrize("word", ["xyzzy", "si", "2024", "", "🙂", "nsv23-0020", "kommal"])
def test_nothing_is_suggested_for_what_is_like_nothing(word):
    assert vocabulary.suggest(word) is None


def test_similar_words_come_nearest_first_and_without_the_word_itself():
    assert vocabulary.similar("hemtjänst", 5) == ["hemtjänsten"]
    assert vocabulary.similar("kommunn", 5) == ["kommun", "kommunen"]
    assert vocabulary.similar("kommunn", 1) == ["kommun"]


def test_words_that_begin_so_come_commonest_first_whatever_the_number_of_their_forms():
    swedish = Vocabulary({"samverkan": 26, "samverkansstruktur": 10, "samverkansstrukturen": 25}, get_language("sv"))
    assert swedish.beginning_with("samv", 5) == ["samverkan", "samverkansstruktur"]


def test_words_that_no_entry_holds_are_unknown():
    assert "borta" not in Vocabulary({"borta": 0})


@given(word=st.text(), counts=st.dictionaries(st.text(min_size=1), st.integers(0, 9), max_size=8))
def test_suggestions_are_words_of_the_vocabulary(word, counts):
    found = Vocabulary(counts).similar(word, 3)
    assert set(found) <= set(counts)
