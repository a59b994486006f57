"""The form to the editors: accessible errors, no cookie, and no message lost."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest import mock

import pytest

from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.correspondence import mail, tokens
from home.models import ContactMessage, ContactPage, HomePage
from home.tasks import send_messages

from .site import add_contact, make_home

pytestmark = pytest.mark.django_db

ADDRESS = "/sv/meddelande/"
WORDS = {"topic": "fault", "text": "Länken är trasig.", "email": "", "name": "", "website": ""}


@pytest.fixture
def page(home: HomePage) -> ContactPage:
    page = add_contact(home)
    page.recipient = "redaktionen@example.se"
    page.save()
    return page


@pytest.fixture
def token(page: ContactPage) -> str:
    """That of a form that was drawn a minute ago."""
    with mock.patch("time.time", return_value=timezone.now().timestamp() - 60):
        return tokens.issue(page.pk)


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


class BrokenBackend:
    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("Ingen svarar")


@pytest.fixture
def broken(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"


def at(now: datetime) -> Any:
    return mock.patch("django.utils.timezone.now", return_value=now)


def test_a_page_without_a_recipient_has_no_form(home: HomePage, client: Client) -> None:
    assert "<textarea" not in client.get(add_contact(home).url).content.decode()


def test_a_message_is_stored_mailed_and_receipted_without_a_cookie(
    page: ContactPage, token: str, strict: Client
) -> None:
    shown = strict.get(page.url)
    response = strict.post(ADDRESS, WORDS | {"token": token, "email": "a@example.se", "name": "Läsare"}, follow=True)

    message = ContactMessage.objects.get()
    (sent,) = outbox.outbox
    assert sent.to == ["redaktionen@example.se"]
    assert sent.reply_to == ["a@example.se"]
    assert sent.subject.endswith(f"Något är fel eller saknas ({message.reference})")
    assert "Länken är trasig." in sent.body
    assert message.sent_at is not None
    html = response.content.decode()
    assert "Tack för ditt meddelande" in html
    assert message.reference in html
    assert "svarar med e-post" in html
    assert not strict.cookies
    assert not shown.cookies


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"topic": ""}, "topic", "Välj vad det gäller."),
        ({"text": " "}, "text", "Skriv ditt meddelande."),
        ({"text": "Mitt nummer är 19900101-9802"}, "text", "Ta bort personnumret."),
        ({"email": "fel"}, "email", "Skriv e-postadressen så här"),
        ({"topic": "accessible_version"}, "email", "Fyll i din e-postadress så att vi kan svara."),
    ],
)
def test_an_error_is_said_in_words_and_tied_to_its_field(
    page: ContactPage, token: str, strict: Client, change: dict, field: str, words: str
) -> None:
    response = strict.post(ADDRESS, WORDS | {"name": "Läsare", "token": token} | change)

    html = response.content.decode().replace("\u00a0", " ")
    assert response.status_code == 422
    assert "<title>Fel: " in html
    assert "Rätta 1 fel innan du skickar" in html
    assert f'href="#contact-{field}"' in html
    drawn = re.search(rf'<(?:input|select|textarea)[^>]*id="contact-{field}"[^>]*>', html)[0]
    assert f"contact-{field}_error" in drawn
    assert 'aria-invalid="true"' in drawn
    assert f'id="contact-{field}_error"' in html
    assert html.count(words) == 2
    assert 'value="Läsare"' in html
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("change", [{"website": "x"}, {"token": "fresh"}])
def test_spam_is_kept_out_and_a_person_may_send_again(
    page: ContactPage, token: str, strict: Client, change: dict
) -> None:
    if change.get("token"):
        change = {"token": tokens.issue(page.pk)}
    html = strict.post(ADDRESS, WORDS | {"token": token} | change).content.decode()

    assert "Länken är trasig." in html
    assert not ContactMessage.objects.exists()
    renewed = re.search(r'name="token" value="([^"]+)"', html)[1]
    with mock.patch("time.time", return_value=timezone.now().timestamp() + 10):
        strict.post(ADDRESS, WORDS | {"token": renewed})
    assert ContactMessage.objects.count() == 1


def test_pressing_twice_sends_once(page: ContactPage, token: str, strict: Client) -> None:
    answers = [strict.post(ADDRESS, WORDS | {"token": token}, follow=True) for _ in range(2)]

    assert all("Tack för ditt meddelande" in answer.content.decode() for answer in answers)
    assert ContactMessage.objects.count() == len(outbox.outbox) == 1


def test_a_broken_mail_server_loses_nothing(
    page: ContactPage, token: str, strict: Client, broken: None, settings: object
) -> None:
    response = strict.post(ADDRESS, WORDS | {"token": token}, follow=True)

    message = ContactMessage.objects.get()
    assert "Tack för ditt meddelande" in response.content.decode()
    assert message.sent_at is None
    assert "Ingen svarar" in message.error
    assert message.next_at > timezone.now()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail.send_waiting() == 0  # not due yet
    with at(timezone.now() + mail.LONGEST_WAIT):
        assert mail.send_waiting() == 1
    message.refresh_from_db()
    assert message.sent_at
    assert message.error == ""
    assert len(outbox.outbox) == 1


def test_a_broken_server_is_tried_more_and_more_seldom_and_for_ever(page: ContactPage, broken: None) -> None:
    message = ContactMessage.objects.create(page=page, topic="other", text="Hej", recipient="r@example.se", token="1")
    waits, now = [], timezone.now()
    for _ in range(20):
        with at(now):
            mail.send_waiting()
        message.refresh_from_db()
        waits.append(message.next_at - now)
        now = message.next_at

    assert waits == sorted(waits)
    assert waits[0] <= timedelta(minutes=2)
    assert waits[-1] == mail.LONGEST_WAIT


def test_two_processes_do_not_send_the_same_message(page: ContactPage) -> None:
    message = ContactMessage.objects.create(page=page, topic="other", text="Hej", recipient="r@example.se", token="1")
    seen_by_both = [ContactMessage.objects.get(pk=message.pk) for _ in range(2)]

    assert [mail._send(seen) for seen in seen_by_both] == [True, False]
    assert len(outbox.outbox) == 1


def test_a_worker_sends_where_there_is_a_broker_and_a_broken_broker_loses_nothing(
    page: ContactPage, token: str, strict: Client, settings: object
) -> None:
    settings.CELERY_BROKER_URL = "redis://localhost:1"
    with mock.patch("home.correspondence.mail.current_app.send_task", side_effect=OSError("broker borta")) as asked:
        response = strict.post(ADDRESS, WORDS | {"token": token}, follow=True)

    assert asked.call_args.args == (send_messages.name,)
    assert "Tack för ditt meddelande" in response.content.decode()
    assert outbox.outbox == []
    assert site_settings.CELERY_BEAT_SCHEDULE["messages"]["task"] == send_messages.name
    call_command("send_messages")
    assert len(outbox.outbox) == 1


def waiting_messages(page: ContactPage, number: int) -> list[ContactMessage]:
    common = {"page": page, "topic": "other", "text": "Hej"}
    return [
        ContactMessage.objects.create(**common, recipient=f"r{place}@example.se", token=str(place))
        for place in range(number)
    ]


def test_a_batch_that_takes_longer_than_the_lease_sends_nothing_twice(
    page: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, sent = [timezone.now() + timedelta(seconds=1)], []

    def send(message: EmailMessage) -> int:
        """Takes two minutes, at the end of which another process looks for messages that nobody is at."""
        sent.extend(message.to)
        now[0] += timedelta(minutes=2)
        due = mail._due().exclude(recipient__in=set(recipients) - set(sent))
        sent.extend(due.values_list("recipient", flat=True))
        return 1

    recipients = [message.recipient for message in waiting_messages(page, 5)]
    monkeypatch.setattr(EmailMessage, "send", send)
    with mock.patch("django.utils.timezone.now", side_effect=lambda: now[0]):
        assert mail.send_waiting() == 5

    assert sent == recipients


def test_a_server_that_nobody_reaches_is_asked_once_a_batch(page: ContactPage, broken: None) -> None:
    waiting_messages(page, 3)

    assert mail.send_waiting() == 0
    assert list(ContactMessage.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0, 0]


def test_a_refused_message_does_not_stop_the_others(page: ContactPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(message: EmailMessage) -> int:
        if message.to == ["r0@example.se"]:
            raise SMTPRecipientsRefused({"r0@example.se": (550, b"okand")})
        return 1

    waiting_messages(page, 3)
    monkeypatch.setattr(EmailMessage, "send", send)

    assert mail.send_waiting() == 2


def test_a_slow_server_ends_a_batch_before_its_worker_is_killed(
    page: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_messages(page, 3)
    monkeypatch.setattr(mail, "TIME", -1)

    assert mail.send_waiting() == 1
    assert mail.TIME < site_settings.CELERY_TASK_TIME_LIMIT


def test_a_visitor_waits_for_no_message_but_his_own(
    page: ContactPage, token: str, strict: Client, broken: None
) -> None:
    waiting_messages(page, 3)
    strict.post(ADDRESS, WORDS | {"token": token})

    assert list(ContactMessage.objects.order_by("pk").values_list("attempts", flat=True)) == [0, 0, 0, 1]


def test_what_has_waited_is_sent_after_the_next_message_that_the_server_takes(
    page: ContactPage, token: str, strict: Client
) -> None:
    waiting_messages(page, 3)
    strict.post(ADDRESS, WORDS | {"token": token})

    assert [message.to for message in outbox.outbox] == [
        [recipient] for recipient in ("redaktionen@example.se", "r0@example.se", "r1@example.se", "r2@example.se")
    ]


def test_a_receipt_is_for_its_sender_alone(page: ContactPage, client: Client) -> None:
    assert client.get("/sv/meddelande/mottaget/").status_code == 404
    assert client.get("/sv/meddelande/mottaget/?nr=WzEsMV0:x:y").status_code == 404


def test_editors_see_the_state_of_a_message_and_try_it_again(page: ContactPage, client: Client) -> None:
    later = timezone.now() + timedelta(hours=5)
    message = ContactMessage.objects.create(
        page=page, topic="other", text="Hej", recipient="r@example.se", token="1", error="Ingen svarar", next_at=later
    )
    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))
    address = reverse("message_report")
    html = client.get(address).content.decode()
    assert "Väntar, e-postservern tog inte emot det" in html
    assert "Ingen svarar" in html

    client.post(address, {"press": "retry", "row": message.pk})

    assert "Skickat" in client.get(address).content.decode()
    assert len(outbox.outbox) == 1


def test_the_form_speaks_the_language_of_its_page(page: ContactPage, strict: Client) -> None:
    copy = page.copy_for_translation(make_home("fi", of=page.get_parent().specific).locale)
    copy.save_revision().publish()

    html = strict.get(copy.url).content.decode()

    assert "Kirjoita meille" in html
    assert 'action="/fi/viesti/"' in html
