"""“Did the page help you?”: answers without a cookie, kept clean of personal data, and shown to editors."""

import re
from collections.abc import Callable
from unittest import mock

import pytest

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import GroupPagePermission, Page

from home.correspondence import senders, tokens
from home.models import HomePage, PageFeedback, StandardPage

from .site import add

pytestmark = pytest.mark.django_db

ADDRESS = "/sv/synpunkt/"


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    return add(home, StandardPage, "Så gör vi")


@pytest.fixture
def token(page: StandardPage) -> str:
    """That of a form that was drawn a minute ago."""
    with mock.patch("time.time", return_value=timezone.now().timestamp() - 60):
        return tokens.issue(page.pk)


@pytest.fixture
def strict() -> Client:
    """A browser, and Django's own protection against forged requests."""
    return Client(enforce_csrf_checks=True)


def test_the_row_stands_at_the_end_of_a_page_and_sets_no_cookie(page: StandardPage, client: Client) -> None:
    response = client.get(page.url)

    assert f'action="{ADDRESS}"' in response.content.decode()
    assert "Hjälpte sidan dig?" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize(("answer", "helped"), [("yes", True), ("no", False)])
def test_an_answer_is_stored_with_nothing_about_the_visitor(
    page: StandardPage, token: str, strict: Client, answer: str, helped: bool
) -> None:
    response = strict.post(ADDRESS, {"token": token, "helped": answer})

    stored = PageFeedback.objects.get()
    assert (stored.page_id, stored.helped, stored.comment) == (page.pk, helped, "")
    assert {field.name for field in PageFeedback._meta.fields} == {
        "id",
        "page",
        "helped",
        "comment",
        "token",
        "created_at",
    }
    assert response.status_code == 302
    assert response.url.startswith(page.url)
    assert not response.cookies


def test_a_comment_joins_the_answer_that_was_given_before(page: StandardPage, token: str, strict: Client) -> None:
    asked = strict.post(ADDRESS, {"token": token, "helped": "no"}, follow=True).content.decode()
    assert "Tack för ditt svar" in asked
    assert 'name="comment"' in asked

    thanked = strict.post(ADDRESS, {"token": token, "helped": "no", "comment": "Saknar en karta."}, follow=True)

    assert PageFeedback.objects.get().comment == "Saknar en karta."
    assert "Tack, vi har tagit emot din synpunkt" in thanked.content.decode()


def test_nothing_is_taken_from_a_page_that_no_site_shows(page: StandardPage, token: str, strict: Client) -> None:
    page.move(Page.objects.get(depth=1), pos="last-child")

    assert strict.post(ADDRESS, {"token": token, "helped": "yes"}).status_code == 404
    assert not PageFeedback.objects.exists()


def test_personal_data_in_a_comment_is_refused_and_the_words_are_kept(
    page: StandardPage, token: str, strict: Client
) -> None:
    comment, began = "Ring mig på 070-123 45 67.", timezone.now().timestamp()
    response = strict.post(ADDRESS, {"token": token, "helped": "yes", "comment": comment})

    html = response.content.decode().replace("\u00a0", " ")
    assert response.status_code == 422
    assert "ser ut som ett telefonnummer" in html
    assert comment in html
    assert 'href="#feedback-comment"' in html
    assert not PageFeedback.objects.exists()
    renewed = re.search(r'name="token" value="([^"]+)"', html)[1]
    with mock.patch("time.time", return_value=began):
        strict.post(ADDRESS, {"token": renewed, "helped": "yes", "comment": "Bra."})
    assert not PageFeedback.objects.exists()  # too fast, for the token is new

    with mock.patch("time.time", return_value=timezone.now().timestamp() + 10):
        strict.post(ADDRESS, {"token": renewed, "helped": "yes", "comment": "Bra."})
    assert PageFeedback.objects.get().comment == "Bra."


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"website": "https://spam.example/"}, {}),
        ({"helped": "maybe"}, {}),
        ({"helped": ""}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Origin": "https://spam.example"}),
        ({}, {"Origin": "http://["}),
        ({}, {"Origin": "null"}),
    ],
)
def test_what_no_visitor_sends_is_not_stored(
    page: StandardPage, token: str, strict: Client, change: dict, headers: dict
) -> None:
    response = strict.post(ADDRESS, {"token": token, "helped": "yes"} | change, headers=headers)

    assert response.status_code == 422
    assert not PageFeedback.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "eyJ9:abc:def"])
def test_a_token_that_is_not_ours_leads_nowhere(page: StandardPage, strict: Client, token: str) -> None:
    assert strict.post(ADDRESS, {"token": token, "helped": "yes"}).status_code == 404


