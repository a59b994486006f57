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
from ..fields import PROSE, LinesField
from ..kinds import GUIDE, Kind
from ..panels import RowsPanel
from ..related import ShownLink, shown_links
from .base import KnowledgePage
from .content_rows import CHECKLIST_PANEL, CHECKLIST_ROWS, FAQ_PANEL, FAQ_ROWS
from .discussion_point import DiscussionPoint, with_outcomes
from .in_order import InOrder
from .rows import Row, by_choice, item_key
from .theme_form import ThemePageForm


class ThemePage(InOrder, KnowledgePage):
    """One theme to talk about: who takes part, and the points to discuss with why and desired outcome."""

    kind = Kind("theme", GUIDE, _("Theme"))
    page_description = _("A theme of a process support: who takes part and which points to discuss.")
    parent_page_types = ["knowledge.ToolkitPage"]
    subpage_types: list[str] = []
    listing_order = ("number", "part", "title")
    base_form_class = ThemePageForm

    class ThemePart(models.TextChoices):
        A = "a", "a"
        B = "b", "b"

    number = models.PositiveSmallIntegerField(
        _("number"), null=True, help_text=_("Themes are shown in the order of their numbers.")
    )
    part = models.CharField(
        _("part"),
        max_length=1,
        blank=True,
        choices=ThemePart.choices,
        help_text=_("When a theme is divided in two: a or b. The theme is then called 2a or 2b."),
    )
    group_title = models.CharField(
        _("heading of the group"), max_length=150, blank=True, help_text=_("What the parts have in common.")
    )
    purpose = RichTextField(_("purpose"), features=PROSE, help_text=_("What the talk is to lead to."))

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("number", overridable=False),
        SynchronizedField("part", overridable=False),
    ]
    content_panels = [
        *KnowledgePage.content_panels[:1],
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("number"), FieldPanel("part")]), FieldPanel("group_title")],
            heading=_("Place among the themes"),
        ),
        *KnowledgePage.content_panels[1:],
        FieldPanel("purpose"),
        RowsPanel("participants", heading=_("Those who take part"), label=_("Participant")),
        RowsPanel("points", heading=_("Suggested content"), label=_("Point")),
        CHECKLIST_PANEL,
        FAQ_PANEL,
        RowsPanel("support_links", heading=_("More support"), label=_("Link")),
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("number"),
        Value("part"),
        Value("group_title"),
        Value("purpose", ("Syfte",)),
        Rows(
            "participants",
            "participants",
            ("Medverkar", "Vilka som medverkar"),
            labels={"Nivå": "level", "Part": "party", "Roller": "roles", "Ansvar": "responsibility"},
        ),
        Rows(
            "points",
            "points",
            ("Punkter att diskutera", "Förslag på innehåll"),
            title="heading",
            text="text",
            labels={
                "Varför?": "why",
                "Önskat utfall": "desired_outcome",
                "Samma som": "same_as",
                "Underpunkter": "sub_points",
            },
        ),
        FAQ_ROWS,
        CHECKLIST_ROWS,
        Rows("support_links", "support_links", ("Mer stöd",), text="text", link="url", page_link="target"),
    )
    shown_rows = (*KnowledgePage.shown_rows, "participants", "points", "checklist", "faq", "support_links")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def number_label(self) -> str:
        return f"{self.number or ''}{self.part}"

    @property
    def discussion_points(self) -> list[DiscussionPoint]:
        """The points with `number`, `outcome` (of the point it refers to, if any) and `same_as_number`."""
        return with_outcomes(self.points.all())

    @property
    def participant_levels(self) -> list[tuple[Any, list["ThemeParticipant"]]]:
        """Who takes part, as (level in the page's language, its rows), in the order of the levels."""
        rows = list(self.participants.all())
        found: list[tuple[Any, list[ThemeParticipant]]] = [
            (level, [row for row in rows if self.level_map.get(row.level_id) == level]) for level in self.all_levels
        ]
        found.append((None, [row for row in rows if row.level_id not in self.level_map]))
        return [(level, participants) for level, participants in found if participants]

    @property
    def checklist_by_phase(self) -> list[tuple[str, list[Any]]]:
        """The checks before, during and after."""
        return by_choice(self.checklist.all(), "phase")

    def linked_ids(self) -> Iterable[int | None]:
        return [row.target_id for row in self.support_links.all()]

    @cached_property
    def more_support(self) -> list[ShownLink]:
        """The links that lead somewhere visitors may go, to pages in this page's language."""
        return [link for link in shown_links(self.support_links.all(), self.linked_pages) if link.target or link.url]

    def parts(self) -> Iterable[sections.Part]:
        yield from super().parts()
        yield sections.prose("", gettext("Purpose"), self.purpose)
        yield sections.row_list(
            "medverkar", gettext("Who takes part"), (self.participant_text(row) for row in self.participants.all())
        )
        yield sections.rows(
            "punkter", gettext("Points to discuss"), (point.section for point in self.discussion_points)
        )
        yield sections.checklist(self.checklist.all())
        yield sections.faq(self.faq.all())
        yield sections.row_list("mer-stod", gettext("More support"), (row.text for row in self.more_support))

    def participant_text(self, row: "ThemeParticipant") -> str:
        level = self.level_map.get(row.level_id)
        words = [level.name if level else "", row.get_party_display(), *row.roles_list, row.responsibility]
        return ", ".join(str(word) for word in words if word)

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)


class ThemeParticipant(Row):
    """Roles of one party on one level, and what they answer for."""

    class Party(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")
        BOTH = "both", _("Region and municipality")

    anchor_prefix = "medverkar"

    page = ParentalKey(ThemePage, on_delete=models.CASCADE, related_name="participants")
    level = item_key("knowledge.Level", _("level"), help_text=_("On which level those taking part work."))
    party = models.CharField(
        _("party"), max_length=15, choices=Party.choices, default=Party.BOTH, help_text=_("Whose roles they are.")
    )
    roles = LinesField(_("examples of roles"), help_text=_("One per line. Roles, never persons."))
    responsibility = models.TextField(_("responsibility"), blank=True, help_text=_("What these roles answer for."))

    override_translatable_fields = [SynchronizedField("level", overridable=False)]
    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("party")]),
        FieldPanel("roles"),
        FieldPanel("responsibility"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")


class SupportLink(Row):
    """A link to more support, on this site or elsewhere."""

    anchor_prefix = "stod"

    page = ParentalKey(ThemePage, on_delete=models.CASCADE, related_name="support_links")
    text = models.CharField(
        _("link text"), max_length=250, help_text=_("Says where the link leads; for another site, its name too.")
    )
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("When the support lies on another site.")
    )
    target = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("When the support is a page here."),
    )

    panels = [FieldPanel("text"), FieldRowPanel([FieldPanel("url"), PageChooserPanel("target")])]

    class Meta(Row.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def publish_problems(self) -> dict[str, Any]:
        if self.url or self.target_id:
            return {}
        return {"url": _("Give an address or choose a page.")}
