"""Mails stored messages. The row is the truth: a message waits in the database until the mail server has taken it."""

import logging
from datetime import datetime, timedelta

from celery import current_app

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..models import ContactMessage, PageFeedback

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Nobody else tries a message that is being sent; after a crash it is tried again when the lease is out."""
LONGEST_WAIT = timedelta(hours=6)
BATCH = 50
TASK = "home.send_messages"


def wake() -> None:
    """Have messages sent that wait: by a worker where there is a broker, else here and now. Never fails."""
    try:
        if settings.CELERY_BROKER_URL:
            current_app.send_task(TASK, retry=False)
        else:
            send_waiting()
    except Exception:  # each broker has errors of its own, and the message is stored
        logger.exception("A message is stored but not sent yet")


def send_waiting(now: datetime | None = None) -> int:
    """Send what waits and is due, and forget what has been kept long enough. Gives the number of messages sent."""
    now = now or timezone.now()
    due = waiting().filter(next_at__lte=now).order_by("next_at")[:BATCH]
    sent = sum(_send(message, now) for message in list(due))
    forget(now)
    return sent


def waiting() -> QuerySet[ContactMessage]:
    return ContactMessage.objects.filter(sent_at=None)


def retry(messages: QuerySet[ContactMessage]) -> int:
    """Try these messages now, whatever has been the matter with them. Gives their number."""
    number = messages.filter(sent_at=None).update(next_at=timezone.now())
    wake()
    return number


def forget(now: datetime) -> None:
    """Delete what has been kept for `MESSAGES_KEPT_DAYS`; what has not been sent is kept."""
    limit = now - timedelta(days=settings.MESSAGES_KEPT_DAYS)
    ContactMessage.objects.filter(sent_at__lt=limit).delete()
    PageFeedback.objects.filter(created_at__lt=limit).delete()


def _send(message: ContactMessage, now: datetime) -> bool:
    if not _claim(message, now):
        return False
    try:
        _mail(message).send()
    except Exception as error:  # each mail backend has errors of its own
        wait = min(timedelta(minutes=2 ** min(message.attempts, 10)), LONGEST_WAIT)
        _store(message, next_at=now + wait, error=f"{type(error).__name__}: {error}"[:500])
        logger.warning("Message %s could not be sent: %s", message.reference, error)
        return False
    _store(message, sent_at=timezone.now(), error="")
    return True


def _claim(message: ContactMessage, now: datetime) -> bool:
    """Whether the message is ours to send: of several processes one gets it."""
    mine = waiting().filter(pk=message.pk, next_at=message.next_at)
    claimed = mine.update(next_at=now + LEASE, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(claimed)


def _store(message: ContactMessage, **values: object) -> None:
    ContactMessage.objects.filter(pk=message.pk).update(**values)


def _mail(message: ContactMessage) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        topic = message.get_topic_display()
        lines = [
            message.text,
            "-- ",
            _("Message %(reference)s, %(topic)s") % {"reference": message.reference, "topic": topic},
            _("Received %(time)s") % {"time": timezone.localtime(message.received_at).strftime("%Y-%m-%d %H:%M")},
            _("From: %(sender)s")
            % {"sender": " ".join(filter(None, [message.name, message.email])) or _("nobody named")},
            _("Language: %(language)s")
            % {"language": dict(settings.LANGUAGES).get(message.language, message.language)},
        ]
        return EmailMessage(
            subject=f"[{settings.WAGTAIL_SITE_NAME}] {topic} ({message.reference})",
            body="\n".join(lines),
            to=[message.recipient],
            reply_to=[message.email] if message.email else None,
        )
