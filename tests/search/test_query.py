"""How a question is read: its words, its numbers, and the trees that the engines get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import All, Any, Best, Everything, Node, Phrase, Prefix, Term
from search.language import get_language
from search.language.synonyms import SynonymGroups, prepare
from search.query import (
    MAX_CHARACTERS,
    MAX_TERMS,
    Question,
    guesses,
    identifier_token,
    parse,
    partial_tree,
    section_tree,
    strict_tree,
)

NO_SYNONYMS = SynonymGroups()


def read(text: str, locale: str = "sv") -> Question:
    return parse(text, locale, NO_SYNONYMS)


def tokens(node: Node) -> set[tuple[str, str]]:
    """All (field, token) of a tree."""
    match node:
        case Term(field, token) | Prefix(field, token):
            return {(field, token)}
        case Phrase(field, words):
            return {(field, word) for word in words}
        case Best(parts) | Any(parts):
            return {pair for part in parts for pair in tokens(part)}
        case All():
            return {pair for part in (*node.must, *node.should, *node.must_not) for pair in tokens(part)}
        case Everything():
            return set()
        case _:
            return tokens(node.node)


def test_numbers_are_taken_out_of_the_words() -> None:
    question = read("diarienummer NSV 23-0020 om lokaler")

    assert [identifier.normalised for identifier in question.identifiers] == ["NSV23-0020"]
    assert [term.text for term in question.terms] == ["lokaler"]


def test_a_number_is_searched_for_as_one_token_and_as_the_beginning_of_those_it_stands_for() -> None:
    found = tokens(strict_tree(read("NSV23-0020")))

    assert {token for _, token in found} == {identifier_token("NSV23-0020"), identifier_token("NSV23-0020-")}
    assert {token for _, token in tokens(strict_tree(read("NSV23-0020-1")))} == {identifier_token("NSV23-0020-1")}
    assert {field.rpartition("_")[2] for field, _ in found} == {"exact"}


def test_a_number_that_is_written_loosely_is_guessed_and_the_words_are_kept() -> None:
    question = read("nsv 23 20")

    assert not question.identifiers
    assert [guess.identifiers[0].normalised for guess in guesses(question)] == ["NSV23-0020"]
    assert all(guess.terms == () for guess in guesses(question))


def test_a_number_that_is_written_again_counts_once_and_there_are_only_so_many() -> None:
    question = read("NSV23-0020 och nsv 23-0020 och NSV23-0021")
    assert [one.normalised for one in question.identifiers] == ["NSV23-0020", "NSV23-0021"]
    assert len(read(" ".join(f"NSV23-{number:04}" for number in range(99))).identifiers) == MAX_TERMS


def test_a_number_that_is_understood_comes_before_what_else_it_may_mean() -> None:
    assert [guess.identifiers[0].normalised for guess in guesses(read("KS 2024/123"))] == ["KS24-0123", "KS/2024:123"]
    assert guesses(read("NSV23-0020")) == []


def test_nothing_is_guessed_beside_a_number_that_was_understood() -> None:
    assert guesses(read("NSV23-0020 ns 12 14")) == []


def test_a_day_that_is_written_out_is_one_thing_or_else_its_words() -> None:
    question = read("mötet den 16:e juni 2023")

    [guess] = guesses(question)
    assert [term.text for term in question.terms] == ["mötet", "16", "e", "juni", "2023"]
    assert [term.text for term in guess.terms] == ["mötet", "16:e juni 2023"]
    assert {("body_sequence", "juni"), ("body_exact", "2023-06-16")} <= tokens(strict_tree(guess))
    assert guesses(read("mötet om lokaler 2023-06-16")) == []


def test_a_day_that_is_written_again_counts_once() -> None:
    assert [term.text for term in read("möte 16/6, 16/6 och 17/6").terms] == ["möte", "16/6", "17/6"]


def test_small_words_count_only_alone() -> None:
    assert read("om NSV23-0020").terms == ()
    assert [term.text for term in read("om 2023-06-16").terms] == ["2023-06-16"]
    assert [term.text for term in read("om lokaler och vård").terms] == ["lokaler", "vård"]
    assert [term.text for term in read("om och").terms] == ["om", "och"]


def test_only_so_much_of_a_question_is_read() -> None:
    assert len(read("ord " * 2 * MAX_TERMS + " ".join(f"ord{i}" for i in range(2 * MAX_TERMS))).terms) <= MAX_TERMS
    assert len(read("å" * 10_000).text) == MAX_CHARACTERS


def test_marked_words_are_taken_out_of_the_words() -> None:
    question = read('budget "en gemensam plan" -skola -"nära vård" -NSV23-0020')

    assert [term.text for term in question.terms] == ["budget"]
    assert question.identifiers == ()
    assert [wording.exact for wording in question.wordings] == [("en", "gemensam", "plan")]
    assert [excluded.text for excluded in question.excluded] == ["skola", "nära vård", "NSV23-0020"]
    assert not question.only_excludes


def test_a_question_may_say_nothing_but_what_is_not_wanted() -> None:
    question = read("-skola")

    assert question.is_empty
    assert question.only_excludes
    assert not read("!!!").only_excludes


def test_a_number_in_quotes_is_a_number() -> None:
    question = read('"NSV 23-0020"')

    assert [identifier.normalised for identifier in question.identifiers] == ["NSV23-0020"]
    assert question.wordings == ()


def test_nothing_is_guessed_where_something_is_marked() -> None:
    assert guesses(read("nsv 23 20")) != []
    assert guesses(read('"nsv 23 20"')) == guesses(read("nsv 23 20 -skola")) == []


def test_a_wording_is_wanted_next_to_each_other_small_words_included() -> None:
    tree = strict_tree(read('"plan för vården"'))

    assert isinstance(tree, All)
    phrases = {node.field: node.tokens for node in tree.must[0].parts}
    assert phrases["body_exact"] == ("plan", "för", "vården")
    assert phrases["title_sequence"] == ("plan", "för", "vård")


def test_a_wording_is_wanted_of_pages_with_some_of_the_words_too() -> None:
    question = read('"gemensam plan" budget')

    tree = partial_tree(question)

    assert tree.must == strict_tree(question).must[:1]
    assert strict_tree(question).must[1] in tree.should


def test_what_is_excluded_is_excluded_from_every_tree_in_its_inflections_alone() -> None:
    question = read("vård budget -planer")

    for build in (strict_tree, partial_tree, section_tree):
        unwanted = build(question).must_not[-1]
        assert {field.rpartition("_")[2] for field, _ in tokens(unwanted)} == {"exact", "stem", "lemma"}
        assert ("body_lemma", "plan") in tokens(unwanted)


@given(st.text())
def test_any_text_is_a_question(text: str) -> None:
    question = read(text)

    assert question.is_empty == (not question.terms and not question.identifiers and not question.wordings)
    for build in (strict_tree, partial_tree, section_tree):
        build(question)


def test_the_strict_tree_asks_for_every_word_and_never_for_mere_letters() -> None:
    tree = strict_tree(read("samverkan lokaler NSV23-0020"))

    assert isinstance(tree, All)
    assert len(tree.must) == 3
    assert not any(field.endswith("_grams") for node in tree.must for field, _ in tokens(node))
    assert any(field.endswith("_grams") for node in tree.should for field, _ in tokens(node))


def test_the_partial_tree_leaves_out_what_the_strict_tree_finds() -> None:
    question = read("samverkan lokaler")

    tree = partial_tree(question)

    assert isinstance(tree, All)
    assert tree.must == (Any(strict_tree(question).must),)
    assert tree.must_not == (All(must=strict_tree(question).must),)


def test_a_compound_is_wanted_as_one_word_and_its_parts_apart_are_only_a_part_of_it() -> None:
    question = read("energiförsörjning")

    (term,) = question.terms
    apart = {("body_parts", part) for part in term.parts}
    assert term.is_compound
    assert ("body_parts", "energi+försörjning") in tokens(strict_tree(question))
    assert apart.isdisjoint(tokens(strict_tree(question)))
    for tree in (strict_tree(question, apart=True), partial_tree(question), section_tree(question)):
        assert apart <= tokens(tree)


def test_pages_with_the_parts_of_one_compound_are_not_ranked_by_the_letters_of_other_words() -> None:
    def by_letters(text: str) -> bool:
        return any(field.endswith("_grams") for field, _ in tokens(partial_tree(read(text))))

    assert by_letters("energiförsörjning lokaler")
    assert not by_letters("energiförsörjning")


@pytest.mark.parametrize("text", ["e-hälsa", "covid-19", "§ 16/23"])
def test_words_that_a_sign_joins_are_wanted_in_pieces_just_as_well(text: str) -> None:
    question = read(text)

    assert strict_tree(question) == strict_tree(question, apart=True)
    assert not question.is_divisible


@pytest.mark.parametrize("text", ["energiförsörjning", "energiforsorjning", "energi försörjning"])
def test_a_question_of_several_words_or_of_a_compound_may_be_met_in_part(text: str) -> None:
    assert read(text).is_divisible
    assert not read("försörjning").is_divisible


@pytest.fixture
def sip() -> SynonymGroups:
    return prepare(get_language("sv"), [("SIP", "samordnad individuell plan")])


def test_a_wording_with_synonyms_may_be_met_by_any_of_them(sip: SynonymGroups) -> None:
    short, long = parse("SIP", "sv", sip), parse("en samordnad individuell plan", "sv", sip)

    assert ("title_sequence", "sip") in tokens(strict_tree(long))
    assert len(long.terms) == 1
    assert {("body_sequence", key) for key in ("samordn", "individuell", "plan")} <= tokens(strict_tree(short))


def test_another_wording_is_looked_for_with_its_small_words() -> None:
    names = ("NSV", "den gemensamma nämnden för socialtjänst och vård")

    (term,) = strict_tree(parse("NSV", "sv", prepare(get_language("sv"), [names]))).must

    phrase = next(part for part in term.parts[1].node.parts if part.field == "body_sequence")
    assert phrase.tokens == get_language("sv").wording(names[1].removeprefix("den ")).sequence


def test_a_question_can_be_read_again_with_the_synonyms_of_another(sip: SynonymGroups) -> None:
    first = parse("SIP", "sv", sip)

    assert strict_tree(parse("SIP", "sv", first.synonyms)) == strict_tree(first)
    assert strict_tree(parse("SIP", "sv", SynonymGroups())) != strict_tree(first)


@pytest.mark.parametrize("text", ["beslut 8/4 2022", "beslut 8/4-22", "8.4.2022 beslut"])
def test_a_date_in_several_words_is_one_thing_to_find(text: str) -> None:
    question = read(text)

    assert [term.text for term in question.terms] == ["beslut", text.replace("beslut", "").strip()]
    found = tokens(strict_tree(question))
    assert {("body_sequence", key) for key in ("8", "april", "2022")} <= found
    assert ("body_exact", "2022") not in found


def test_a_year_in_short_is_the_whole_year() -> None:
    question = read("slutrapport juni -23")

    assert [term.text for term in question.terms] == ["slutrapport", "juni", "2023"]
    assert question.excluded == ()


def test_a_date_in_digits_may_be_met_by_words() -> None:
    (term,) = strict_tree(read("2022-03-11")).must

    found = tokens(term)
    assert ("body_exact", "2022-03-11") in found
    assert {("body_sequence", key) for key in get_language("sv").wording("11 mars 2022").sequence} <= found


def test_the_parts_of_a_compound_here_and_there_say_less_than_a_word_that_holds_one() -> None:
    def weight(text: str) -> float:
        nodes = section_tree(read(text)).must[0].parts[0].parts
        *_, parts = (node for node in nodes if "body_parts" in str(node))
        return sum(part.boost for part in parts.must) if isinstance(parts, All) else parts.boost

    assert weight("samverkansnämnd") < weight("nämnd")
