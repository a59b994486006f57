"""What stands in the files that pages lead to, and which of them are to be read."""

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class DocumentText(models.Model):
    """The text of one file, by its fingerprint and analysed for one language: read once, however many pages lead to it.

    It is also the queue of the files that are to be read. Nothing here says what a file is called.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        FAILED = "failed"

    sha = models.CharField(max_length=40)
    """Wagtail's fingerprint of the file. Whoever reads it makes sure that the file has it."""
    locale = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    version = models.CharField(max_length=40, blank=True, default="")
    """Of the readers and the analysis that made the content."""
    content = models.BinaryField(blank=True, default=b"")
    """See `search.files.texts`."""
    parts = models.PositiveIntegerField(default=0)
    scanned = models.PositiveIntegerField(default=0)
    """Pages that are pictures without text."""
    truncated = models.BooleanField(default=False)
    trouble = models.CharField(max_length=20, blank=True, default="")
    """Why it failed, or must be tried again: a code of `search.extraction.Trouble`."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """Of readers one after another that began with it; one that could not have the file does not count."""
    next_at = models.DateTimeField(null=True)
    """When it may be tried; while it is being read, when its reader must have lost its life."""
    asked_at = models.DateTimeField(auto_now_add=True)

    IN_TROUBLE = Q(state=State.FAILED) | Q(state=State.WAITING) & ~Q(trouble="")
    """Could not be read when it was tried last."""

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        constraints = [models.UniqueConstraint(fields=["sha", "locale"], name="search_one_text")]
        indexes = [models.Index(fields=["asked_at"], name="search_text_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.sha} {self.locale} ({self.state})"

    @classmethod
    def ask_anew(cls, texts: QuerySet["DocumentText"]) -> int:
        """Have these read again, as if they never had been. Gives their number."""
        return texts.update(state=cls.State.WAITING, trouble="", attempts=0, next_at=None, asked_at=Now())

    @classmethod
    def waiting(cls) -> QuerySet["DocumentText"]:
        return cls.objects.filter(state=cls.State.WAITING)

    @classmethod
    def due(cls) -> QuerySet["DocumentText"]:
        """Those that nobody is reading and that may be tried now, by the clock of the database: hosts have others."""
        return cls.waiting().filter(Q(next_at=None) | Q(next_at__lte=Now()))
