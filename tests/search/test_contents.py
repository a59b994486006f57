"""What is read of pages for the index belongs together, whatever editors do meanwhile."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from django.db import connection

from wagtail.models import Page

from knowledge.models import ThemePage
from search.contents import documents

pytestmark = pytest.mark.django_db

AddTheme = Callable[..., ThemePage]


@pytest.fixture
def above_each(add_theme: AddTheme) -> dict[int, list[int]]:
    """The ids of all pages above each of two pages that stand below siblings."""
    first, second = add_theme("Första"), add_theme("Andra")
    below = {add_theme("Under den första", parent=first): first, add_theme("Under den andra", parent=second): second}
    return {
        page.pk: [*Page.objects.get(depth=1).get_ancestors(inclusive=True).values_list("pk", flat=True), parent.pk]
        for page, parent in below.items()
    }


def read_while(happens: Callable[[], None], page_ids: list[int]) -> dict[int, list[int]]:
    """Pages are read first and what is above them after that; something `happens` in between."""
    with patch.object(ThemePage, "search_load", lambda pages: happens()):
        return {page_id: list(document.ancestors) for page_id, document in documents(page_ids)}


def test_the_pages_above_are_right_though_siblings_change_places_meanwhile(above_each: dict[int, list[int]]) -> None:
    def reorder() -> None:
        first, second = (Page.objects.get(pk=above[-1]) for above in above_each.values())
        second.move(first, pos="left")

    assert read_while(reorder, list(above_each)) == above_each


def test_the_pages_above_are_the_new_ones_of_a_page_that_moves_meanwhile(above_each: dict[int, list[int]]) -> None:
    (first, above_first), (_, above_second) = above_each.items()

    def move() -> None:
        Page.objects.get(pk=first).move(Page.objects.get(pk=above_second[-1]), pos="last-child")

    assert read_while(move, [first]) == {first: above_second}
    assert above_first != above_second


def test_a_page_that_is_deleted_meanwhile_is_read_to_the_end(above_each: dict[int, list[int]]) -> None:
    first = next(iter(above_each))

    assert read_while(lambda: Page.objects.get(pk=first).delete(), list(above_each)) == above_each


@pytest.mark.filterwarnings("ignore:Specific versions")  # Wagtail's, of a page that is gone by then
def test_a_page_that_is_deleted_while_pages_are_read_is_left_out(add_theme: AddTheme) -> None:
    stays, goes = add_theme("Kvar"), add_theme("Borta")
    deleted = []

    def delete_between(execute: Callable, sql: str, *arguments: object) -> object:
        if "knowledge_themepage" in sql and not deleted:
            deleted.append(goes.pk)
            Page.objects.get(pk=goes.pk).delete()
        return execute(sql, *arguments)

    with connection.execute_wrapper(delete_between):
        assert [page_id for page_id, _ in documents([stays.pk, goes.pk])] == [stays.pk]
    assert deleted
