"""What visitors write to the editors. It is stored first and mailed then, so that a broken mail server loses nothing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 5000


class ContactMessage(models.Model):
    """One message on its way to `recipient`. It waits until `sent_at` is set; `next_at` says when it is tried next."""

    class Topic(models.TextChoices):
        FAULT = "fault", _("Something is wrong or missing")
        SUGGESTION = "suggestion", _("Feedback or a suggestion")
        ACCESSIBILITY = "accessibility", _("Report an accessibility problem")
        ACCESSIBLE_VERSION = "accessible_version", _("Ask for an accessible version")
        PERSONAL_DATA = "personal_data", _("A question about personal data")
        OTHER = "other", _("Something else")

    # Who asks for these wants an answer.
    ANSWERED = (Topic.ACCESSIBLE_VERSION, Topic.PERSONAL_DATA)

    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    topic = models.CharField(_("about"), max_length=20, choices=Topic.choices)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("message"), max_length=MESSAGE_LENGTH)
    language = models.CharField(_("language"), max_length=10)
    recipient = models.EmailField(_("recipient"))
    token = models.CharField(max_length=32, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.TextField(_("latest error"), blank=True, default="")

    class Meta:
        verbose_name = _("message to the editors")
        verbose_name_plural = _("messages to the editors")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["next_at"], name="home_message_waiting", condition=models.Q(sent_at=None))]

    def __str__(self) -> str:
        return f"{self.reference} {self.get_topic_display()}"

    @property
    def reference(self) -> str:
        """By which sender and editors name the message: "2026-12"."""
        return f"{self.received_at.year}-{self.pk}"

    @property
    def state(self) -> str:
        if self.sent_at:
            return str(_("Sent"))
        return str(_("Waits, the mail server has refused it")) if self.error else str(_("Waits to be sent"))
