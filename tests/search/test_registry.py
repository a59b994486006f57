"""What marks a page as changed, and that the mark belongs to the transaction of the change."""

from collections.abc import Callable

import pytest

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Page

from knowledge.models import DiscussionPoint, PagePlace, Place
from search import registry
from search.models import SearchRow
from search.upkeep import drain_now

from .finding import found, name_level, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Första punkten"])
    drain_now()
    assert pending() == []
    return page


def row_of(page: Page) -> SearchRow:
    return SearchRow.objects.get(page_id=page.pk)


def rolled_back(change: Callable[[], object]) -> None:
    def fail() -> None:
        with transaction.atomic():
            change()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()


# ---- Who marks ------------------------------------------------------------------------------------------------------


def test_saving_a_page_marks_it(theme):
    theme.title = "Nytt"
    theme.save()
    assert pending() == [theme.pk]
    assert found("nytt") == [theme.pk]


def test_publishing_a_draft_marks_it_and_saving_the_draft_does_not(theme):
    theme.title = "Nytt"
    revision = theme.save_revision()
    assert pending() == []
    revision.publish()
    assert pending() == [theme.pk]
    assert found("nytt") == [theme.pk]


def test_saving_a_base_page_marks_its_specific_page(theme):
    Page.objects.get(pk=theme.pk).save()
    assert pending() == [theme.pk]


def test_a_page_of_no_searchable_type_is_not_marked(root):
    root.add_child(instance=Page(title="Annat", slug="annat"))
    assert pending() == []


def test_a_row_saved_alone_is_in_the_index(theme):
    DiscussionPoint.objects.create(page=theme, heading="Senare punkt", why="<p>x</p>", desired_outcome="<p>y</p>")
    assert pending() == [theme.pk]
    assert found("senare punkt") == [theme.pk]


def test_rows_made_and_published_with_their_page_are_in_the_index_at_once(add_theme):
    page = add_theme("Med punkter", ["Tidig punkt"])
    assert found("tidig punkt") == [page.pk]
    page.points = [DiscussionPoint(heading="Utbytt punkt", why="<p>x</p>", desired_outcome="<p>y</p>")]
    page.save_revision().publish()
    assert found("tidig punkt") == []
    assert found("utbytt punkt") == [page.pk]


def test_deleting_a_row_marks_its_page(theme):
    theme.points.first().delete()
    assert found("första punkten") == []


def test_renaming_an_item_marks_the_pages_that_name_it_and_no_others(theme, add_theme, add_level):
    other = add_theme("Annat")
    level = add_level("mikro", "Mikro")
    name_level(theme, level)
    assert found("mikro") == [theme.pk]
    level.name = "Vardagsnära"
    level.save()
    assert pending() == [theme.pk]
    assert found("vardagsnära") == [theme.pk]
    assert found("mikro") == []
    assert other.pk not in found("vardagsnära")


def test_a_translation_of_an_item_marks_the_pages_that_name_any_of_its_languages(theme, add_level):
    level = add_level("mikro", "Mikro")
    name_level(theme, level)
    drain_now()
    finnish = level.copy_for_translation(Locale.objects.get_or_create(language_code="fi")[0])
    finnish.save()
    assert pending() == [theme.pk]


def test_deleting_a_translation_of_an_item_marks_the_pages_that_name_the_item(theme, add_level):
    level = add_level("mikro", "Mikro")
    finnish = level.copy_for_translation(Locale.objects.get_or_create(language_code="fi")[0])
    finnish.save()
    name_level(theme, level)
    drain_now()
    finnish.delete()
    assert pending() == [theme.pk]


def test_renaming_an_item_is_one_statement_for_any_number_of_pages(add_theme, locale):
    place = Place.objects.create(slug="flen", name="Flen", locale=locale)
    pages = [add_theme(f"Tema {number}") for number in range(12)]
    for page in pages:
        PagePlace.objects.create(page=page, place=place)
    drain_now()
    with CaptureQueriesContext(connection) as queries:
        place.save()
    assert pending() == [page.pk for page in pages]
    assert sum("search_searchrow" in query["sql"] for query in queries) == 1


