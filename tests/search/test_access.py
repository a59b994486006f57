"""Nobody finds what they may not read: not in hits, totals or counts."""

import pytest

from django.contrib.auth.models import AnonymousUser, Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Page, PageViewRestriction

from search.access import limit, may_show, searchable_for, visible_pages
from search.upkeep import drain_now

from .finding import found, search

pytestmark = pytest.mark.django_db
LOGIN, GROUPS, PASSWORD = PageViewRestriction.LOGIN, PageViewRestriction.GROUPS, PageViewRestriction.PASSWORD
ANYONE = AnonymousUser()


@pytest.fixture
def tree(add_theme):
    """A section with a page below it, and a page elsewhere; all say "om temat"."""
    section = add_theme("Avdelning")
    below = add_theme("Under", parent=section)
    elsewhere = add_theme("Annanstans")
    drain_now()
    return section, below, elsewhere


def restrict(page: Page, kind: str, *groups: Group) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    restriction.groups.set(groups)
    return restriction


def member(*groups: Group, **fields) -> User:
    user = User.objects.create_user(f"user{User.objects.count()}", **fields)
    user.groups.set(groups)
    return user


def seen_by(user) -> list[int]:
    """The same pages in all the ways that they are listed."""
    hits = found("om temat", user=user)
    pages = Page.objects.filter(depth__gt=1).live()
    listed = sorted(
        limit(pages, user).filter(pk__in=[p.pk for p in pages if "tema" in p.slug]).values_list("pk", flat=True)
    )
    shown = sorted(page.pk for page in pages if "tema" in page.slug and may_show(page, user))
    assert hits == listed == shown == sorted(visible_pages([page.pk for page in pages if "tema" in page.slug], user))
    answer = search("om temat", user=user, counts=("kind",))
    assert answer.total == len(hits)
    assert sum(answer.counts["kind"].values()) == len(hits)
    return hits


def test_everybody_sees_what_is_public(tree):
    assert seen_by(ANYONE) == sorted(page.pk for page in tree)


def test_a_restriction_hides_the_page_and_all_below_without_indexing_and_its_end_shows_them(tree):
    section, below, elsewhere = tree
    restriction = restrict(section, LOGIN)
    assert seen_by(ANYONE) == [elsewhere.pk]
    restriction.delete()
    assert seen_by(ANYONE) == sorted([section.pk, below.pk, elsewhere.pk])


def test_who_passes_which_restriction(tree):
    section, below, elsewhere = tree
    editors, others = Group.objects.create(name="A"), Group.objects.create(name="B")
    everything, rest = sorted(page.pk for page in tree), [elsewhere.pk]
    restriction = restrict(section, LOGIN)
    assert seen_by(member()) == everything
    restriction.restriction_type = GROUPS
    restriction.save()
    restriction.groups.set([editors])
    assert seen_by(ANYONE) == rest
    assert seen_by(member()) == rest
    assert seen_by(member(others)) == rest
    assert seen_by(member(others, editors)) == everything
    assert seen_by(member(is_superuser=True)) == everything
    restriction.restriction_type = PASSWORD
    restriction.save()
    assert seen_by(member(editors, is_superuser=True)) == rest
    restriction.restriction_type = PageViewRestriction.NONE
    restriction.save()
    assert seen_by(ANYONE) == everything


def test_all_restrictions_on_the_way_must_be_passed(tree):
    section, below, elsewhere = tree
    group = Group.objects.create(name="A")
    restrict(section, LOGIN)
    restrict(below, GROUPS, group)
    assert seen_by(member()) == sorted([section.pk, elsewhere.pk])
    assert below.pk in seen_by(member(group))


def test_a_restriction_holds_for_translations_and_what_is_below_them(tree):
    section, below, _ = tree
    finnish = Locale.objects.get_or_create(language_code="fi")[0]
    for page in (section, below):
        translated = page.copy_for_translation(finnish, copy_parents=True)
        translated.save_revision().publish()
    restrict(section, LOGIN)
    assert found("om temat", locale="fi") == []
    assert len(found("om temat", locale="fi", user=member())) == 2
    assert not may_show(below.get_translation(finnish), ANYONE)


def test_a_restriction_on_a_translation_holds_for_the_original(tree):
    section, below, elsewhere = tree
    finnish = Locale.objects.get_or_create(language_code="fi")[0]
    restrict(section.copy_for_translation(finnish), LOGIN)
    assert seen_by(ANYONE) == [elsewhere.pk]


def test_a_restriction_holds_for_aliases(tree, root):
    section, _, elsewhere = tree
    alias = elsewhere.create_alias(parent=root, update_slug="tema-alias")
    restrict(elsewhere, LOGIN)
    assert alias.pk not in seen_by(ANYONE)
    assert elsewhere.pk not in seen_by(ANYONE)


def test_a_page_moved_under_a_private_section_is_hidden_before_the_index_knows(tree, monkeypatch):
    section, below, elsewhere = tree
    restrict(section, LOGIN)
    Page.objects.get(pk=elsewhere.pk).move(Page.objects.get(pk=section.pk), pos="last-child")
    assert searchable_for(ANYONE, "sv").excluded_pages == (elsewhere.pk,)
    assert seen_by(ANYONE) == []
    assert searchable_for(ANYONE, "sv").excluded_pages == ()


def test_what_waits_after_an_unpublishing_or_deletion_is_left_out(tree):
    section, below, elsewhere = tree
    elsewhere.unpublish()
    below.delete()
    assert set(searchable_for(ANYONE, "sv").excluded_pages) == {below.pk, elsewhere.pk}


def test_what_waits_after_an_edit_is_not_left_out(tree):
    tree[0].save()
    assert searchable_for(ANYONE, "sv").excluded_pages == ()


def test_drafts_are_never_shown(tree):
    section, below, elsewhere = tree
    elsewhere.unpublish()
    assert visible_pages([elsewhere.pk], member(is_superuser=True)) == {}
    assert not may_show(Page.objects.get(pk=elsewhere.pk), member(is_superuser=True))


@pytest.mark.parametrize("logged_in", [False, True])
def test_the_rule_costs_one_statement(tree, logged_in):
    restrict(tree[0], LOGIN)
    user = member() if logged_in else ANYONE
    with CaptureQueriesContext(connection) as queries:
        searchable_for(user, "sv")
    assert len(queries) == 1
