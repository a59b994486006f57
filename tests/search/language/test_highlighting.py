import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import get_language, passage, synonyms
from search.language.identifiers import find
from search.language.matching import Matcher
from tests.search.language.strategies import any_text

swedish = get_language("sv")
FILLER = "Här står något annat som är långt och saknar betydelse. " * 8


def pieces_of(text, terms, max_chars=180, **asked):
    return passage(text, Matcher(swedish, terms, **asked).matches(text), max_chars)


def matched_words(text, terms, **asked):
    """Each match as it stands in the text, with the query's word and the reason."""
    matches = Matcher(swedish, terms, **asked).matches(text)
    return [(text[match.start : match.end], match.query_word, match.how) for match in matches]


def marked(text: str, query: str, max_chars: int = 180) -> str:
    pieces = pieces_of(text, swedish.query_terms(query), max_chars)
    return "".join(f"[{piece}]" if is_match else piece for piece, is_match in pieces)


def test_words_are_marked_whole_in_any_inflection():
    assert marked("Böckerna finns i kommunens bibliotek.", "bok kommun") == "[Böckerna] finns i [kommunens] bibliotek."


def test_the_best_passage_is_shown_between_ellipses():
    text = f"En nämnd nämns här. {FILLER}Nämnden beslutade om målbilden. {FILLER}"
    shown = marked(text, "nämnd målbild")
    assert shown.startswith("… [Nämnden] beslutade om [målbilden].")
    assert shown.endswith(" …")


def test_a_text_without_a_match_shows_its_beginning():
    assert marked(FILLER, "målbild", 44) == "Här står något annat som är långt och …"


def test_a_short_text_is_shown_whole_without_ellipses():
    assert marked("Kort text om vård", "vård") == "Kort text om [vård]"


def test_a_phrase_of_synonyms_is_marked():
    groups = synonyms.prepare(swedish, [("SIP", "samordnad individuell plan")])
    terms = synonyms.expand(swedish.query_terms("SIP"), groups)
    pieces = pieces_of("Varje samordnad individuell plan är en plan.", terms)
    assert [piece for piece, is_match in pieces if is_match] == ["samordnad individuell plan"]


def test_identifiers_are_marked_however_the_text_writes_them():
    text = "Ärendet NSV 23-0020 togs upp."
    wanted = find("nsv23-0020")
    assert pieces_of(text, [], identifiers=wanted) == [
        ("Ärendet ", False),
        ("NSV 23-0020", True),
        (" togs upp.", False),
    ]
    assert matched_words(text, [], identifiers=wanted) == [("NSV 23-0020", "nsv23-0020", "exact")]


@pytest.mark.parametrize("words", [1, 3])
def test_a_text_that_just_fits_is_not_cut(words):
    text = " ".join(["målbild"] * words)
    assert marked(text, "vård", len(text)) == text
    assert marked(text, "vård", len(text) - 1) != text


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("målbild", "målbild", ("målbild", "målbild", "exact")),
        ("Målbilden", "målbild", ("Målbilden", "målbild", "inflection")),
        ("böcker", "bok", ("böcker", "bok", "inflection")),
        ("hemsjukvården", "sjukvård", ("hemsjukvården", "sjukvård", "part")),
        ("Skellefteå", "skelleftea", ("Skellefteå", "skelleftea", "folded")),
        ("e-hälsan", "hälsa", ("hälsan", "hälsa", "inflection")),
    ],
)
def test_the_reason_of_a_match_is_told(text, query, expected):
    assert matched_words(text, swedish.query_terms(query)) == [expected]


def test_the_words_of_a_compound_match_only_together():
    terms = swedish.query_terms("projektdatabas")
    assert matched_words("en databas för projekt", terms) == [
        ("databas", "projektdatabas", "compound"),
        ("projekt", "projektdatabas", "compound"),
    ]
    assert matched_words("ett projekt", terms) == []


@given(text=any_text, query=any_text, max_chars=st.integers(10, 200))
def test_pieces_are_short_stretches_of_the_text(text, query, max_chars):
    text = " ".join(text.split())
    pieces = pieces_of(text, swedish.query_terms(query), max_chars)
    shown = "".join(piece for piece, _ in pieces)
    assert len(shown) <= max_chars
    assert shown.removeprefix("… ").removesuffix(" …") in text or "…" in text
    assert all(piece for piece, _ in pieces)


@given(query=any_text)
def test_a_text_is_marked_by_its_own_words(query):
    terms = swedish.query_terms(query)
    found = {query_word for _, query_word, _ in matched_words(query, terms)}
    assert bool(found) == bool(terms)


def test_words_in_quotes_are_marked_together_and_only_where_they_stand_together():
    text = "Planen är gemensam. En gemensam plan och gemensamma planer."
    pieces = pieces_of(text, [], wordings=[swedish.wording("gemensam plan")])
    assert [piece for piece, is_match in pieces if is_match] == ["gemensam plan", "gemensamma planer"]
