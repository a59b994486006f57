"""Editors and operators see how the index is doing, and try again what was given up."""

import pytest

from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse

from search import breaker
from search.models import SearchGeneration, SearchRow
from search.upkeep import drain_now

from .finding import found

pytestmark = pytest.mark.django_db

ADDRESS = reverse("search_index_report")


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Första"])
    drain_now()
    return page


@pytest.fixture
def editor(client):
    def log_in(*codenames: str) -> User:
        user = User.objects.create_user("redaktör")
        wanted = ["access_admin", *codenames]
        user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
        client.force_login(user)
        return user

    return log_in


def give_up(page, reason: str = "ValueError: trasig tabell") -> None:
    page.title = page.draft_title = "Ändrad titel"
    page.save()
    SearchRow.objects.filter(page_id=page.pk).update(dead=True, error=reason, indexed_version=0)


def html(client) -> str:
    return client.get(ADDRESS).content.decode()


def test_it_tells_what_waits_what_was_given_up_and_which_indexes_there_are(theme, client, editor):
    editor("view_searchrow")
    give_up(theme)
    text = html(client)
    assert "Ändrad titel" in text
    assert "ValueError: trasig tabell" in text
    assert "gett upp" in text
    assert SearchGeneration.objects.get().name in text
    assert "i bruk" in text


def test_an_index_that_could_not_be_deleted_yet_is_told_of(theme, client, editor):
    editor("view_searchrow")
    SearchGeneration.objects.create(name="old", schema_hash="any", state="discarded")
    assert "ska tas bort" in html(client)


def test_an_index_in_the_making_shows_how_far_it_has_come(theme, add_theme, client, editor):
    editor("view_searchrow")
    add_theme("En till")
    first = SearchRow.objects.order_by("key").first()
    SearchGeneration.objects.create(name="ny", schema_hash="x", filled_to=first.key)
    assert "1 av 2" in html(client)


def test_an_index_of_another_version_of_the_program_is_told_of(theme, client, editor, capsys):
    """Changes wait until there is a new one, and who has upgraded looks here whether to make it."""
    editor("view_searchrow")
    call_command("search_status")
    assert ("another schema" in capsys.readouterr().out, "annan version" in html(client)) == (False, False)

    SearchGeneration.objects.update(schema_hash="another")

    call_command("search_status")
    assert "live, 1 of 1 pages, of another schema" in capsys.readouterr().out
    assert "i bruk, från en annan version av programmet" in html(client)


def test_an_engine_that_rests_is_told_with_its_reason(theme, client, editor):
    editor("view_searchrow")
    breaker.trip("connection refused")
    assert "connection refused" in html(client)


def test_what_was_given_up_is_tried_again(theme, client, editor, django_capture_on_commit_callbacks):
    editor("view_searchrow", "change_searchrow")
    give_up(theme)
    assert client.post(ADDRESS, {"page": theme.pk}).status_code == 302
    assert not SearchRow.objects.exclude(error="").exists()
    assert found("ändrad titel") == [theme.pk]


def test_all_is_tried_again_at_once(theme, add_theme, client, editor):
    editor("view_searchrow", "change_searchrow")
    other = add_theme("En annan")
    give_up(theme)
    give_up(other)
    client.post(ADDRESS)
    assert not SearchRow.objects.filter(dead=True).exists()


@pytest.mark.parametrize("name", ["page", "file"])
@pytest.mark.parametrize("written", ["²", "9" * 30, "", "x", "\0"])
def test_what_names_no_page_or_file_tries_nothing_again(theme, client, editor, name, written):
    editor("view_searchrow", "change_searchrow")
    give_up(theme)
    assert client.post(ADDRESS, {name: written}).status_code == 302
    assert SearchRow.objects.filter(dead=True).exists()


def test_only_those_may_see_and_do_who_have_the_permission(theme, client, editor):
    give_up(theme)
    assert client.get(ADDRESS).status_code == 302
    user = editor()
    assert client.get(ADDRESS).status_code in (302, 403)
    user.user_permissions.add(Permission.objects.get(codename="view_searchrow"))
    assert "Försök igen" not in html(client)
    assert client.post(ADDRESS).status_code in (302, 403)
    assert SearchRow.objects.filter(dead=True).exists()


def test_the_menu_has_it_for_those_alone(theme, client, editor):
    user = editor()
    assert ADDRESS not in client.get("/admin/").content.decode()
    user.user_permissions.add(Permission.objects.get(codename="view_searchrow"))
    assert ADDRESS in client.get("/admin/").content.decode()
