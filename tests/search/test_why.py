"""Why a page is a hit, in words: for each word of the question the clearest way in which the page has it."""

import pytest

from django.utils import translation

from search.language import get_language
from search.language.matching import Matcher
from search.language.synonyms import SynonymGroups, prepare
from search.query import Question, guesses, parse
from search.why import MAX_REASONS, best_reasons, in_words, is_short_for, reasons_in

ELSEWHERE = "står på ett annat ställe på sidan eller bland uppgifterna om den"
SYNONYMS = [("SIP", "samordnad individuell plan"), ("LOK", "lokalkostnad", "hyra"), ("parhästar", "ledarpar")]


def ask(text: str, locale: str = "sv") -> Question:
    return parse(text, locale, prepare(get_language(locale), SYNONYMS) if locale == "sv" else SynonymGroups())


def why(query: str, text: str, *, has_all: bool = True, locale: str = "sv") -> list[str]:
    """The reasons as the page shows them."""
    question = ask(query, locale)
    question = next(iter(guesses(question)), question)
    matches = Matcher(question.language, question.terms, question.identifiers, question.wordings).matches(text)
    reasons = best_reasons(question, reasons_in(text, matches), has_all=has_all)
    return [f"{reason.found} – {in_words(reason)}".removeprefix(" – ") for reason in reasons]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("indikator", "Indikatorernas värden.", ["Indikatorernas – böjning av ”indikator”"]),
        ("barn", "Plats för barnen.", ["barnen – böjning av ”barn”"]),
        ("lokal", "Lokalförsörjning är svårt.", ["Lokalförsörjning – innehåller ”lokal”"]),
        ("plan", "En plan.", ["plan – precis som du skrev"]),
        (
            "projektdatabas",
            "Projekten står i en databas.",
            ["Projekten – del av ”projektdatabas”", "databas – del av ”projektdatabas”"],
        ),
        ("Norsjo", "Samverkan i Norsjö.", ["Norsjö – ”Norsjo” skrivet med prickar eller accenter"]),
        ("omrade", "Ett område.", ["område – ”omrade” skrivet med prickar eller accenter"]),
        ("parhast", "Parhästar i vården.", ["Parhästar – böjning av ”parhast”"]),
        ("forsorjning", "Lokalförsörjning är svårt.", ["Lokalförsörjning – innehåller ”forsorjning”"]),
        ("sjukvard", "De sjuka får vård.", ["sjuka – del av ”sjukvard”", "vård – del av ”sjukvard”"]),
        ("Norsjö", "Samverkan i Norsjo.", ["Norsjo – ”Norsjö” utan prickar eller accenter"]),
        ("SIP", "En samordnad individuell plan.", ["samordnad individuell plan – det som ”SIP” är förkortning av"]),
        (
            "samordnade individuella planer",
            "Att göra en SIP.",
            ["SIP – förkortning av ”samordnade individuella planer”"],
        ),
        ("kommunstyrelse", "Kommunstyrelsen styr kommunen.", ["Kommunstyrelsen – böjning av ”kommunstyrelse”"]),
        ("§ 16", "Se § 16/23 och § 160.", ["§ 16/23 – samma beteckning som ”§ 16”, skriven på annat sätt"]),
        ("parhästar", "Ett ledarpar.", ["ledarpar – betyder samma sak som ”parhästar”"]),
        ("den 16 juni", "Mötet 16 juni.", ["16 juni – precis som du skrev"]),
        ("16/6", "Mötet 16 juni.", ["16 juni – betyder samma sak som ”16/6”"]),
        ("NSV23-0020", "Se NSV23-0020.", ["NSV23-0020 – precis som du skrev"]),
        (
            "nsv 23-0020",
            "Se NSV23-0020.",
            ["NSV23-0020 – samma beteckning som ”nsv 23-0020”, skriven på annat sätt"],
        ),
        ('"gemensam plan"', "Gemensamma planer.", ["Gemensamma planer – böjning av ”gemensam plan”"]),
        (
            "plan Flen",
            "En plan.",
            ["plan – precis som du skrev", "”Flen” står på ett annat ställe på sidan eller bland uppgifterna om den"],
        ),
    ],
)
def test_each_word_of_the_question_is_accounted_for(query: str, text: str, expected: list[str]) -> None:
    assert why(query, text) == expected


def test_of_a_word_whose_parts_stand_far_apart_nobody_is_told_that_it_stands_somewhere() -> None:
    assert why("väntetider", "Om tiden.", has_all=False) == ["Delarna av ”väntetider” står på olika ställen på sidan"]
    assert why("väntetider", "Om annat.", has_all=True) == [f"”väntetider” {ELSEWHERE}"]


def test_the_clearest_ways_come_first_and_few_are_told() -> None:
    text = "Lokalerna, lokalens, lokal, lokalförsörjning och lokalplan."

    assert why("lokal", text) == ["lokal – precis som du skrev", "Lokalerna – böjning av ”lokal”"]


def test_reasons_come_in_the_order_of_the_question() -> None:
    assert [reason.partition(" – ")[0] for reason in why("barn plan region", "Region, plan, barn")] == (
        ["barn", "plan", "Region"]
    )


def test_a_page_that_has_only_some_words_gives_no_reason_for_the_others() -> None:
    assert why("plan Flen", "En plan.", has_all=False) == ["plan – precis som du skrev"]


def test_of_a_long_question_only_so_many_reasons_are_given() -> None:
    words = " ".join(f"ord{number}" for number in range(20))
    assert len(why(words, words)) == MAX_REASONS


def test_words_met_by_a_synonym_together_are_not_missing_one_by_one() -> None:
    assert len(why("samordnad individuell plan", "Att göra en SIP.")) == 1


@pytest.mark.parametrize(("language", "expected"), [("fi", "taivutusmuoto"), ("en", "a form of")])
def test_reasons_speak_the_language_of_the_visitor(language: str, expected: str) -> None:
    with translation.override(language):
        assert expected in why("indikator", "Indikatorernas värden.")[0]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("SIP", "samordnad individuell plan"),
        ("sip", "Samordnad individuell plan"),
        ("NSV", "gemensamma nämnden för socialtjänst och vård"),
        ("MDU", "Mälardalens universitet"),
        ("FoUiS", "FoU i Sörmland"),
    ],
)
def test_an_abbreviation_is_told_from_a_synonym(short: str, long: str) -> None:
    assert is_short_for(short, long)
    assert not is_short_for(long, short)


@pytest.mark.parametrize(
    ("short", "long"), [("hyra", "lokalkostnad"), ("plan", "vårdplan"), ("x", "xylofon"), ("", "")]
)
def test_other_words_are_no_abbreviations(short: str, long: str) -> None:
    assert not is_short_for(short, long)
