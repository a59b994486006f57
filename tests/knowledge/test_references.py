"""What a page refers to is registered whenever it is saved: the same as Wagtail registers by itself, in one go."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from knowledge.models import LearningExamplePage, Level, PageLevel
from tests.home.site import add, fill, make_home, one_of_each

pytestmark = pytest.mark.django_db

Register = set[tuple[int, str, str, str]]


def registered(page: Page) -> Register:
    found = ReferenceIndex.get_references_for_object(page)
    return set(found.values_list("to_content_type", "to_object_id", "model_path", "content_path"))


def by_wagtail(page: Page) -> Register:
    page = Page.objects.get(pk=page.pk).specific
    ReferenceIndex.remove_for_object(page)
    ReferenceIndex.create_or_update_for_object(page)
    return registered(page)


@pytest.fixture
def written() -> Iterator[list[Page]]:
    """The pages whose references are written to the register, as it happens."""
    pages: list[Page] = []
    original = ReferenceIndex.create_or_update_for_object
    with patch.object(ReferenceIndex, "create_or_update_for_object", lambda page: (pages.append(page), original(page))):
        yield pages


@pytest.fixture
def example() -> LearningExamplePage:
    """With three levels."""
    page = add(make_home(), LearningExamplePage, "Boende på Nya Torget")
    levels = [Level.objects.create(slug=name, name=name, locale=page.locale) for name in ("kommun", "region", "stat")]
    page.page_levels = [PageLevel(level=level) for level in levels]
    page.save_revision().publish()
    return page


def test_pages_of_every_type_are_registered_as_by_wagtail() -> None:
    pages = list(one_of_each(make_home()).values())
    for page in pages:
        fill(page, 2, pages)
        page.save_revision().publish()

    found = {page.pk: registered(page) for page in pages}

    assert sum(map(len, found.values())) > len(pages)
    assert found == {page.pk: by_wagtail(page) for page in pages}


def test_a_page_is_registered_once_however_many_rows_it_has(example: LearningExamplePage, written: list[Page]) -> None:
    example.save_revision().publish()

    assert written == [example]


def test_a_draft_and_its_title_leave_the_register_alone(example: LearningExamplePage, written: list[Page]) -> None:
    example.title = "Boende på Gamla Torget"
    example.save_revision()

    assert written == []


def test_a_field_that_refers_is_registered_when_it_is_saved_alone(example: LearningExamplePage) -> None:
    example.body = [("text", f'<p>Se <a linktype="page" id="{example.get_parent().pk}">starten</a>.</p>')]
    example.save(update_fields=["body"])

    assert registered(example) == by_wagtail(example)
    assert str(example.get_parent().pk) in {to_id for _, to_id, _, _ in registered(example)}


def test_what_a_row_referred_to_is_forgotten_with_the_row(example: LearningExamplePage) -> None:
    before = len(registered(example))
    example.page_levels = example.page_levels.all()[1:]
    example.save_revision().publish()

    assert len(registered(example)) == before - 1


def test_nothing_is_registered_where_somebody_has_turned_that_off(
    example: LearningExamplePage, written: list[Page]
) -> None:
    with disable_reference_index_auto_update():
        example.save()

    assert written == []
