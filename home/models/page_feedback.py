"""What visitors answer to "Did the page help you?". Nothing about the visitor is stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

COMMENT_LENGTH = 1000


class PageFeedback(models.Model):
    """One answer. `token` is that of the form it was sent with, so that sending it twice changes the answer."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="visitor_feedback", verbose_name=_("page")
    )
    helped = models.BooleanField(_("helped"))
    comment = models.TextField(_("comment"), blank=True, max_length=COMMENT_LENGTH)
    token = models.CharField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page}: {self.helped}"
