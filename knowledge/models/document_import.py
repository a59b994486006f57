"""A document that an editor has uploaded, from the upload to the drafts made of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker tells of its progress more often than this; one that does not has been stopped, by a restart for one.
SILENCE = timedelta(minutes=5)
# Drafts are made in one transaction, out of which nobody can tell anything; the largest file takes some minutes,
# and no worker is at it for longer than this.
LONGEST = timedelta(hours=1)
# What was uploaded may name persons: it is thrown away when nobody has touched the import for this long.
KEPT = timedelta(days=90)


class DocumentImport(models.Model):
    """The file is kept with the record, in the database, so that any worker can read it and nothing is lost when one stops.

    `understood` is what the importer found (see `imports.summary`), `places` the page under which each page of the source
    is to stand, by the key of the page, and `made` the drafts: `{"title": …, "page": id, "action": …}`.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be read")
        READING = "reading", _("Being read")
        UNDERSTOOD = "understood", _("To be looked at")
        PLACED = "placed", _("Waiting for its drafts")
        WRITING = "writing", _("Drafts are being made")
        DONE = "done", _("Drafts made")
        FAILED = "failed", _("Not imported")

    RUNNING = (Status.QUEUED, Status.READING, Status.PLACED, Status.WRITING)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    name = models.CharField(_("file"), max_length=255)
    data = models.BinaryField(_("content of the file"))
    kind = models.CharField(_("kind of page"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=12, default=settings.LANGUAGE_CODE)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.QUEUED)
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    understood = models.JSONField(default=dict, blank=True)
    places = models.JSONField(default=dict, blank=True)
    made = models.JSONField(default=list, blank=True)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    # It names pages in JSON only, and an upload that is thrown away takes nothing along.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document import")
        verbose_name_plural = _("document imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.status in self.RUNNING

    @property
    def has_stopped(self) -> bool:
        """Whether its worker has not been heard of for so long that it must be gone."""
        silence = LONGEST if self.status == self.Status.WRITING else SILENCE
        return self.is_running and timezone.now() - self.updated_at > silence
