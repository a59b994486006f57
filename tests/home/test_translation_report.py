"""The report of translations: what is missing, what is behind, and who sees what."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from home.models import HomePage, StandardPage
from home.translation_report import State, sources

from .site import add, make_home

REPORT = "translation_report"
NOW = timezone.now()


@pytest.fixture
def finnish_home(home: HomePage) -> HomePage:
    Locale.objects.get_or_create(language_code="en")
    return make_home("fi", of=home)


@pytest.fixture
def page(home: HomePage, finnish_home: HomePage) -> StandardPage:
    return published(add(home, StandardPage, "Så gör vi"), 2)


def published(page: Page, days_ago: int) -> Page:
    Page.objects.filter(pk=page.pk).update(last_published_at=NOW - timedelta(days=days_ago), live=True)
    page.refresh_from_db()
    return page


def translated(page: StandardPage, days_ago: int) -> Page:
    """A Finnish translation that is edited as a page of its own."""
    return published(page.copy_for_translation(Locale.objects.get(language_code="fi")), days_ago)


def submitted(page: StandardPage, days_ago: int = 0) -> Translation:
    """A translation in wagtail-localize, whose texts were taken from the source so many days ago."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=NOW - timedelta(days=days_ago))
    return Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fi"))


def state(page: Page) -> str:
    return sources().get(pk=page.pk).state_fi


def test_a_page_without_translation_is_missing(page: StandardPage) -> None:
    assert state(page) == State.MISSING


def test_a_site_that_has_one_language_yet_has_its_report(home: HomePage, client: Client) -> None:
    Locale.objects.exclude(pk=home.locale_id).delete()
    client.force_login(User.objects.create_superuser("redaktor"))

    assert str(State.MISSING.label) in client.get(reverse(REPORT)).content.decode()


def test_an_alias_is_no_translation(page: StandardPage) -> None:
    page.copy_for_translation(Locale.objects.get(language_code="fi"), alias=True)

    assert state(page) == State.MISSING


def test_a_translation_is_behind_until_it_is_published_after_its_source(page: StandardPage) -> None:
    finnish = translated(page, days_ago=3)
    assert state(page) == State.BEHIND

    published(finnish, 1)
    assert state(page) == State.CURRENT


def test_a_translation_is_behind_while_it_lacks_the_texts_of_the_published_source(page: StandardPage) -> None:
    translated(page, days_ago=1)
    work = submitted(page, days_ago=3)
    assert state(page) == State.BEHIND

    Translation.objects.filter(pk=work.pk).update(enabled=False)
    assert state(page) == State.CURRENT


def test_texts_without_translation_are_told_of(page: StandardPage) -> None:
    translated(page, days_ago=1)
    submitted(page)

    assert state(page) == State.INCOMPLETE


def test_a_translation_that_nobody_has_published_is_a_draft(page: StandardPage) -> None:
    page.copy_for_translation(Locale.objects.get(language_code="fi"))

    assert state(page) == State.DRAFT


def test_drafts_of_sources_wait_for_their_publication(page: StandardPage) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)

    assert not sources().filter(pk=page.pk)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))
    return client


def test_the_report_leads_to_what_is_to_be_done_next(page: StandardPage, editor: Client) -> None:
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert submit in editor.get(reverse(REPORT)).content.decode()

    finnish = translated(page, days_ago=3)
    assert reverse("wagtailadmin_pages:edit", args=[finnish.pk]) in editor.get(reverse(REPORT)).content.decode()

    work = submitted(page, days_ago=3)
    update = reverse("wagtail_localize:update_translations", args=[work.source_id])
    assert update in editor.get(reverse(REPORT)).content.decode()


def test_the_report_speaks_swedish_and_can_be_narrowed_to_a_state(page: StandardPage, editor: Client) -> None:
    html = editor.get(reverse(REPORT)).content.decode()
    assert "Sidornas översättningar" in html
    assert "Inte översatt" in html
    assert "Så gör vi" in editor.get(reverse(REPORT), {"state_fi": "missing"}).content.decode()
    assert "Så gör vi" not in editor.get(reverse(REPORT), {"state_fi": "behind"}).content.decode()

    csv = b"".join(editor.get(reverse(REPORT), {"export": "csv"}).streaming_content).decode()
    assert csv.startswith("Sida,Publicerad,Suomi,English,")


@pytest.fixture
def log_in(client: Client) -> Callable[[Page], Client]:
    """A browser in which someone is logged in who may edit one page and what is under it."""

    def log_in(page: Page) -> Client:
        group = Group.objects.create(name="grupp")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename="change_page")
        )
        user = User.objects.create_user("oversattare", password="losenord-for-test")
        user.groups.add(group)
        client.force_login(user)
        return client

    return log_in


def test_a_translator_sees_what_they_translate_without_links_to_what_they_may_not_edit(
    page: StandardPage, home: HomePage, finnish_home: HomePage, log_in: Callable[[Page], Client]
) -> None:
    finnish = translated(page, days_ago=3)
    add(home, StandardPage, "Bara på svenska")

    html = log_in(finnish_home).get(reverse(REPORT)).content.decode()

    assert "Så gör vi" in html
    assert reverse("wagtailadmin_pages:edit", args=[finnish.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in html
    assert "Bara på svenska" not in html


def test_who_may_edit_nothing_does_not_see_the_report(page: StandardPage, client: Client) -> None:
    client.force_login(User.objects.create_user("besokare", password="losenord-for-test"))

    assert client.get(reverse(REPORT)).status_code == 302
