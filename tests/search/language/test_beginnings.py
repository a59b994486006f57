"""How words and numbers begin that are still being typed: which texts they find, and how well."""

import pytest

from search.language import get_language
from search.language.beginnings import (
    MAX_NEAR,
    MAX_WORDS,
    Rank,
    Typed,
    match,
    near,
    numbers,
    stems,
    typed_words,
    words_of,
)

SWEDISH = get_language("sv")


def rank(typed: str, text: str) -> Rank | None:
    return match(typed_words(SWEDISH, typed), words_of(SWEDISH, text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("vå", "Vård"),
        ("skell", "Skellefteå och Norsjö"),
        ("skelleftea", "Skellefteå"),
        ("jonk", "Jönköpings län"),
        ("norsjö sk", "Skellefteå och Norsjö"),
        ("länets jönk", "Jönköpings länets"),
        ("ehäl", "E-hälsa"),
        ("e-häl", "E-hälsa"),
        ("häl", "E-hälsa"),
        ("VÅRD", "Nära vård"),
        ("16/2", "Slutrapporten godkänns, § 16/23"),
        ("cafe", "Café"),
    ],
)
def test_a_text_is_found_by_the_beginning_of_any_of_its_words(typed: str, text: str) -> None:
    assert rank(typed, text) is not None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ård", "Vård"),
        ("jönk", "Jonkoping"),  # dots that were typed are meant
        ("vård skola", "Nära vård"),
        ("vårdval", "Vård"),
        ("", "Vård"),
        ("-", "Vård"),
    ],
)
def test_nothing_else_is(typed: str, text: str) -> None:
    assert rank(typed, text) is None


def test_words_as_they_are_typed_come_before_words_without_their_dots_and_first_words_before_later_ones() -> None:
    texts = ["Nya Jönköping", "Jönköping", "Den jonkande", "Jonkar"]

    assert sorted(texts, key=lambda text: rank("jonk", text) or ()) == [
        "Jonkar",
        "Den jonkande",
        "Jönköping",
        "Nya Jönköping",
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("försörj", "Lokalförsörjning"),
        ("forsorjning", "Lokalförsörjning"),
        ("styrgruppen", "Länsstyrgruppen"),
        ("gruppen", "Länsstyrgruppen"),
        ("stöd", "Processtöd"),
        ("mål projekt", "Projektmål"),
    ],
)
def test_a_compound_is_found_by_the_beginnings_of_its_later_parts_too(typed: str, text: str) -> None:
    assert rank(typed, text) is not None


@pytest.mark.parametrize("typed", ["yrgrupp", "upp", "gr", "försörj", "styrgruppx"])
def test_not_by_what_begins_in_the_midst_of_a_part_nor_by_two_letters(typed: str) -> None:
    assert rank(typed, "Länsstyrgruppen") is None


def test_what_begins_a_word_comes_before_what_stands_inside_of_one() -> None:
    texts = ["Projektrapporten", "En rapport", "Om rapporter"]

    assert sorted(texts, key=lambda text: rank("rapport", text) or ())[2] == "Projektrapporten"


def test_the_known_word_that_another_ends_with_stands_for_parts_where_none_are_known() -> None:
    finnish = get_language("fi")

    assert match(typed_words(finnish, "suunnit"), words_of(finnish, "Koordinointisuunnitelma")) is not None


def test_only_so_many_words_are_looked_at() -> None:
    assert len(typed_words(SWEDISH, " ".join(f"ord{number}" for number in range(100)))) == MAX_WORDS


def test_a_stem_may_be_shorter_than_what_has_been_typed() -> None:
    stem = SWEDISH.forms("åtgärderna").folded

    assert stem in stems("atgardern")
    assert stems("jo") == []
    assert min(map(len, stems("a" * 80))) > 70


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("nsv", "NSV"),
        ("nsv 2", "NSV2"),
        ("nsv 23-0", "NSV23-0"),
        ("nsv23–0020", "NSV23-0020"),
        ("nsv 23 20", "NSV23-0020"),
        ("NSV23-20", "NSV23-20"),
        ("NSV23-0008-6", "NSV23-0008-6"),
        ("diarienummer nsv23", "NSV23"),
        ("Dnr: nsv23", "NSV23"),
        ("NSV-23-0020", "NSV23-0020"),
        ("kskf/", "KSKF/"),
        ("kskf/20", "KSKF/20"),
        ("kskf 2023 12", "KSKF/2023:12"),
        ("§ 16", "§ 16"),
        ("§16/2", "§ 16/2"),
        ("16/2", "§ 16/2"),
        ("12 §", "§ 12"),
        ("paragraf 16", "§ 16"),
        ("sou 2018:3", "SOU 2018:3"),
        ("ds 20", "Ds 20"),
    ],
)
def test_a_number_begins_in_its_normal_form(typed: str, begins: str) -> None:
    assert begins in numbers(typed)


@pytest.mark.parametrize("typed", ["", "dnr", "samverkan i länet", "nära vård 2035", "2019-2021", '"', "😀", "x" * 200])
def test_words_begin_no_number(typed: str) -> None:
    assert numbers(typed) == []


def test_a_slip_leads_to_words_that_begin_nearly_so() -> None:
    vocabulary = {"skellefteå", "skola", "parhästar", "hälsa"}

    assert match([near(("skeleft",), vocabulary)], words_of(SWEDISH, "Skellefteå"))
    assert match([near(("parhästra",), vocabulary)], words_of(SWEDISH, "parhästar"))
    assert match([near(("pahrä",), vocabulary)], words_of(SWEDISH, "parhästar"))


@pytest.mark.parametrize("word", ["vrd", "vrdå", "kskf2", "xskell", "hundar"])
def test_nothing_is_near_short_words_numbers_another_first_letter_or_another_word(word: str) -> None:
    typed: Typed = (word,)

    assert near(typed, {"vård", "kskf1", "skellefteå"}) == typed


def test_only_so_many_words_are_near() -> None:
    assert len(near(("samverk",), {f"samver{a}{b}" for a in "abcdefgh" for b in "abcdefgh"})) == MAX_NEAR
