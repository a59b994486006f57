"""Pages that editors put above the hits: for which questions, and for whom."""

import datetime

import pytest

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from knowledge.models import DiaryNumber, ThemePage
from search.known import Promotion
from search.language import get_language
from search.language.synonyms import OneWay, SynonymGroups, prepare
from search.models import SearchRow
from search.promoted import MOST, promoted_for
from search.query import parse
from tests.factories import DecisionPageFactory, LevelFactory, PromotedResultFactory, SynonymsFactory, ThemePageFactory
from tests.home.site import make_home
from tests.search.asking import ask

SYNONYMS = prepare(
    get_language("sv"),
    [("SIP", "samordnad individuell plan"), ("hyra", "lokalkostnad"), OneWay("hemvist", ("boende",))],
)


def meets(query: str, wording: str, synonyms: SynonymGroups = SYNONYMS, **options: bool) -> bool:
    return bool(promoted_for(parse(query, "sv", synonyms), (Promotion(1, 1, "", (wording,)),), **options))


@pytest.mark.parametrize(
    ("query", "wording"),
    [
        ("hyra", "hyra"),
        ("HYRA!", "hyra"),
        ("hyrorna", "hyra"),
        ("böckerna", "bok"),
        ("vilka är hyrorna för oss", "hyra"),
        ("principer för hyror", "hyra princip"),
        ("lokalkostnaderna", "hyra"),
        ("samordnade individuella planer", "sip"),
        ("SIP", "samordnad individuell plan"),
        ('"samordnad individuell plan" för barn', "barn sip"),
        ("barn med SIP", "samordnad individuell plan barn"),
        ("hemvist", "boende"),
        ("projekt databas", "projektdatabas"),
        ("projektdatabaser", "databas projekt"),
        ("lokalforsorjning", "lokalförsörjning"),
        ("sou2018:39", "SOU 2018:39"),
        ("utredningen SOU 2018:39", "utredning SOU 2018:39"),
    ],
)
def test_a_question_that_says_the_same_in_other_words_is_met(query: str, wording: str) -> None:
    assert meets(query, wording)


@pytest.mark.parametrize(
    ("query", "wording"),
    [
        ("hyra lokal", "hyra"),
        ('hyra "en lokal"', "hyra"),
        ("hyra", "hyra lokal"),
        ("databas", "projektdatabas"),
        ("individuell plan", "SIP"),
        ("boende", "hemvist"),
        ("far", "får"),
        ("SOU 2018:38", "SOU 2018:39"),
        ("SOU 2018:39", "utredning SOU 2018:39"),
        ("utredning", "utredning SOU 2018:39"),
        ("", "hyra"),
    ],
)
def test_a_question_that_says_more_less_or_something_else_is_not(query: str, wording: str) -> None:
    assert not meets(query, wording)
    assert not meets(query, wording, nothing_found=True)


def test_a_slip_counts_only_where_nothing_answers_the_question_as_it_stands() -> None:
    assert not meets("parhestar", "parhästar")
    assert meets("parhestar", "parhästar", nothing_found=True)
    assert not meets("hästar", "parhästar", nothing_found=True)


def test_of_many_promotions_the_oldest_rules_count_and_each_page_once() -> None:
    rules = tuple(Promotion(rule, page, "", ("hyra",)) for rule, page in ((9, 1), (2, 2), (3, 2), (4, 4), (5, 5)))

    assert [rule.rule for rule in promoted_for(parse("hyra", "sv", SYNONYMS), rules)] == [2, 4, 5]
    assert MOST == 3


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def page(home: HomePage) -> ThemePage:
    return ThemePageFactory(title="Former för beslut", number=2)


def promoted(query: str, **options: object) -> list[str]:
    return [each.hit.page.title for each in ask(query, **options).promoted]


def test_a_promoted_page_stands_above_the_hits_and_is_not_counted_among_them(page: ThemePage) -> None:
    ThemePageFactory(title="Lokaler och hyror")
    PromotedResultFactory(page=page, wordings="kostnad\nhyra", reason="Så delas hyran.")

    found = ask("hyror")

    assert [(each.hit.page.pk, each.reason) for each in found.promoted] == [(page.pk, "Så delas hyran.")]
    assert [hit.page.title for hit in found.hits] == ["Lokaler och hyror"]
    assert found.total == 1
    assert ask("hyror lokaler").promoted == []


def test_the_search_corrects_a_question_before_it_is_compared(page: ThemePage) -> None:
    ThemePageFactory(title="Indikatorer")
    PromotedResultFactory(page=page, wordings="indikator")

    assert ask("indikatrer").corrected == "indikatorer"
    assert promoted("indikatrer") == [page.title]


