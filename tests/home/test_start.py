"""The start page: ways in, themes, latest changes, latest decision and examples, all of them open to everyone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

from home.models import Entrance, HomePage, StandardPage
from home.start import RECENT, recent_changes, start_page_content
from knowledge.models import DecisionPage, PageLevel
from tests.factories import (
    DecisionPageFactory,
    LearningExamplePageFactory,
    LevelFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)

from .site import add, add_section, make_home

pytestmark = pytest.mark.django_db


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def published(page: Page, days_ago: int) -> Page:
    moment: datetime = timezone.now() - timedelta(days=days_ago)
    Page.objects.filter(pk=page.pk).update(last_published_at=moment)
    return page


def test_the_latest_changes_are_of_all_kinds_newest_first(home: HomePage) -> None:
    report = published(ReportPageFactory(title="Rapporten"), 1)
    published(ReportChapterPageFactory(parent=report, title="Kapitlet"), 2)
    published(add(home, StandardPage, "Sidan", page_family="follow"), 3)
    published(DecisionPageFactory(title="Beslutet"), 4)
    published(LearningExamplePageFactory(title="För gammalt"), 5)
    published(add_section(home, "En avdelning är ingen nyhet"), 0)

    found = recent_changes(home.locale_id)

    assert [(card.page.title, card.family.code, card.summary) for card in found] == [
        ("Rapporten", "report", "Om sidan i en mening."),
        ("Kapitlet", "report", "Om sidan i en mening."),
        ("Sidan", "follow", "Om sidan."),
        ("Beslutet", "decision", "Om sidan i en mening."),
    ]
    assert len(found) == RECENT


def test_a_day_with_many_pages_of_one_type_does_not_hide_the_others(home: HomePage) -> None:
    noon = timezone.now().replace(hour=12) - timedelta(days=1)
    example, decision = LearningExamplePageFactory(title="Exemplet"), DecisionPageFactory(title="Beslutet")
    pages = [add(home, StandardPage, f"Sidan {number}") for number in range(RECENT + 2)]
    for minutes, page in enumerate([decision, *pages]):
        Page.objects.filter(pk=page.pk).update(last_published_at=noon + timedelta(minutes=minutes))
    Page.objects.filter(pk=example.pk).update(last_published_at=noon - timedelta(days=1))

    found = [card.page.title for card in recent_changes(home.locale_id)]

    assert found == ["Sidan 5", "Sidan 4", "Sidan 3", "Beslutet"]


@pytest.mark.parametrize("hide", [restrict, Page.unpublish], ids=["private", "draft"])
def test_hidden_pages_are_not_on_the_start_page(home: HomePage, get: Callable, hide: Callable[[Page], None]) -> None:
    toolkit = ToolkitPageFactory(title="Dolt 1")
    pages = [
        toolkit,
        ThemePageFactory(parent=toolkit, title="Dolt 2"),
        DecisionPageFactory(title="Dolt 3"),
        LearningExamplePageFactory(title="Dolt 4"),
    ]
    home.entrances = [Entrance(title="Dolt 5", text="Dit går det inte.", target=toolkit)]
    home.save()
    for page in pages:
        published(page, 1)
    assert {f"Dolt {i}" for i in range(1, 6)} <= set(get(home.url).replace("<", ">").split(">"))

    for page in pages:
        hide(page)

    assert "Dolt" not in get(home.url)


def test_pages_in_another_language_are_not_on_the_start_page(home: HomePage, get: Callable) -> None:
    finnish = make_home("fi", of=home)
    published(
        ThemePageFactory(parent=ToolkitPageFactory(title="Tuki", parent=finnish, language="fi"), language="fi"), 0
    )
    published(DecisionPageFactory(parent=finnish, language="fi", title="Päätös"), 0)

    assert "Päätös" not in get(home.url)
    assert "Päätös" in get(finnish.url)


def test_the_latest_decision_is_the_one_that_was_made_last(home: HomePage) -> None:
    DecisionPageFactory(title="Äldre", decided_on=date(2022, 3, 11))
    DecisionPageFactory(title="Senast", decided_on=date(2023, 6, 16))
    DecisionPageFactory(title="Sist inlagd", decided_on=date(2023, 3, 1))

    assert start_page_content(home)["latest_decision"].title == "Senast"


@pytest.mark.parametrize(
    ("precision", "shown", "never"),
    [("day", "1 mars 2023", ""), ("month", "mars 2023", "1 mars 2023"), ("year", "2023", "mars 2023")],
)
def test_a_date_says_no_more_than_is_known(
    home: HomePage, get: Callable, precision: str, shown: str, never: str
) -> None:
    page = DecisionPageFactory(decided_on=date(2023, 3, 1), date_precision=DecisionPage.DatePrecision(precision))
    section = add_section(home, "Beslut", "decision")
    decision = get(home.url).partition('class="latest-decision')[2].partition("</section>")[0]

    for html in (decision, get(section.url), get(page.url), get("/sv/sok/", q=page.title)):
        text = html.partition("<main")[2] or html
        assert shown in text
        assert not never or never not in text


def test_themes_stand_in_their_order_with_their_levels_in_the_language_of_the_page(
    home: HomePage, get: Callable
) -> None:
    finnish = make_home("fi", of=home)
    level = LevelFactory(name="Makro")
    LevelFactory(name="Makrotaso", language="fi", slug=level.slug, translation_key=level.translation_key)
    for number, part in ((3, ""), (2, "b"), (1, ""), (2, "a")):
        ThemePageFactory(parent=finnish, language="fi", number=number, part=part, page_levels=[PageLevel(level=level)])

    themes = start_page_content(finnish)["themes"]

    assert [(theme.number_label, levels) for theme, levels in themes] == [
        ("1", "Makrotaso"),
        ("2a", "Makrotaso"),
        ("2b", "Makrotaso"),
        ("3", "Makrotaso"),
    ]
    assert "Makrotaso" in get(finnish.url)


def test_ways_in_have_the_colour_of_the_page_they_lead_to_or_their_own(home: HomePage, get: Callable) -> None:
    section = add_section(home, "Rapporter", "report")
    plain = add(home, StandardPage, "Sidan", page_family="follow")
    home.entrances = [
        Entrance(title="Läs", text="En rapport.", target=section),
        Entrance(title="Följ", text="Upp.", target=plain),
        Entrance(title="Välj", text="Själv.", target=plain, family="decision"),
        Entrance(title="Tom", text="Leder ingenstans."),
    ]
    home.save()

    found = start_page_content(home)["entrances"]

    assert [(entrance.title, entrance.shown_family) for entrance in found] == [
        ("Läs", "report"),
        ("Följ", "follow"),
        ("Välj", "decision"),
    ]
    assert f'href="{section.url}"' in get(home.url)


def test_example_searches_are_links(home: HomePage, get: Callable) -> None:
    home.example_searches = "vård & omsorg\n\nNSV23-0020"
    home.save_revision().publish()

    html = get(home.url)

    assert 'href="/sv/sok/?q=v%C3%A5rd+%26+omsorg"' in html
    assert 'href="/sv/sok/?q=NSV23-0020"' in html
