import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import FIELDS, get_language
from search.language.base import QueryTerm
from search.language.text import words
from tests.search.language.strategies import WORDS, any_text

LANGUAGES = ["sv", "fi", "en", "xx"]
swedish = get_language("sv")


def term(word: str) -> QueryTerm:
    (found,) = swedish.query_terms(word)
    return found


def is_matched(query_term: QueryTerm, fields: dict[str, list[str]], by: str) -> bool:
    """How a query is to use a field; all parts must be there, of the others any."""
    match by:
        case "parts":
            return set(query_term.parts) <= set(fields["parts"])
        case "lemma":
            return not set(query_term.lemma).isdisjoint(fields["lemma"])
    return getattr(query_term, by) in fields[by]


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("barnet", "barn"),
        ("böcker", "bok"),
        ("kommuners", "kommun"),
        ("boendet", "boende"),
        ("nämnden", "nämnd"),
        ("händer", "hand"),
        ("samverkansnämndernas", "samverkansnämnd"),
    ],
)
def test_the_dictionary_form_of_an_inflection_is_known(form, word):
    assert word in term(form).lemma
    assert is_matched(term(word), swedish.fields(form), "lemma")


def test_stems_join_regular_inflections():
    assert term("kommunerna").stem == term("kommun").stem == term("kommunens").stem


def test_place_names_are_found_without_diacritics_but_exactly_with_them_only():
    fields = swedish.fields("Vård i Skellefteå")
    assert is_matched(term("skelleftea"), fields, "folded")
    assert not is_matched(term("skelleftea"), fields, "exact")
    assert is_matched(term("Skellefteå"), fields, "exact")


@pytest.mark.parametrize("query", ["försörjning", "lokal", "lokaler", "lokalers försörjning"])
def test_parts_of_a_compound_find_it(query):
    fields = swedish.fields("en plan för lokalförsörjningen")
    assert all(is_matched(one, fields, "parts") for one in swedish.query_terms(query))


def test_a_compound_finds_its_parts_written_apart_and_the_other_way_round():
    assert is_matched(term("projektdatabas"), swedish.fields("en databas över alla projekt"), "parts")
    for one in swedish.query_terms("projekt databas"):
        assert is_matched(one, swedish.fields("projektdatabasen"), "parts")


def test_a_compound_is_not_found_by_one_of_its_parts_alone():
    assert not is_matched(term("projektdatabas"), swedish.fields("ett projekt"), "parts")


def test_a_compound_inside_a_longer_one_is_found():
    assert is_matched(term("sjukvård"), swedish.fields("hemsjukvården"), "parts")


def test_each_compound_in_a_word_has_a_token_that_its_parts_apart_have_not():
    assert {"hem+sjuk+vård", "hem+sjuk", "sjuk+vård"} <= set(swedish.fields("hemsjukvården")["parts"])
    assert not any("+" in token for token in swedish.fields("vård hemma för sjuka")["parts"])


@pytest.mark.parametrize(("query", "text"), [("ehälsa", "e-hälsan"), ("e-hälsa", "ehälsa"), ("it-system", "IT system")])
def test_hyphens_do_not_matter(query, text):
    fields = swedish.fields(text)
    assert any(is_matched(term(query), fields, by) for by in ("exact", "lemma", "parts"))


def test_a_date_is_not_found_by_its_numbers_in_other_places():
    assert not is_matched(term("2023-03-11"), swedish.fields("11 av 2023, 03"), "parts")


def test_a_paragraph_finds_its_number_without_the_sign():
    assert is_matched(term("§ 16/23"), swedish.fields("ärende 16/23"), "parts")
    assert is_matched(term("16/23"), swedish.fields("§ 16/23"), "exact")


def test_small_words_stand_only_where_wordings_are_looked_for():
    fields = swedish.fields("vad är en nämnd")
    assert fields["exact"] == fields["sequence"] == ["vad", "är", "en", "nämnd"]
    assert fields["stem"] == ["nämnd"]


def test_all_inflections_of_a_word_have_one_key():
    assert (
        swedish.fields("gemensam plan bok läroboken")["sequence"]
        == (swedish.fields("gemensamma planerna böcker läroböcker")["sequence"])
    )