def test_what_no_signal_tells_can_be_marked_by_hand(theme):
    type(theme).objects.filter(pk=theme.pk).update(title="Direkt")
    assert pending() == []
    registry.touch_where(Page.objects.filter(pk=theme.pk))
    assert found("direkt") == [theme.pk]


def test_marking_nothing_is_no_error(theme):
    registry.touch_where(Page.objects.none())
    registry.touch_pages([])
    assert pending() == []


# ---- Moves, unpublishing, deletion ----------------------------------------------------------------------------------


def test_a_move_marks_the_whole_subtree_and_withholds_it(add_theme):
    old, new = add_theme("Gammal plats"), add_theme("Ny plats")
    parent = add_theme("Flyttas", parent=old)
    child = add_theme("Följer med", parent=parent)
    drain_now()
    parent.move(new, pos="last-child")
    assert pending() == sorted([parent.pk, child.pk])
    assert row_of(child).withheld
    assert row_of(child).parent_id == parent.pk
    drain_now()
    assert not row_of(child).withheld


def test_saving_a_parent_marks_the_parent_alone(add_theme):
    parent = add_theme("Förälder")
    add_theme("Barn", parent=parent)
    drain_now()
    parent.save()
    assert pending() == [parent.pk]


def test_a_new_order_among_siblings_withholds_nothing(add_theme):
    first, second = add_theme("Ett"), add_theme("Två")
    drain_now()
    second.move(first, pos="left")
    assert not SearchRow.objects.filter(withheld=True).exists()


def test_a_new_slug_leaves_the_pages_findable(add_theme):
    parent = add_theme("Förälder")
    child = add_theme("Barn", parent=parent)
    drain_now()
    parent.slug = "annan-adress"
    parent.save()
    assert found("barn") == [child.pk]


def test_unpublishing_withholds_at_once_and_publishing_shows_again(theme):
    theme.unpublish()
    assert row_of(theme).withheld
    assert found("samverkan") == []
    theme.save_revision().publish()
    assert found("samverkan") == [theme.pk]


def test_deleting_a_page_takes_its_subtree_out(add_theme):
    parent = add_theme("Förälder")
    add_theme("Barn", parent=parent)
    other = add_theme("Annan")
    drain_now()
    Page.objects.get(pk=parent.pk).delete()
    assert found("om temat") == [other.pk]
    assert set(SearchRow.objects.filter(deleted=True).values_list("page_id", flat=True)) >= {parent.pk}


# ---- One transaction, one row ---------------------------------------------------------------------------------------


def test_a_burst_of_saves_is_one_pending_version_after_another(theme):
    before = row_of(theme).version
    for number in range(3):
        theme.title = f"Titel {number}"
        theme.save()
    assert SearchRow.objects.filter(page_id=theme.pk).count() == 1
    assert row_of(theme).version > before
    assert found("titel 2") == [theme.pk]


def test_many_rows_saved_with_their_page_mark_it_once(theme):
    theme.points = [
        DiscussionPoint(heading=f"Punkt {number}", why="<p>x</p>", desired_outcome="<p>y</p>") for number in range(20)
    ]
    with CaptureQueriesContext(connection) as queries:
        theme.save()
    assert sum("INSERT INTO search_searchrow" in query["sql"] for query in queries) == 1


def test_a_mark_that_was_rolled_back_is_made_again(theme):
    with transaction.atomic():
        rolled_back(theme.save)
        assert pending() == []
        theme.title = "Andra försöket"
        theme.save()
    assert pending() == [theme.pk]
    assert found("andra försöket") == [theme.pk]


def test_a_rolled_back_save_leaves_nothing_pending_and_nothing_indexed(theme):
    theme.title = "Spöke"
    rolled_back(theme.save)
    assert pending() == []
    assert found("spöke") == []
    assert found("samverkan") == [theme.pk]


def test_a_page_that_was_there_before_the_search_gets_its_row(theme):
    SearchRow.objects.all().delete()
    registry.add_missing()
    assert pending() == [theme.pk]
