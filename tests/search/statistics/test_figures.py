"""Editors are told of a query once five different days know it, in its most frequent spelling."""

from datetime import date, timedelta

import pytest

from search.models import QueryCount
from search.statistics.figures import Sums, by_week, figures, frequent_queries

from .asked import ask
from .conftest import today

pytestmark = pytest.mark.django_db

LAST = date(2026, 11, 20)
WEEK = (LAST - timedelta(days=6), LAST)


def shown() -> list[str]:
    return [query.text for query in figures(*WEEK).queries]


def test_a_query_is_shown_after_five_different_days_however_often_it_is_asked() -> None:
    ask("samverkan", LAST, days=4, searches=1000)
    assert shown() == []

    ask("Samverkan", LAST - timedelta(days=300))

    assert shown() == ["samverkan"]
    [query] = figures(*WEEK).queries
    assert (query.days, query.sums.searches) == (4, 4000)


def test_another_language_is_another_query() -> None:
    ask("samverkan", LAST, days=4)
    ask("samverkan", LAST - timedelta(days=4), locale="en")

    assert shown() == []


def test_inflections_are_one_query_in_the_spelling_of_most_days() -> None:
    ask("indikatorerna", LAST, days=2, searches=50)
    ask("indikator", LAST - timedelta(days=2), days=3)

    [query] = figures(*WEEK).queries
    assert (query.text, query.sums.searches, query.days) == ("indikator", 103, 5)


def test_a_spelling_that_must_not_be_kept_by_the_rules_of_today_is_not_shown() -> None:
    ask("samverkan", LAST, days=5)
    QueryCount.objects.update(spelling="samverkan 900101-9802")

    assert shown() == []


def test_the_sums_of_a_day_hold_all_searches_and_tell_how_many_are_hidden() -> None:
    ask("samverkan", LAST, days=5, misses=1, answered=0)
    ask("hundspann", LAST)
    ask("mitt nummer 900101-9802", LAST)

    found = figures(*WEEK)

    assert found.total == Sums(searches=7, misses=5, answered=2)
    assert found.hidden == 2
    assert [day.sums.searches for day in found.days] == [0, 0, 1, 1, 1, 1, 3]


def test_what_was_opened_twice_is_no_negative_number() -> None:
    assert Sums(searches=3, answered=2, clicked=5, positions=10).without_click == 0
    assert Sums(searches=3, answered=2, clicked=1, positions=3).without_click == 1
    assert Sums(clicked=4, positions=6).place == 1.5
    assert Sums().place is None


def test_weeks_begin_on_monday_and_add_their_days() -> None:
    ask("samverkan", LAST, days=7)

    weeks = by_week(figures(LAST - timedelta(days=9), LAST).days)

    assert [(week.first.isoweekday(), week.sums.searches) for week in weeks] == [(3, 2), (1, 5)]


def test_frequent_queries_are_those_of_late_in_a_language_most_frequent_first() -> None:
    ask("samverkan", today(), days=5)
    ask("lokaler", today(), days=6)
    ask("sällan", today(), days=4)
    ask("gammalt", today() - timedelta(days=200), days=10)
    ask("yhteistyö", today(), days=5, locale="fi")

    assert frequent_queries("sv", 10) == ["lokaler", "samverkan"]
    assert frequent_queries("sv", 1) == ["lokaler"]
