"""What has been kept long enough goes, whatever else does or does not happen on the site."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import ContactMessage, HomePage, PageFeedback
from home.tasks import forget
from knowledge.models import DocumentImport
from knowledge.models.document_import import KEPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def outdated(home: HomePage) -> None:
    """A message, an answer, an upload and a log-in that have been kept for too long, and one of each that have not."""
    now = timezone.now()
    long_ago = now - timedelta(days=site_settings.MESSAGES_KEPT_DAYS, hours=1)
    message = {"page": home, "topic": "other", "text": "Hej", "recipient": "r@example.se", "received_at": long_ago}
    ContactMessage.objects.create(**message, token="1", sent_at=long_ago)
    ContactMessage.objects.create(**message, token="waits", next_at=now + timedelta(days=1))
    answers = [PageFeedback.objects.create(page=home, helped=True, token=token) for token in ("1", "waits")]
    PageFeedback.objects.filter(pk=answers[0].pk).update(created_at=long_ago)
    imports = [DocumentImport.objects.create(name=name, data=b"") for name in ("1", "waits")]
    DocumentImport.objects.filter(pk=imports[0].pk).update(updated_at=now - KEPT - timedelta(hours=1))
    Session.objects.create(session_key="1", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="waits", expire_date=now + timedelta(hours=1))


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))
    return client


def left() -> list[list[str]]:
    return [
        list(ContactMessage.objects.values_list("token", flat=True)),
        list(PageFeedback.objects.values_list("token", flat=True)),
        list(DocumentImport.objects.values_list("name", flat=True)),
        list(Session.objects.filter(session_key__in=("1", "waits")).values_list("session_key", flat=True)),
    ]


@pytest.mark.parametrize("way", [forget, lambda: call_command("forget")], ids=["by the beat", "by the command"])
def test_all_that_is_outdated_goes_and_nothing_else(outdated: None, way: Callable[[], object]) -> None:
    way()

    assert left() == [["waits"]] * 4


@pytest.mark.parametrize("address", ["feedback_report", "comment_report", "message_report"])
def test_opening_a_list_of_what_visitors_sent_is_enough(outdated: None, admin: Client, address: str) -> None:
    assert admin.get(reverse(address)).status_code == 200

    assert left() == [["waits"]] * 4


def test_opening_the_list_of_imports_is_enough_for_imports(outdated: None, admin: Client) -> None:
    assert admin.get(reverse("document_imports:index")).status_code == 200

    assert left()[2] == ["waits"]


def test_the_beat_does_it_by_itself() -> None:
    assert forget.name in {entry["task"] for entry in site_settings.CELERY_BEAT_SCHEDULE.values()}