def test_a_page_is_promoted_though_no_page_has_the_words_not_even_spelled_right(page: ThemePage) -> None:
    PromotedResultFactory(page=page, wordings="bostadsanpassning")

    assert promoted("bostadsanpassningen") == [page.title]
    assert promoted("bostadsanpasning") == [page.title]


def test_synonyms_of_the_editors_count_for_promoted_results(page: ThemePage) -> None:
    SynonymsFactory(wordings="hyra\nlokalkostnad")
    PromotedResultFactory(page=page, wordings="hyra")

    assert promoted("lokalkostnader") == [page.title]


@pytest.mark.parametrize(
    ("first", "last", "shown"), [(None, 0, True), (0, None, True), (1, None, False), (None, -1, False)]
)
def test_a_promotion_holds_from_its_first_day_to_its_last(
    page: ThemePage, first: int | None, last: int | None, shown: bool
) -> None:
    valid_from, valid_to = (
        None if days is None else timezone.localdate() + datetime.timedelta(days) for days in (first, last)
    )
    PromotedResultFactory(page=page, wordings="hyra", valid_from=valid_from, valid_to=valid_to)

    assert bool(promoted("hyra")) is shown


def test_a_page_that_is_no_longer_published_is_not_promoted(page: ThemePage) -> None:
    PromotedResultFactory(page=page)
    page.unpublish()

    assert promoted("hyra") == []


@pytest.mark.parametrize("above", [False, True])
def test_a_private_page_is_promoted_for_those_alone_who_may_read_it(
    page: ThemePage, home: HomePage, above: bool
) -> None:
    PromotedResultFactory(page=page)
    PageViewRestriction.objects.create(page=home if above else page, restriction_type=PageViewRestriction.LOGIN)

    assert promoted("hyra") == []
    assert promoted("hyra", user=User.objects.create_user("inloggad")) == [page.title]


def test_a_page_that_the_index_shows_as_it_was_before_a_move_is_not_promoted(page: ThemePage) -> None:
    PromotedResultFactory(page=page)
    assert promoted("hyra") == [page.title]

    SearchRow.objects.filter(page_id=page.pk).update(withheld=True, dead=True)

    assert promoted("hyra") == []


def test_who_searches_in_another_language_gets_the_translation_if_there_is_one(page: ThemePage, home: HomePage) -> None:
    PromotedResultFactory(page=page, wordings="vuokra", language="fi")
    assert promoted("vuokra", locale="fi") == []

    finnish = make_home("fi", of=home)
    copy = page.copy_for_translation(finnish.locale)
    copy.title = "Päätöksenteko"
    copy.save_revision().publish()

    assert promoted("vuokra", locale="fi") == ["Päätöksenteko"]
    assert promoted("vuokra") == []


def test_filters_hold_for_promoted_pages_too(page: ThemePage) -> None:
    PromotedResultFactory(page=page)

    assert promoted("hyra", facets={"kind": ("guide",)}) == [page.title]
    assert promoted("hyra", facets={"level": (str(LevelFactory().translation_key),)}) == []


def test_a_page_with_an_excluded_word_is_not_promoted(page: ThemePage) -> None:
    PromotedResultFactory(page=page)

    assert promoted("hyra -barn") == [page.title]
    assert promoted("hyra -beslut") == []


def shown(client: Client, query: str) -> str:
    return client.get("/sv/sok/", {"q": query}).content.decode()


def test_the_page_shows_a_promoted_hit_once_and_says_what_it_is(page: ThemePage, client: Client) -> None:
    ThemePageFactory(title="Lokaler och hyror")
    hit = ThemePageFactory(title="Hyran i kommunen")
    PromotedResultFactory(page=hit, wordings="hyra", reason="Börja här.")

    text = shown(client, "hyra")

    assert text.index("Rekommenderat") < text.index("Börja här.") < text.index("Lokaler och hyror")
    assert text.count(f'href="{hit.url}"') == 1
    assert "2 träffar" in text
    assert "Rekommenderat" not in shown(client, "kommunen")


def test_where_nothing_is_found_what_is_promoted_is_shown_still(page: ThemePage, client: Client) -> None:
    PromotedResultFactory(page=page, wordings="bygglov")

    text = shown(client, "bygglov")

    assert "Vi hittade inget" in text
    assert page.title in text


def test_a_page_that_the_question_names_by_its_number_is_not_promoted_beside(home: HomePage) -> None:
    decision = DecisionPageFactory(title="Godkänd", diary_numbers=[DiaryNumber(number="NSV23-0020")])
    PromotedResultFactory(page=decision, wordings="NSV23-0020")

    found = ask("NSV23-0020")

    assert [hit.page.pk for hit in found.direct] == [decision.pk]
    assert found.promoted == []


def test_a_deleted_page_takes_its_promotions_along(page: ThemePage) -> None:
    rule = PromotedResultFactory(page=page)
    Page.objects.get(pk=page.pk).delete()

    assert not type(rule).objects.exists()
