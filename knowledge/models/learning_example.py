from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from search.documents import Section

from .. import sections
from ..blocks import BodyBlock
from ..declarations import Rows, Value
from ..fields import PROSE, CompactStreamField
from ..kinds import EXAMPLE, Kind
from ..links import targets
from ..panels import RowsPanel
from .base import KnowledgePage
from .content_rows import REFERENCE_ROWS, REFERENCES_PANEL
from .film import Film
from .rows import ChildRow, Row, item_key


class LearningExamplePage(KnowledgePage):
    """How somebody did it: a joint plan or a structure for cooperation, with its goals, films and references."""

    kind = Kind("example", EXAMPLE, _("Learning example"))
    page_description = _("How a place has made a joint plan or cooperates: background, goals, films and references.")
    subpage_types: list[str] = []
    listing_order = ("title",)

    class ExampleType(models.TextChoices):
        JOINT_PLAN = "joint_plan", _("Joint plan")
        COOPERATION_STRUCTURE = "cooperation_structure", _("Structure for cooperation")

    example_type = models.CharField(
        _("type of example"),
        max_length=30,
        choices=ExampleType.choices,
        default=ExampleType.JOINT_PLAN,
        help_text=_("Visitors can choose by it."),
    )
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True, help_text=_("When it began."))
    year_to = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, help_text=_("When it ended; empty while it goes on.")
    )
    part_of = models.CharField(
        _("appendix to"), max_length=200, blank=True, help_text=_("The document that the plan is part of.")
    )
    plan_document = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("plan document"),
        help_text=_("The plan itself as an accessible file."),
    )
    background = RichTextField(_("background"), features=PROSE, help_text=_("Where, who and why it began."))
    structure = CompactStreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("structure"),
        help_text=_("Who leads and decides, and how. Pairs of leaders are best shown as a table."),
    )

    content_panels = [
        *KnowledgePage.content_panels,
        FieldPanel("background"),
        FieldPanel("structure"),
        RowsPanel("goals", heading=_("Goals"), label=_("Goal")),
        RowsPanel("study_aims", heading=_("Aims of the case study"), label=_("Aim")),
        RowsPanel("plan_contents", heading=_("What the plan holds"), label=_("Content")),
        RowsPanel("films", heading=_("Films"), label=_("Film")),
        REFERENCES_PANEL,
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldPanel("example_type"),
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
                FieldPanel("part_of"),
                FieldPanel("plan_document"),
            ],
            heading=_("Facts about the example"),
        ),
        *KnowledgePage.classification_panels,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("example_type"),
        Value("year_from"),
        Value("year_to"),
        Value("part_of"),
        Value("background", ("Bakgrund",)),
        Value("structure", ("Struktur",)),
        Rows("goals", "goals", ("Mål",), text="text"),
        Rows("study_aims", "study_aims", ("Fallstudiens syfte",), text="text"),
        Rows("plan_contents", "plan_contents", ("Planen innehåller",), text="text"),
        Rows("films", "films", text="film"),
        REFERENCE_ROWS,
    )
    shown_rows = (*KnowledgePage.shown_rows, "goals", "study_aims", "plan_contents", "films", "references")

    class Meta:
        verbose_name = _("learning example")
        verbose_name_plural = _("learning examples")

    def clean(self) -> None:
        super().clean()
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValidationError({"year_to": _("The example ends before it begins.")})

    @property
    def years(self) -> str:
        """ "2021", "2021–2022", or empty."""
        found = dict.fromkeys(str(year) for year in (self.year_from, self.year_to) if year)
        return "–".join(found)

    @cached_property
    def film_cards(self) -> list[Film]:
        """The films in the editor's order, in the page's language where they are translated."""
        ids = [str(row.film_id) for row in self.films.all() if row.film_id]
        return [film for film in targets(self.locale_id).of("film", ids) if film]

    def parts(self) -> Iterable[sections.Part]:
        yield from super().parts()
        yield sections.prose("bakgrund", gettext("Background"), self.background)
        yield sections.headed("struktur", gettext("Structure"), sections.body(self.structure))
        goals, aims = self.goals.all(), self.study_aims.all()
        yield sections.rows("mal", gettext("Goals"), sections.numbered(gettext("Goal %(number)s"), goals, "text"))
        yield sections.rows(
            "fallstudiens-syfte",
            gettext("Aims of the case study"),
            sections.numbered(gettext("Aim %(number)s"), aims, "text"),
        )
        yield sections.row_list(
            "planen-innehaller", gettext("What the plan holds"), (row.text for row in self.plan_contents.all())
        )
        yield sections.rows("film", gettext("Film"), self.film_sections())
        yield sections.references(self.references.all())

    def film_sections(self) -> Iterable[Section]:
        for film in self.film_cards:
            yield Section(film.anchor, gettext("Film"), film.title, film.transcript)

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)

    @property
    def happened_on(self) -> date | None:
        """The end of its last year."""
        last = self.year_to or self.year_from
        return date(last, 12, 31) if last else None

    def date_words(self) -> str:
        return self.years or super().date_words()

    def search_facts(self) -> Iterable[str]:
        places = (place.name for place in self.places)
        yield from filter(None, [str(self.get_example_type_display()), *places, self.date_words()])

    def search_years(self) -> list[str]:
        """Every year of the example."""
        first, last = self.year_from or self.year_to, self.year_to or self.year_from
        return [str(year) for year in range(first, last + 1)] if first and last else []


class ExampleGoal(Row):
    class Perspective(models.TextChoices):
        RESIDENTS = "residents", _("Residents")
        STAFF = "staff", _("Staff")
        ORGANISATION = "organisation", _("Organisation")

    anchor_prefix = "mal"

    page = ParentalKey(LearningExamplePage, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(_("text"), max_length=400, help_text=_("One goal, in one sentence."))
    perspective = models.CharField(
        _("perspective"),
        max_length=15,
        choices=Perspective.choices,
        blank=True,
        help_text=_("Whose goal it is, when the plan says so."),
    )

    panels = [FieldPanel("text"), FieldPanel("perspective")]

    class Meta(Row.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class ExampleStudyAim(Row):
    anchor_prefix = "syfte"

    page = ParentalKey(LearningExamplePage, on_delete=models.CASCADE, related_name="study_aims")
    text = models.CharField(_("text"), max_length=400, help_text=_("What the case study was to find out."))

    panels = [FieldPanel("text")]

    class Meta(Row.Meta):
        verbose_name = _("aim of the case study")
        verbose_name_plural = _("aims of the case study")


class ExamplePlanContent(Row):
    anchor_prefix = "innehall"

    page = ParentalKey(LearningExamplePage, on_delete=models.CASCADE, related_name="plan_contents")
    text = models.CharField(_("text"), max_length=400, help_text=_("One part of the plan."))

    panels = [FieldPanel("text")]

    class Meta(Row.Meta):
        verbose_name = _("content of the plan")
        verbose_name_plural = _("contents of the plan")


class ExampleFilm(ChildRow):
    page = ParentalKey(LearningExamplePage, on_delete=models.CASCADE, related_name="films")
    film = item_key("knowledge.Film", _("film"), help_text=_("Shown as a card with a text version."))

    panels = [FieldPanel("film")]

    class Meta(ChildRow.Meta):
        verbose_name = _("film of an example")
        verbose_name_plural = _("films of an example")
