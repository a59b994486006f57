"""How long what visitors write, what editors upload and that these were logged in is kept.

Deleting must not hang on anybody's doing one certain thing: the beat does it, `manage.py forget` does it where there is none,
and so does whoever opens one of the lists or sends a form.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from knowledge.imports import jobs

from .models import ContactMessage, PageFeedback


def forget() -> int:
    """Delete what has been kept long enough; messages that have not been sent are kept. Gives the number of rows."""
    now = timezone.now()
    limit = now - timedelta(days=settings.MESSAGES_KEPT_DAYS)
    outdated: tuple[QuerySet, ...] = (
        ContactMessage.objects.filter(sent_at__lt=limit),
        PageFeedback.objects.filter(created_at__lt=limit),
        Session.objects.filter(expire_date__lt=now),  # Django leaves them where they are
    )
    # To ask first costs little, and a list that is only read takes no lock.
    return jobs.forget() + sum(rows.delete()[0] for rows in outdated if rows.exists())
