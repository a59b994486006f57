"""Kinds of rows that a page has none of cost nothing when it is saved, and those that it has are kept."""

import pytest

from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import ChecklistItem, LearningExamplePage, Level, PageLevel
from knowledge.models.empty_relations import empty_relations_known
from tests.home.site import add, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> LearningExamplePage:
    """With one level, and no checklist."""
    page = add(make_home(), LearningExamplePage, "Boende på Nya Torget")
    page.page_levels = [PageLevel(level=Level.objects.create(slug="region", name="Region", locale=page.locale))]
    page.save_revision().publish()
    return LearningExamplePage.objects.get(pk=page.pk)


def reads(captured: CaptureQueriesContext, model: type) -> int:
    """How often rows of a kind are read."""
    start = f'SELECT "{model._meta.db_table}".'
    return sum(query["sql"].startswith(start) for query in captured.captured_queries)


def test_only_kinds_with_rows_are_read(example: LearningExamplePage) -> None:
    with CaptureQueriesContext(connection) as captured:
        example.save_revision().publish()

    assert reads(captured, PageLevel) > 0
    assert reads(captured, ChecklistItem) == 0


def test_a_kind_that_gets_its_first_row_has_it_from_then_on(example: LearningExamplePage) -> None:
    with empty_relations_known(example):
        assert list(example.checklist.all()) == []
        example.checklist.add(ChecklistItem(text="Nycklarna är kvitterade."))
        example.save()
        assert [item.text for item in example.checklist.all()] == ["Nycklarna är kvitterade."]

    assert LearningExamplePage.objects.get(pk=example.pk).checklist.count() == 1


def test_nothing_is_known_when_the_page_has_been_saved(example: LearningExamplePage) -> None:
    example.save()
    ChecklistItem.objects.create(page=example, text="Nycklarna är kvitterade.", locale=example.locale)

    assert example.checklist.count() == 1


def test_a_page_that_is_not_saved_yet_has_nothing_to_be_known() -> None:
    with empty_relations_known(page := LearningExamplePage(title="Ny")):
        assert list(page.checklist.all()) == []