@pytest.mark.parametrize(
    ("text", "words"), [("en plan för e-hälsan", "planer för e-hälsa"), ("§ 16/23 i NSV", "i NSV")]
)
def test_a_wording_stands_in_its_text_in_one_run(text, words):
    keys, wanted = swedish.fields(text)["sequence"], list(swedish.wording(words).sequence)
    assert any(keys[i : i + len(wanted)] == wanted for i in range(len(keys)))


def test_a_text_without_words_is_no_wording():
    assert swedish.wording("?! –") is None


def test_phrases_stay_whole_around_joined_words():
    assert swedish.fields("vårt it-system nu")["exact"] == ["vårt", "it", "system", "nu", "itsystem"]


def test_stop_words_are_searched_for_where_a_query_has_nothing_else():
    assert [one.exact for one in swedish.query_terms("vad är en nämnd")] == ["nämnd"]
    assert [one.exact for one in swedish.query_terms("att vara")] == ["att", "vara"]


def test_a_word_typed_twice_counts_once():
    assert len(swedish.query_terms("vård Vård vård")) == 1


def test_grams_are_runs_of_five_folded_characters():
    assert term("målbild").grams == ["malbi", "albil", "lbild"]
    assert term("få").grams == ["fa"]


@pytest.mark.parametrize(
    ("locale", "form", "word"),
    [
        ("fi", "kunnassa", "kunta"),
        ("fi", "lapset", "lapsi"),
        ("en", "municipalities", "municipality"),
        ("en", "children", "child"),
    ],
)
def test_other_languages_know_their_inflections(locale, form, word):
    assert word in get_language(locale).query_terms(form)[0].lemma


@pytest.mark.parametrize(
    ("locale", "code"), [("sv-FI", "sv"), ("en_GB", "en"), ("FI", "fi"), ("de", ""), ("", ""), ("../sv", "")]
)
def test_locales_fall_back_to_their_language_and_unknown_ones_to_plain_words(locale, code):
    assert get_language(locale).code == code


@given(text=any_text, locale=st.sampled_from(LANGUAGES))
def test_every_term_of_a_text_is_found_in_that_text_by_every_field(text, locale):
    language = get_language(locale)
    fields = language.fields(text)
    for one in language.query_terms(text):
        assert one.exact in fields["exact"]
        if one.exact in language.stop_words:
            continue
        assert all(is_matched(one, fields, by) for by in ("stem", "lemma", "parts", "folded"))
        assert set(one.grams) <= set(fields["grams"])


@given(word=st.sampled_from(WORDS), before=st.sampled_from(WORDS[:8]), after=st.sampled_from(WORDS[:8]))
def test_a_word_is_found_among_other_words(word, before, after):
    fields = swedish.fields(f"{before} {word} {after}")
    for one in swedish.query_terms(word):
        assert one.exact in fields["exact"]


@given(text=any_text, locale=st.sampled_from(LANGUAGES))
def test_words_stand_in_the_order_of_the_text_and_joined_ones_behind_them(text, locale):
    language = get_language(locale)
    found = list(words(text, language.endings))
    joined = [word.whole for word in found if word.pieces]
    pieces = [piece for word in found for piece in word.pieces or (word.whole,)]
    fields = language.fields(text)
    assert fields["exact"] == [piece.text for piece in (*pieces, *joined)]
    assert fields["sequence"] == [key for word in found for key in language.sequence(word)]


@given(text=any_text, locale=st.sampled_from(LANGUAGES))
def test_values_can_be_split_at_white_space(text, locale):
    fields = get_language(locale).fields(text)
    assert tuple(fields) == FIELDS
    for values in fields.values():
        assert " ".join(values).split() == values


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("perusterveydenhuollossa", "perusterveydenhuolto"),
        ("yhteistyörakenteen", "yhteistyörakenne"),
        ("johtajaparien", "johtajapari"),
        ("kunnan", "kunta"),
    ],
)
def test_finnish_compounds_are_found_though_their_last_word_changes_its_stem(form, word):
    finnish = get_language("fi")
    (one,), (other,) = finnish.query_terms(form), finnish.query_terms(word)
    assert not set(one.lemma).isdisjoint(other.lemma)
    assert finnish.fields(form)["sequence"] == finnish.fields(word)["sequence"]


@pytest.mark.parametrize(
    ("word", "keeps"), [("mår", True), ("vård", True), ("norsjö", False), ("skelleftea", False), ("hus", False)]
)
def test_a_known_word_typed_with_its_dots_keeps_them(word, keeps):
    assert term(word).keeps_dots == keeps
