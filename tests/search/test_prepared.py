"""Queries whose SQL is written once give what the same queries give that are written each time."""

from itertools import count

import pytest

from django.db.models import QuerySet

from wagtail.models import Page

from search import prepared
from search.access import public
from search.models import SearchGeneration

pytestmark = pytest.mark.django_db
State = SearchGeneration.State


def named(*states: str) -> QuerySet:
    return SearchGeneration.objects.filter(state__in=states).order_by("name").values_list("name", "state")


def whole(state: str) -> QuerySet[SearchGeneration]:
    return SearchGeneration.objects.filter(state=state).order_by("name")


def with_ids(ids: tuple[int, ...]) -> QuerySet[Page]:
    return public(Page.objects.filter(pk__in=ids))


@pytest.fixture
def add_generation():
    numbers = count()
    return lambda state=State.RETIRED: SearchGeneration.objects.create(name=f"{next(numbers)}", state=state)


def test_what_has_changed_since_the_sql_was_written_is_seen(add_generation):
    assert prepared.rows(named, State.RETIRED) == []
    first, second = add_generation(), add_generation()
    assert prepared.rows(named, State.RETIRED) == [("0", "retired"), ("1", "retired")]
    first.delete()
    assert prepared.objects(SearchGeneration, whole, State.RETIRED) == [second]
    assert prepared.objects(SearchGeneration, whole, State.RETIRED)[0].created_at == second.created_at


def test_each_argument_has_sql_of_its_own(add_generation):
    add_generation(), add_generation(State.LIVE)
    for states in ((State.RETIRED,), (State.LIVE,), (State.LIVE, State.RETIRED), (State.RETIRED,)):
        assert prepared.rows(named, *states) == list(named(*states))


def test_sql_is_written_once(add_generation):
    written = []

    def counted(state: str) -> QuerySet[SearchGeneration]:
        written.append(state)
        return whole(state)

    for _ in range(3):
        prepared.objects(SearchGeneration, counted, State.RETIRED)
        add_generation()
    assert written == [State.RETIRED]


def test_ids_may_be_any_and_as_many_as_one_likes(add_theme):
    pages = [add_theme(f"Sida {number}") for number in range(4)]
    for ids in ([], [pages[2].pk], [pages[0].pk, pages[3].pk], [pages[3].pk, pages[1].pk], [10**9]):
        found = prepared.objects_with_ids(Page, with_ids, ids)
        assert {page.pk for page in found} == set(ids) - {10**9}
