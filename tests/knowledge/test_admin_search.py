"""Editors find pages in the admin by what was last saved, at once, and no longer when they are deleted."""

from unittest.mock import Mock

import pytest

from wagtail.models import Page
from wagtail.search import index
from wagtail.search.models import IndexEntry

from knowledge.models import LearningExamplePage
from tests.home.site import add, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> LearningExamplePage:
    return add(make_home(), LearningExamplePage, "Boende på Nya Torget", body=[("text", "<p>Trygghetslarm</p>")])


def found(words: str) -> list[int]:
    return [page.pk for page in Page.objects.search(words)]


def entries(page_id: int) -> int:
    return IndexEntry.objects.filter(object_id=str(page_id)).count()


def test_a_page_is_found_by_what_is_published(example: LearningExamplePage) -> None:
    example.title = "Boende på Gamla Torget"
    example.save_revision().publish()

    assert found("gamla torget") == found("trygghetslarm") == [example.pk]
    assert found("nya torget") == []


def test_a_page_that_is_deleted_is_forgotten(example: LearningExamplePage) -> None:
    pk = example.pk
    assert entries(pk) == 1
    Page.objects.get(pk=pk).delete()
    assert entries(pk) == 0


def test_a_draft_is_not_written_to_the_index(example: LearningExamplePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "insert_or_update_object", written := Mock())
    example.title = "Boende på Gamla Torget"
    revision = example.save_revision()
    written.assert_not_called()
    revision.publish()
    written.assert_called_once()


def test_of_a_field_that_is_saved_alone_only_that_is_found(example: LearningExamplePage) -> None:
    example.title = "Boende på Gamla Torget"
    example.body = [("text", "<p>Nattpatrull</p>")]
    example.save(update_fields=["title"])

    assert found("gamla torget") == [example.pk]
    assert found("nattpatrull") == []
