"""What editors write for the search is checked, and they are told what to do instead."""

import pytest

from django.core.exceptions import ValidationError

from wagtail.models import Page

from home.models import HomePage
from search.editing.wordings import LONGEST, MOST, check
from tests.factories import PromotedResultFactory, SynonymsFactory, ThemePageFactory
from tests.factories.vocabularies import locale
from tests.home.site import make_home


def errors(*texts: str, **options: bool) -> list[str]:
    try:
        check(texts, "sv", **options)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    "text", ["hyra\nlokalkostnad", "SIP\nsamordnad individuell plan", "vård och omsorg\nomvårdnad"]
)
def test_wordings_that_say_something_are_taken(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hyra\n!!", "har inga bokstäver eller siffror"),
        ("hyra\noch eller", "så vanligt att sökningen hoppar över det"),
        ("hyra\nHyra", "står där två gånger"),
        ("hyra\nhyror", "redan samma ord"),
        ("bok\nböckerna", "redan samma ord"),
        ("samordnad plan\nsamordnade planerna", "redan samma ord"),
        ("slutrapport\nNSV23-0020", "innehåller ett nummer"),
        ("hyra\n“fem steg”", "Skriv bara orden"),
        ("hyra\nplan -lokal", "Skriv bara orden"),
        ("hyra\n" + "x" * (LONGEST + 1), "är för långt"),
        ("\n".join(f"ord{number}" for number in range(MOST + 1)), f"Högst {MOST}"),
    ],
)
def test_a_wording_that_would_do_nothing_or_harm_is_explained(text: str, told: str) -> None:
    (message,) = errors(text)

    assert told in message


def test_all_that_is_wrong_is_told_at_once_and_with_the_words() -> None:
    assert len(errors("och\n???\nhyra\nhyra")) == 3
    assert "”hyra” och ”hyrorna”" in errors("lokal\nhyra", "hyrorna")[0]


def test_a_number_may_be_a_wording_where_numbers_are_searched_for() -> None:
    assert errors("SOU 2018:39", numbers=True) == []


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def told(item: object) -> dict[str, list[str]]:
    try:
        item.full_clean()  # type: ignore[attr-defined]
    except ValidationError as error:
        return error.message_dict
    return {}


def test_synonyms_are_a_group_of_two_or_a_word_and_what_it_finds(home: HomePage) -> None:
    assert told(SynonymsFactory.build(wordings="hyra\nlokalkostnad", locale=home.locale)) == {}
    assert told(SynonymsFactory.build(word="hemvist", wordings="boende", locale=home.locale)) == {}
    assert list(told(SynonymsFactory.build(wordings="hyra\n", locale=home.locale))) == ["wordings"]
    assert list(told(SynonymsFactory.build(word="boenden", wordings="boende", locale=home.locale))) == ["wordings"]
    assert list(told(SynonymsFactory.build(word="och", wordings="boende", locale=home.locale))) == ["word"]


def test_wordings_are_read_in_their_own_language(home: HomePage) -> None:
    assert told(SynonymsFactory.build(wordings="ja\nvuokra", locale=home.locale)) == {}
    assert list(told(SynonymsFactory.build(wordings="ja\nvuokra", locale=locale("fi")))) == ["wordings"]


def test_only_a_page_that_a_search_in_the_language_can_find_is_promoted(home: HomePage) -> None:
    page = ThemePageFactory()
    root = Page.objects.get(depth=1)

    assert told(PromotedResultFactory.build(page=page, locale=home.locale)) == {}
    assert list(told(PromotedResultFactory.build(page=root, locale=home.locale))) == ["page"]
    assert list(told(PromotedResultFactory.build(page=page, wordings="vuokra", locale=locale("fi")))) == ["page"]


def test_the_last_day_of_a_promotion_does_not_come_before_its_first(home: HomePage) -> None:
    days = {"valid_from": "2026-02-02", "valid_to": "2026-02-01"}

    assert list(told(PromotedResultFactory.build(page=ThemePageFactory(), locale=home.locale, **days))) == ["valid_to"]
