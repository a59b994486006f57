from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from .. import sections
from ..declarations import Rows, Value
from ..fields import PROSE
from ..kinds import GUIDE, Kind
from ..panels import RowsPanel
from ..related import ShownLink
from .base import KnowledgePage
from .content_rows import CHECKLIST_PANEL, CHECKLIST_ROWS
from .in_order import InOrder
from .rows import Row, by_choice


class GuideStepPage(InOrder, KnowledgePage):
    """One step of a guide: what it is for, what to do and ask, and what to have done before the next one."""

    kind = Kind("step", GUIDE, _("Step"))
    page_description = _("A step of a guide: its purpose, questions to ask, examples and a checklist.")
    parent_page_types = ["knowledge.GuidePage"]
    subpage_types: list[str] = []
    listing_order = ("number", "title")

    number = models.PositiveSmallIntegerField(
        _("number"), null=True, help_text=_("Steps are taken in the order of their numbers.")
    )
    list_title = models.CharField(
        _("title in the list"),
        max_length=60,
        blank=True,
        help_text=_("Shorter than the title, for the row of steps. Empty: the title."),
    )
    purpose = RichTextField(_("purpose"), features=PROSE, help_text=_("What the step is to lead to."))
    needs = models.CharField(
        _("you need"), max_length=300, blank=True, help_text=_("What is to be in place when the step begins.")
    )
    gives = models.CharField(
        _("you get"), max_length=300, blank=True, help_text=_("What you have in your hand when the step is done.")
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("number", overridable=False),
    ]
    content_panels = [
        *KnowledgePage.content_panels[:1],
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("number"), FieldPanel("list_title")])], heading=_("Place among the steps")
        ),
        *KnowledgePage.content_panels[1:-1],
        FieldPanel("purpose"),
        FieldPanel("needs"),
        FieldPanel("gives"),
        *KnowledgePage.content_panels[-1:],
        RowsPanel("key_points", heading=_("Key points"), label=_("Key point")),
        RowsPanel("questions", heading=_("Questions to ask"), label=_("Question")),
        RowsPanel("examples", heading=_("Examples"), label=_("Example")),
        CHECKLIST_PANEL,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("number"),
        Value("list_title"),
        Value("purpose", ("Syfte",)),
        Value("needs", ("Ni behöver",)),
        Value("gives", ("Ni får",)),
        Rows("key_points", "key_points", ("Huvudpunkter",), title="heading", text="text"),
        Rows("questions", "questions", ("Frågor att ställa",), text="question"),
        Rows("examples", "examples", ("Exempel",), text="text", page_link="target", keys={"page": "target"}),
        CHECKLIST_ROWS,
    )
    shown_rows = (*KnowledgePage.shown_rows, "key_points", "questions", "examples", "checklist")

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    @property
    def number_label(self) -> str:
        return str(self.number or "")

    @property
    def short_title(self) -> str:
        """What the row of steps calls it."""
        return self.list_title or self.title

    @property
    def place_in_words(self) -> str:
        """ "Step 2 of 5", in the active language; without the whole while the step is not among those shown."""
        words = {"number": self.number_label, "total": len(self.in_order)}
        if self.pk not in [step.pk for step in self.in_order]:
            return gettext("Step %(number)s") % words
        return gettext("Step %(number)s of %(total)s") % words

    @property
    def checklist_by_phase(self) -> list[tuple[str, list[Any]]]:
        """The checks before, during and after."""
        return by_choice(self.checklist.all(), "phase")

    def linked_ids(self) -> Iterable[int | None]:
        return [row.target_id for row in self.examples.all()]

    @cached_property
    def shown_examples(self) -> list[ShownLink]:
        """The examples that visitors may read, in this page's language."""
        return [
            ShownLink(row.text, row.anchor, "", self.linked_pages[row.target_id])
            for row in self.examples.all()
            if row.target_id in self.linked_pages
        ]

    def parts(self) -> Iterable[sections.Part]:
        yield sections.prose("", gettext("Purpose"), self.purpose)
        yield sections.prose("", gettext("You need"), self.needs)
        yield sections.prose("", gettext("You get"), self.gives)
        yield sections.body(self.body)
        points, questions = self.key_points.all(), self.questions.all()
        yield sections.rows(
            "huvudpunkter",
            gettext("Key points"),
            sections.numbered(gettext("Key point %(number)s"), points, "heading", "text"),
        )
        yield sections.rows(
            "fragor-att-stalla",
            gettext("Questions to ask"),
            sections.numbered(gettext("Question %(number)s"), questions, "question"),
        )
        yield sections.row_list("exempel", gettext("Examples"), (row.text for row in self.shown_examples))
        yield sections.checklist(self.checklist.all())

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)


class GuideKeyPoint(Row):
    """One thing to do or to know in the step."""

    anchor_prefix = "huvudpunkt"

    page = ParentalKey(GuideStepPage, on_delete=models.CASCADE, related_name="key_points")
    heading = models.CharField(_("heading"), max_length=150, help_text=_("The point in a few words, verb first."))
    text = RichTextField(_("text"), features=PROSE, blank=True, help_text=_("How, or why."))

    panels = [FieldPanel("heading"), FieldPanel("text")]

    class Meta(Row.Meta):
        verbose_name = _("key point")
        verbose_name_plural = _("key points")


class GuideQuestion(Row):
    """A question to ask each other in the step."""

    anchor_prefix = "stall"

    page = ParentalKey(GuideStepPage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=400, help_text=_("As it is asked at the meeting."))

    panels = [FieldPanel("question")]

    class Meta(Row.Meta):
        verbose_name = _("question to ask")
        verbose_name_plural = _("questions to ask")


class GuideExample(Row):
    """A page that shows how somebody took the step."""

    anchor_prefix = "exempel"

    page = ParentalKey(GuideStepPage, on_delete=models.CASCADE, related_name="examples")
    target = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("A learning example, or another page that shows how it was done."),
    )
    text = models.CharField(_("text"), max_length=300, help_text=_("What to look at in the example, in one sentence."))

    panels = [PageChooserPanel("target"), FieldPanel("text")]

    class Meta(Row.Meta):
        verbose_name = _("example of a step")
        verbose_name_plural = _("examples of a step")
