"""A change that another transaction could not see yet is looked for again after the commit."""

import pytest

from django.db import transaction

from knowledge.models import Level, PageLevel
from search import second_look
from search.engines.base import page_key
from search.models import ChangedItem
from search.registry import touch_free
from search.upkeep import drain_now, live_generation

from .finding import found, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan")
    drain_now()
    return page


@pytest.fixture
def renamed(theme, add_level):
    """A level that was renamed while another transaction had the theme name it, and indexed the theme before the commit."""
    level = add_level("mikro", "Mikro")
    level.name = "Vardagsnära"
    level.save()
    PageLevel.objects.bulk_create([PageLevel(page=theme, level=level)])
    return level


def test_pages_that_name_a_renamed_item_are_marked_by_the_next_that_indexes(theme, renamed):
    assert pending() == []
    drain_now()
    assert found("vardagsnära") == [theme.pk]
    assert not ChangedItem.objects.exists()


def test_the_next_search_does_so_too(theme, renamed):
    assert found("vardagsnära") == [theme.pk]


def test_what_is_noted_again_meanwhile_is_kept(theme, renamed, monkeypatch):
    def rename_meanwhile(rows):
        second_look.note(renamed)
        return touch_free(rows)

    monkeypatch.setattr(second_look, "touch_free", rename_meanwhile)
    second_look.take()
    assert ChangedItem.objects.exists()


def test_a_page_that_is_just_being_changed_is_left_to_the_next_that_indexes(theme, renamed, monkeypatch):
    monkeypatch.setattr(second_look, "touch_free", lambda rows: sorted(rows.values_list("key", flat=True)))
    drain_now()
    assert list(ChangedItem.objects.values_list("key", flat=True)) == [f"row:{page_key(theme.pk)}"]
    monkeypatch.undo()
    assert found("vardagsnära") == [theme.pk]
    assert not ChangedItem.objects.exists()


def test_a_change_that_is_rolled_back_is_not_noted(theme, renamed):
    drain_now()
    with transaction.atomic():
        renamed.save()
        transaction.set_rollback(True)
    assert not ChangedItem.objects.exists()


def test_what_has_been_deleted_meanwhile_is_forgotten(theme, renamed):
    Level.objects.filter(pk=renamed.pk)._raw_delete("default")
    PageLevel.objects.all()._raw_delete("default")
    drain_now()
    assert not ChangedItem.objects.exists()


def test_a_type_that_is_no_more_is_forgotten(theme):
    ChangedItem.objects.create(key="gone.gone:1")
    drain_now()
    assert not ChangedItem.objects.exists()


def test_an_item_that_cannot_be_looked_up_holds_up_nothing(theme, renamed, monkeypatch):
    def stumble(item):
        raise ValueError("a damaged item")

    monkeypatch.setitem(second_look._pages, Level, [stumble])
    theme.title = "Vidare"
    theme.save()
    assert found("vidare") == [theme.pk]
    assert not ChangedItem.objects.exists()
    assert live_generation()