def test_a_token_is_good_for_a_day(page: StandardPage, strict: Client) -> None:
    with mock.patch("time.time", return_value=timezone.now().timestamp() - tokens.MAX_AGE - 5):
        old = tokens.issue(page.pk)

    response = strict.post(ADDRESS, {"token": old, "helped": "yes", "comment": "Kvar."})

    assert "varit öppen för länge" in response.content.decode()
    assert "Kvar." in response.content.decode()
    assert not PageFeedback.objects.exists()


def test_nobody_answers_about_a_page_that_they_may_not_read(page: StandardPage, token: str, strict: Client) -> None:
    page.unpublish()

    assert strict.post(ADDRESS, {"token": token, "helped": "yes"}).status_code == 404


def test_one_sender_cannot_flood_the_editors(
    page: StandardPage, token: str, strict: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(senders, "MOST_FROM_ONE", 2)
    first = [strict.post(ADDRESS, {"token": token, "helped": "yes"}).status_code for _ in range(3)]

    assert first == [302, 302, 422]
    assert strict.post(ADDRESS, {"token": token, "helped": "yes"}, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_reloading_the_address_of_the_form_leads_to_the_start_page(home: HomePage, client: Client) -> None:
    assert client.get(ADDRESS).url == "/sv/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))
    return client


@pytest.fixture
def answers(page: StandardPage) -> None:
    for number, (helped, comment) in enumerate([(True, ""), (False, "=1+1"), (False, "Saknar karta.")]):
        PageFeedback.objects.create(page=page, helped=helped, comment=comment, token=str(number))


def test_editors_see_how_many_each_page_has_helped(page: StandardPage, answers: None, editor: Client) -> None:
    html = re.sub(r"\s+", " ", editor.get(reverse("feedback_report")).content.decode())
    csv = b"".join(editor.get(reverse("feedback_report"), {"export": "csv"}).streaming_content).decode()

    assert "Så gör vi" in html
    assert f"{reverse('comment_report')}?page={page.pk}" in html
    assert csv.splitlines()[0].startswith("Sida,Språk,Ja,Nej,Kommentarer")
    assert csv.splitlines()[1].startswith("Så gör vi,sv,1,2,2,")


def test_editors_read_and_delete_comments(page: StandardPage, answers: None, editor: Client) -> None:
    address = reverse("comment_report")
    assert "Saknar karta." in editor.get(address, {"page": page.pk}).content.decode()
    assert "Saknar karta." not in editor.get(address, {"page": page.pk + 1}).content.decode()
    csv = b"".join(editor.get(address, {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in csv

    unwanted = PageFeedback.objects.get(comment="Saknar karta.")
    editor.post(address, {"press": "delete", "row": unwanted.pk})

    unwanted.refresh_from_db()
    assert (unwanted.comment, unwanted.helped) == ("", False)


@pytest.mark.parametrize("written", ["9" * 30, pytest.param("9" * 5000, id="very long"), "²", "x", "-1"])
def test_no_number_of_a_page_or_row_upsets_the_reports(
    page: StandardPage, answers: None, editor: Client, written: str
) -> None:
    for name, press in (("comment_report", "delete"), ("message_report", "retry")):
        shown = editor.get(reverse(name), {"page": written})
        assert shown.status_code == 200
        assert "Saknar karta." not in shown.content.decode()
        assert editor.post(reverse(name), {"press": press, "row": written}).status_code == 302
    assert PageFeedback.objects.filter(comment="Saknar karta.").exists()


def test_the_reports_are_for_editors_alone(answers: None, client: Client) -> None:
    client.force_login(User.objects.create_user("besokare", password="losenord-for-test"))

    for name in ("feedback_report", "comment_report", "message_report"):
        assert client.get(reverse(name)).status_code == 302


def test_an_editor_of_another_part_of_the_site_neither_sees_nor_deletes_the_answers(
    home: HomePage, answers: None, client: Client
) -> None:
    elsewhere = add(home, StandardPage, "Någon annanstans")
    group = Group.objects.create(name="De andra")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=elsewhere.page_ptr, permission=Permission.objects.get(codename="change_page")
    )
    user = User.objects.create_user("annan")
    user.groups.add(group)
    client.force_login(user)

    comments = client.get(reverse("comment_report"))
    assert comments.status_code == 200
    assert "Saknar karta." not in comments.content.decode()
    assert "Så gör vi" not in client.get(reverse("feedback_report")).content.decode()
    wanted = PageFeedback.objects.get(comment="Saknar karta.")
    client.post(reverse("comment_report"), {"press": "delete", "row": wanted.pk})
    wanted.refresh_from_db()
    assert wanted.comment


def test_a_preview_has_no_row(page: StandardPage, get: Callable) -> None:
    response = page.make_preview_request()

    assert "Hjälpte sidan dig?" not in response.content.decode()
