"""Mails stored messages. The row is the truth: a message waits in the database until the mail server has taken it."""

import logging
import smtplib
import threading
import time
from datetime import timedelta

from celery import current_app

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..models import ContactMessage

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Nobody else tries a message that is being sent; after a crash it is tried again when the lease is out."""
LONGEST_WAIT = timedelta(hours=6)
BATCH = 50
TIME = 60  # seconds after which no other message of a batch is begun
TASK = "home.send_messages"
THREAD = "messages"
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""What a mail server says of one message; after any other trouble with it the next message would fare no better."""


class NoServerError(Exception):
    """The mail server takes no messages at all right now."""


def wake(message: ContactMessage) -> None:
    """Have a message sent: by a worker where there is a broker, else here and now. Never fails.

    The visitor waits for no other message: those that have waited are sent beside the request, once the server takes this one.
    """
    try:
        if settings.CELERY_BROKER_URL:
            current_app.send_task(TASK, retry=False)
        elif _send(message):
            _send_rest()
    except NoServerError:
        pass  # told by the message's own state
    except Exception:  # each broker has errors of its own, and the message is stored
        logger.exception("A message is stored but not sent yet")


def send_waiting() -> int:
    """Send what waits and is due, as long as the mail server takes it. Gives the number of messages sent."""
    sent, end = 0, time.monotonic() + TIME
    for message in list(_due().order_by("next_at")[:BATCH]):
        try:
            sent += _send(message)
        except NoServerError:
            break
        if time.monotonic() > end:
            break
    return sent


def waiting() -> QuerySet[ContactMessage]:
    return ContactMessage.objects.filter(sent_at=None)


def _due() -> QuerySet[ContactMessage]:
    return waiting().filter(next_at__lte=timezone.now())


def retry(messages: QuerySet[ContactMessage]) -> int:
    """Try these messages now, whatever has been the matter with them. Gives their number."""
    tried = waiting().filter(pk__in=list(messages.values_list("pk", flat=True)))
    number = tried.update(next_at=timezone.now())
    for message in tried:
        wake(message)
    return number


def _send_rest() -> None:
    """In a transaction, as in tests, another thread would see nothing of them."""
    if not _due().exists():
        return
    if connection.in_atomic_block:
        send_waiting()
    elif not any(thread.name == THREAD for thread in threading.enumerate()):
        threading.Thread(target=_send_in_thread, name=THREAD).start()


def _send_in_thread() -> None:
    try:
        send_waiting()
    except Exception:
        logger.exception("Messages wait to be sent")
    finally:
        connection.close()


def _send(message: ContactMessage) -> bool:
    """Whether the message was sent now. Raises NoServerError when no other would be either."""
    if not _claim(message):
        return False
    try:
        _mail(message).send()
    except Exception as error:  # each mail backend has errors of its own
        wait = min(timedelta(minutes=2 ** min(message.attempts, 10)), LONGEST_WAIT)
        _store(message, next_at=timezone.now() + wait, error=f"{type(error).__name__}: {error}"[:500])
        logger.warning("Message %s could not be sent: %s", message.reference, error)
        if isinstance(error, OSError) and not isinstance(error, REFUSALS):
            raise NoServerError from error
        return False
    _store(message, sent_at=timezone.now(), error="")
    return True


def _claim(message: ContactMessage) -> bool:
    """Whether the message is ours to send: of several processes one gets it."""
    mine = waiting().filter(pk=message.pk, next_at=message.next_at)
    claimed = mine.update(next_at=timezone.now() + LEASE, attempts=F("attempts") + 1)
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
