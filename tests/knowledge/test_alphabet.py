"""The order of the alphabet: å, ä, ö last in Swedish and Finnish, and accents that do not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.alphabet import DIGITS, initial, sort_key


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_the_alphabet_ends_with_its_own_letters(language: str) -> None:
    words = ["Öppen", "Ärende", "Åtgärd", "Zon", "Vård", "Wiki", "Arbete"]

    assert sorted(words, key=lambda word: sort_key(word, language)) == [
        "Arbete",
        "Vård",
        "Wiki",
        "Zon",
        "Åtgärd",
        "Ärende",
        "Öppen",
    ]


def test_an_english_reader_finds_swedish_words_among_plain_letters() -> None:
    assert sorted(["Zone", "Åtgärd", "Areas"], key=lambda word: sort_key(word, "en")) == ["Areas", "Åtgärd", "Zone"]


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("ändring", "Ä"),
        ("A\u030asa", "Å"),
        ("Élan", "E"),
        ("Übung", "Y"),
        ("1177", DIGITS),
        ("”Nära”", "N"),
        ("", DIGITS),
    ],
)
def test_a_word_stands_under_its_first_letter(word: str, letter: str) -> None:
    assert initial(word, "sv") == letter


@given(st.text(), st.text(), st.sampled_from(["sv", "fi", "en", "xx"]))
def test_different_words_never_count_as_equal(one: str, two: str, language: str) -> None:
    assert (sort_key(one, language) == sort_key(two, language)) == (one == two)
