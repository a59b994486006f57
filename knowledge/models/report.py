from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from .. import sections
from ..dates import in_words
from ..declarations import Rows, Value
from ..fields import PROSE
from ..kinds import REPORT, Kind
from ..panels import RowsPanel
from .base import KnowledgePage
from .content_rows import REFERENCE_ROWS, REFERENCES_PANEL
from .diary_number import DIARY_NUMBER_ROWS, DIARY_NUMBERS_PANEL
from .in_order import parts_of
from .organisation import Organisation
from .rows import by_choice


class ReportPage(KnowledgePage):
    """A project report: what was to be done, with which means, and how it went. Its chapters are its child pages."""

    kind = Kind("report", REPORT, _("Project report"))
    page_description = _("A report with goals, results and recommendations. Its chapters are the pages under it.")
    subpage_types = ["knowledge.ReportChapterPage"]
    listing_order = ("-published_on", "title")

    series = models.CharField(
        _("report series"), max_length=150, blank=True, help_text=_("The series that the report belongs to.")
    )
    series_note = models.TextField(
        _("about the series"), blank=True, help_text=_("What kind of reports the series holds.")
    )
    publisher = models.ForeignKey(
        "knowledge.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("publisher"),
        help_text=_("The organisation that gave the report out."),
    )
    published_on = models.DateField(_("published"), null=True, help_text=_("The date that stands on the report."))
    place_of_publication = models.CharField(
        _("place of publication"), max_length=100, blank=True, help_text=_("The town that stands on the report.")
    )
    period_from = models.DateField(
        _("project period from"), null=True, blank=True, help_text=_("Only the month is shown.")
    )
    period_to = models.DateField(_("project period to"), null=True, blank=True, help_text=_("Only the month is shown."))
    overall_aim = RichTextField(
        _("overall aim"), features=PROSE, blank=True, help_text=_("What the project as a whole was to lead to.")
    )
    quality_reviewed_by = models.CharField(
        _("quality reviewed by"), max_length=200, blank=True, help_text=_("A function, never a person.")
    )
    approved_by = models.ForeignKey(
        "knowledge.DecisionPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="approved_reports",
        verbose_name=_("approved by the decision"),
        help_text=_("The decision must be a page here."),
    )
    original_file = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("original file"),
        help_text=_("The report as it was published. The page itself is what everyone can read."),
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("publisher", overridable=False),
        SynchronizedField("place_of_publication"),
    ]
    content_panels = [
        *KnowledgePage.content_panels,
        FieldPanel("overall_aim"),
        RowsPanel("goals", heading=_("Project goals"), label=_("Project goal")),
        RowsPanel("resources", heading=_("Fixed and temporary resources"), label=_("Resource")),
        RowsPanel("methods", heading=_("Methods and material"), label=_("Method")),
        RowsPanel("recommendations", heading=_("Recommendations"), label=_("Recommendation")),
        REFERENCES_PANEL,
        RowsPanel("appendices", heading=_("Appendices"), label=_("Appendix")),
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldPanel("series"),
                FieldPanel("series_note"),
                FieldPanel("publisher"),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("place_of_publication")]),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
                FieldPanel("quality_reviewed_by"),
                PageChooserPanel("approved_by"),
                FieldPanel("original_file"),
            ],
            heading=_("Facts about the report"),
        ),
        DIARY_NUMBERS_PANEL,
        *KnowledgePage.classification_panels,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("series"),
        Value("series_note"),
        Value("publisher"),
        Value("published_on"),
        Value("place_of_publication"),
        Value("period_from"),
        Value("period_to"),
        Value("quality_reviewed_by"),
        Value("approved_by"),
        Value("overall_aim", ("Övergripande syfte",)),
        DIARY_NUMBER_ROWS,
        Rows(
            "goals",
            "goals",
            ("Projektmål",),
            title="short_wording",
            number="number",
            labels={
                "Formulering": "wording",
                "Syfte": "purpose",
                "Resultat": "result",
                "Utfall": "outcome_text",
                "Måluppfyllelse": "outcome",
            },
        ),
        Rows(
            "resources",
            "resources",
            ("Resurser",),
            labels={"Typ": "resource_kind", "Namn": "name", "Antal": "count", "Beskrivning": "description"},
        ),
        Rows(
            "methods",
            "methods",
            ("Metoder och underlag",),
            labels={"Metod": "method", "Målgrupp": "audience", "Antal": "count", "Platser": "places"},
        ),
        Rows(
            "recommendations",
            "recommendations",
            ("Rekommendationer",),
            labels={
                "Rubrik": "title",
                "Grupp": "group",
                "Typ": "recommendation_kind",
                "Motivering": "rationale",
            },
        ),
        REFERENCE_ROWS,
        Rows("appendices", "appendices", ("Bilagor",), labels={"Nummer": "number", "Titel": "title", "Länk": "url"}),
    )
    shown_rows = (
        *KnowledgePage.shown_rows,
        "diary_numbers",
        "goals",
        "resources",
        "methods",
        "recommendations",
        "references",
        "appendices__document",
    )

    class Meta:
        verbose_name = _("project report")
        verbose_name_plural = _("project reports")

    def clean(self) -> None:
        super().clean()
        if self.period_from and self.period_to and self.period_to < self.period_from:
            raise ValidationError({"period_to": _("The project ends before it begins.")})

    def organisation_ids(self) -> Iterable[int | None]:
        numbers = (row.organisation_id for row in self.diary_numbers.all())
        return [*super().organisation_ids(), self.publisher_id, *numbers]

    @property
    def publishing_organisation(self) -> Organisation | None:
        """The publisher in the page's language."""
        return self.organisation_map.get(self.publisher_id)

    @cached_property
    def chapters(self) -> list[Any]:
        """The chapters that anyone may read, in order."""
        return parts_of(self)

    def linked_ids(self) -> Iterable[int | None]:
        return [self.approved_by_id]

    @property
    def approving_decision(self) -> Page | None:
        """The decision that approved the report, in the page's language, when visitors may read it."""
        return self.linked_pages.get(self.approved_by_id)

    @property
    def resources_by_kind(self) -> list[tuple[str, list[Any]]]:
        """Fixed resources, then temporary ones."""
        return by_choice(self.resources.all(), "resource_kind")

    @property
    def recommendations_by_group(self) -> list[tuple[str, list[Any]]]:
        """The recommendations by group, in the order in which the groups first appear."""
        groups: dict[str, list[Any]] = {}
        for row in self.recommendations.all():
            groups.setdefault(row.group, []).append(row)
        return list(groups.items())

    def parts(self) -> Iterable[sections.Part]:
        yield from super().parts()
        yield sections.prose("overgripande-syfte", gettext("Overall aim"), self.overall_aim)
        if self.chapters:
            yield sections.heading("kapitel", gettext("Chapters"))
        yield sections.rows("projektmal", gettext("Project goals"), (row.section for row in self.goals.all()))
        yield sections.row_list("resurser", gettext("Resources"), (row.words for row in self.resources.all()))
        yield sections.row_list("metoder", gettext("Methods and material"), (row.words for row in self.methods.all()))
        yield sections.rows(
            "rekommendationer", gettext("Recommendations"), (row.section for row in self.recommendations.all())
        )
        yield sections.references(self.references.all())
        yield sections.row_list(
            "bilagor", gettext("Appendices"), (f"{row.number} {row.title}".strip() for row in self.appendices.all())
        )

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)

    def search_identifiers(self) -> Iterable[str]:
        return [row.number for row in self.diary_numbers.all()]

    @property
    def behind_it(self) -> Organisation | None:
        return self.publishing_organisation

    @property
    def happened_on(self) -> date | None:
        return self.published_on

    def date_words(self) -> str:
        if not self.published_on:
            return super().date_words()
        return gettext("Published %(date)s") % {"date": in_words(self.published_on)}

    def search_dependents(self) -> Any:
        """The chapters have the report's date."""
        return self.get_children()

    def search_facts(self) -> Iterable[str]:
        publisher = self.publishing_organisation
        yield from filter(None, [publisher and publisher.name, self.date_words()])
