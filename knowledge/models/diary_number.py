from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from ..declarations import Rows
from ..panels import RowsPanel
from .rows import Row, item_key, page_key


class DiaryNumber(Row):
    """A reference number of a case as it is written, and whose it is. One case has one with each authority."""

    anchor_prefix = "diarienummer"

    page = page_key("diary_numbers")
    number = models.CharField(
        _("reference number"), max_length=60, help_text=_("As it is written. The search finds it in any spelling.")
    )
    organisation = item_key(
        "knowledge.Organisation",
        _("kept by"),
        optional=True,
        help_text=_("The authority in whose register the number stands."),
    )
    role = models.CharField(
        _("concerns"), max_length=150, blank=True, help_text=_("What the number stands for: the case, a notice.")
    )

    override_translatable_fields = [
        SynchronizedField("number", overridable=False),
        SynchronizedField("organisation", overridable=False),
    ]
    panels = [FieldRowPanel([FieldPanel("number"), FieldPanel("organisation")]), FieldPanel("role")]

    class Meta(Row.Meta):
        verbose_name = _("reference number")
        verbose_name_plural = _("reference numbers")


DIARY_NUMBERS_PANEL = RowsPanel("diary_numbers", heading=_("Reference numbers"), label=_("Reference number"))
DIARY_NUMBER_ROWS = Rows("diary_numbers", "diary_numbers", text="number")
