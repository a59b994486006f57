"""Rows of content that several page types use: questions, checks and references."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from ..declarations import Rows
from ..fields import PROSE
from ..panels import RowsPanel
from .rows import Row, page_key


class FaqItem(Row):
    """A question with its answer."""

    anchor_prefix = "fraga"

    page = page_key("faq")
    question = models.CharField(_("question"), max_length=250, help_text=_("As a reader would ask it."))
    answer = RichTextField(_("answer"), features=PROSE, help_text=_("Answer first, then why."))

    panels = [FieldPanel("question"), FieldPanel("answer")]

    class Meta(Row.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")


class ChecklistItem(Row):
    """One thing to see to, before, during or after. Made for print: no state is kept."""

    class Phase(models.TextChoices):
        BEFORE = "before", _("Before")
        DURING = "during", _("During")
        AFTER = "after", _("After")

    anchor_prefix = "check"

    page = page_key("checklist")
    text = models.CharField(_("text"), max_length=300, help_text=_("One thing to do, verb first."))
    phase = models.CharField(
        _("when"),
        max_length=10,
        choices=Phase.choices,
        default=Phase.BEFORE,
        help_text=_("Before, during or after the workshop."),
    )

    panels = [FieldRowPanel([FieldPanel("text"), FieldPanel("phase")])]

    class Meta(Row.Meta):
        verbose_name = _("check")
        verbose_name_plural = _("checklist")


class Reference(Row):
    """Literature that a page refers to, as in its own list of references."""

    anchor_prefix = "referens"

    page = page_key("references")
    title = models.CharField(_("title"), max_length=300, help_text=_("As the source itself puts it."))
    publisher = models.CharField(
        _("publishing organisation"), max_length=200, blank=True, help_text=_("Who has published the source.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("When the source was published.")
    )
    identifier = models.CharField(_("designation"), max_length=100, blank=True, help_text=_("Such as SOU 2019:29."))
    url = models.URLField(
        _("link"), max_length=500, blank=True, help_text=_("To the source itself, when it can be read online.")
    )

    override_translatable_fields = [
        SynchronizedField("publisher"),
        SynchronizedField("identifier", overridable=False),
    ]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("identifier"), FieldPanel("url")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("reference")
        verbose_name_plural = _("references")


# A page type that has such rows adds the panel to its tabs and the declaration to its importable fields.
FAQ_PANEL = RowsPanel("faq", heading=_("Questions and answers"), label=_("Question"))
CHECKLIST_PANEL = RowsPanel("checklist", heading=_("Checklists"), label=_("Check"))
REFERENCES_PANEL = RowsPanel("references", heading=_("References"), label=_("Reference"))

FAQ_ROWS = Rows("faq", "faq", ("Frågor och svar",), title="question", text="answer")
CHECKLIST_ROWS = Rows("checklist", "checklist", ("Checklista",), text="text", labels={"När": "phase"})
REFERENCE_ROWS = Rows(
    "references",
    "references",
    ("Referenser",),
    text="title",
    labels={"Titel": "title", "Utgivare": "publisher", "År": "year", "Beteckning": "identifier", "Länk": "url"},
)
