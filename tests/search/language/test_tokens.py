import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import FIELDS, get_language
from search.language.text import fold, normal_form
from tests.search.language.strategies import any_text

LANGUAGES = ["sv", "fi", "en", "xx"]


def texts(text: str, locale: str = "sv") -> list[str]:
    return [token.text for token in get_language(locale).tokens(text)]


def test_words_keep_their_diacritics_and_lose_their_capitals():
    assert texts("Äldre på ÖN får vård.") == ["äldre", "på", "ön", "får", "vård"]


def test_hyphenated_words_come_whole_and_in_pieces():
    tokens = get_language("sv").tokens("om e-hälsa")
    assert [(token.text, token.start, token.end, token.inner) for token in tokens] == [
        ("om", 0, 2, False),
        ("ehälsa", 3, 10, False),
        ("e", 3, 4, True),
        ("hälsa", 5, 10, True),
    ]


def test_a_hyphen_that_stands_for_a_word_left_out_joins_nothing():
    assert texts("vård- och omsorgsboende") == ["vård", "och", "omsorgsboende"]


@pytest.mark.parametrize("text", ["§ 16/23", "§16/23", "16/23 §"])
def test_paragraphs_are_found_with_and_without_their_sign(text):
    assert texts(text) == ["§16/23", "16/23", "16", "23"]


def test_numbers_with_letters_stay_together():
    assert texts("tema 2b, steg 3") == ["tema", "2b", "steg", "3"]


def test_dates_come_whole_and_in_pieces():
    assert texts("2023-03-11") == ["2023-03-11", "2023", "03", "11"]


@pytest.mark.parametrize(("locale", "text"), [("sv", "NSV:s mål"), ("fi", "NSV:n mål"), ("en", "NSV’s mål")])
def test_endings_after_a_sign_are_not_part_of_the_word(locale, text):
    assert texts(text, locale)[0] == "nsv"
    assert get_language(locale).tokens(text)[0].end == 3


@pytest.mark.parametrize(
    ("text", "word"),
    [("hem\u00adtjänst", "hemtjänst"), ("va\u030ard", "vård"), ("ﬁnansiering", "finansiering")],
    ids=["soft hyphen", "decomposed", "ligature"],
)
def test_words_are_the_same_however_they_are_encoded(text, word):
    (token,) = get_language("sv").tokens(f"x {text} y")[1:-1]
    assert token.text == word
    assert (token.start, token.end) == (2, 2 + len(text))


def test_stop_words_are_told_apart():
    assert [token.text for token in get_language("sv").tokens("vad är en nämnd") if not token.is_stop] == ["nämnd"]


@pytest.mark.parametrize(
    ("language", "text"), [("sv", "hur många grupper"), ("en", "how many groups"), ("fi", "kuinka monta ryhmää")]
)
def test_who_asks_how_many_asks_for_what_is_counted(language: str, text: str) -> None:
    assert [term.text for term in get_language(language).query_terms(text)] == [text.split()[-1]]


def test_a_very_long_word_is_cut_in_the_index_but_not_in_the_text():
    (token,) = get_language("sv").tokens("a" * 10_000)
    assert len(token.text) < 100
    assert token.end == 10_000


@pytest.mark.parametrize(
    "text",
    ["", "\x00\x07", "🙂🙂", "\ud800", "§", "---", "שלום עולם", "ͺ", "İ", "1" * 10_000, "§" * 10_000, "1." * 5_000],
)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_odd_texts_do_no_harm(locale, text):
    language = get_language(locale)
    assert tuple(language.fields(text)) == FIELDS
    assert len(language.query_terms(text)) <= len(language.tokens(text))


@given(text=any_text, locale=st.sampled_from(LANGUAGES))
def test_every_place_cuts_the_token_out_of_the_text(text, locale):
    language = get_language(locale)
    for token in language.tokens(text):
        first = language.tokens(text[token.start : token.end])[0]
        assert (first.text, first.start, first.end) == (token.text, 0, token.end - token.start)


@given(text=any_text)
def test_whole_tokens_stand_in_reading_order_and_inner_ones_inside_them(text):
    end = 0
    for token in get_language("sv").tokens(text):
        if token.inner:
            assert token.end <= end
        else:
            assert token.start >= end
            end = token.end


@given(text=st.text())
def test_folding_and_normal_forms_are_stable(text):
    assert fold(fold(text)) == fold(text)
    assert normal_form(normal_form(text)) == normal_form(text)
