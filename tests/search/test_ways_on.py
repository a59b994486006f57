"""Where no page has everything that is asked for: what to take away, and that the count is what the click gives."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from django.contrib.auth.models import AnonymousUser

from wagtail.models import PageViewRestriction

from home.models import HomePage
from search.finder import find
from search.scope import Scope
from search.ways_on import MAX_TRIED, Way
from tests.factories import DecisionPageFactory, ThemePageFactory
from tests.home.site import make_home

from .asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def ways(text: str, **options: Any) -> dict[tuple[str, str], int]:
    """What is offered, each with its count; every count is what following the way finds."""
    offered = ask(text, **options).ways
    for way in offered:
        assert find(way.parameters, AnonymousUser()).total_all == way.total, way
    return {(way.kind, way.name): way.total for way in offered}


def texts(text: str) -> list[str]:
    return [way.parameters.text for way in ask(text).ways]


def test_a_word_that_stands_in_the_way_is_named(home: HomePage) -> None:
    ThemePageFactory(title="Samverkan om lokaler")
    ThemePageFactory(title="Samverkan")

    assert ways("samverkan blåbärspannkaka") == {("word", "blåbärspannkaka"): 2}
    assert ways("samverkan lokaler hyra") == {("word", "hyra"): 1}
    assert texts("Om samverkan, och hyra!") == ["Om samverkan, och !"]


def test_nothing_need_be_taken_away_where_pages_have_everything(home: HomePage) -> None:
    ThemePageFactory(title="Samverkan")

    assert ways("samverkan") == ways("qwertyzxcv") == ways("blåbärspannkaka hundspann") == {}


def test_a_way_to_pages_with_only_the_parts_of_a_compound_is_a_way_too(home: HomePage) -> None:
    DecisionPageFactory(title="Tiden och att vänta", decided_on=date(2020, 1, 1))

    (way,) = ask("väntetid", facets={"year": ("1999",)}).ways

    assert (way.kind, way.total) == ("filter", 1)
    assert find(way.parameters, AnonymousUser()).total == 1


def test_filters_quotes_and_minus_signs_can_be_let_go_of(home: HomePage) -> None:
    DecisionPageFactory(title="En plan är gemensam", decided_on=date(2020, 1, 1))

    assert ways("plan", facets={"year": ("1999",)}) == {("filter", "year"): 1}
    assert ways('"gemensam plan"') == {("quotes", ""): 1}
    assert ways("plan -gemensam") == {("excluded", ""): 1}
    assert texts('"gemensam plan" plan') == ["gemensam plan plan"]
    assert texts('plan -gemensam -"en plan"') == ["plan"]


def test_who_may_not_read_a_page_is_not_led_to_it(home: HomePage) -> None:
    page = ThemePageFactory(title="Samverkan")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert ways("samverkan hundspann") == {}


def test_only_so_many_ways_are_tried(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    ThemePageFactory(title="Samverkan")
    asked: list[dict] = []
    ask_engine: Callable = Scope.ask

    def counting(scope: Scope, node: Any, filters: Any = None, **options: Any) -> Any:
        asked.append(options)
        return ask_engine(scope, node, filters, **options)

    parameters = {"facets": dict.fromkeys(("year", "level", "place", "area", "kind", "theme", "type"), ("x",))}
    plain = ask('"hund katt" -häst samverkan', **parameters)
    monkeypatch.setattr(Scope, "ask", counting)
    again = ask('"hund katt" -häst samverkan', **parameters)

    without = len(asked)
    monkeypatch.setattr("search.finder.ways_on", lambda *_: [])
    asked.clear()
    ask('"hund katt" -häst samverkan', **parameters)
    assert without - len(asked) == MAX_TRIED
    assert plain.ways == again.ways


def test_a_long_question_is_not_taken_apart(home: HomePage) -> None:
    ThemePageFactory(title="Samverkan om lokaler i nya hus")

    assert ways("samverkan lokaler nya hus hundspann") == {}
    assert [type(way) for way in ask("samverkan lokaler hus hundspann").ways] == [Way]
