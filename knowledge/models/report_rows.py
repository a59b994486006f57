"""The child rows of a report."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from ..fields import PROSE
from ..words import plain
from .report import ReportPage
from .rows import Row


class ProjectGoal(Row):
    """A goal of the project: how it was worded, what was done and whether it was met."""

    class Outcome(models.TextChoices):
        MET = "met", _("Met")
        PARTLY_MET = "partly_met", _("Partly met")
        NOT_MET = "not_met", _("Not met")
        NOT_ASSESSED = "not_assessed", _("Not assessed")

    anchor_prefix = "projektmal"

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"), null=True, help_text=_("As in the report."))
    short_wording = models.CharField(
        _("short wording"), max_length=150, help_text=_("A few words, shown as the heading.")
    )
    wording = RichTextField(_("wording"), features=PROSE, help_text=_("The goal as the project put it."))
    purpose = RichTextField(_("purpose"), features=PROSE, blank=True, help_text=_("Why the project had this goal."))
    result = RichTextField(_("result"), features=PROSE, blank=True, help_text=_("What was done and what came of it."))
    outcome_text = RichTextField(
        _("outcome in words"), features=PROSE, blank=True, help_text=_("How far it came, and what remains.")
    )
    outcome = models.CharField(
        _("goal attainment"),
        max_length=15,
        choices=Outcome.choices,
        default=Outcome.NOT_ASSESSED,
        help_text=_("The report's own judgement."),
    )

    override_translatable_fields = [SynchronizedField("number", overridable=False)]
    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("short_wording")]),
        FieldPanel("wording"),
        FieldPanel("purpose"),
        FieldPanel("result"),
        FieldPanel("outcome_text"),
        FieldPanel("outcome"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("project goal")
        verbose_name_plural = _("project goals")

    @property
    def section(self) -> Section:
        words = [self.wording, self.purpose, self.result, self.outcome_text, str(self.get_outcome_display())]
        address = gettext("Goal %(number)s") % {"number": self.number or ""}
        return Section(self.anchor, address.strip(), self.short_wording, " ".join(filter(None, map(plain, words))))


class ProjectResource(Row):
    """A person's function, group or fund that the project could use."""

    class ResourceKind(models.TextChoices):
        FIXED = "fixed", _("Fixed")
        TEMPORARY = "temporary", _("Temporary")

    anchor_prefix = "resurs"

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="resources")
    resource_kind = models.CharField(
        _("type of resource"),
        max_length=10,
        choices=ResourceKind.choices,
        default=ResourceKind.FIXED,
        help_text=_("For the whole project, or now and then."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("A function or a group, never a person."))
    count = models.PositiveIntegerField(
        _("count"), null=True, blank=True, help_text=_("How many persons, when it is known.")
    )
    description = models.TextField(_("description"), blank=True, help_text=_("What the resource did in the project."))

    panels = [
        FieldRowPanel([FieldPanel("resource_kind"), FieldPanel("name"), FieldPanel("count")]),
        FieldPanel("description"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [self.name, str(self.count or ""), self.description]))


class MethodActivity(Row):
    """How the project gathered its material, and from how many."""

    anchor_prefix = "metod"

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="methods")
    method = models.CharField(_("method"), max_length=150, help_text=_("Survey, dialogue meeting, workshop."))
    audience = models.CharField(
        _("target group"), max_length=200, blank=True, help_text=_("Who was asked or took part.")
    )
    count = models.PositiveIntegerField(
        _("count"), null=True, blank=True, help_text=_("How many persons, when it is known.")
    )
    places = models.CharField(_("places"), max_length=250, blank=True, help_text=_("Where it was done."))

    panels = [
        FieldRowPanel([FieldPanel("method"), FieldPanel("audience")]),
        FieldRowPanel([FieldPanel("count"), FieldPanel("places")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("method")
        verbose_name_plural = _("methods")

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [self.method, self.audience, str(self.count or ""), self.places]))


class Recommendation(Row):
    """A development area or a recommendation of the report."""

    class RecommendationKind(models.TextChoices):
        DEVELOPMENT_AREA = "development_area", _("Development area")
        RECOMMENDATION = "recommendation", _("Recommendation")

    anchor_prefix = "rekommendation"

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="recommendations")
    title = models.CharField(_("heading"), max_length=200, help_text=_("A few words, shown as the heading."))
    group = models.CharField(
        _("group"), max_length=150, blank=True, help_text=_("Rows of one group are shown together.")
    )
    recommendation_kind = models.CharField(
        _("type of recommendation"),
        max_length=20,
        choices=RecommendationKind.choices,
        default=RecommendationKind.RECOMMENDATION,
        help_text=_("As the report calls it."),
    )
    rationale = models.TextField(_("rationale"), blank=True, help_text=_("Why, in one or two sentences."))

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("group"), FieldPanel("recommendation_kind")]),
        FieldPanel("rationale"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    @property
    def section(self) -> Section:
        text = ". ".join(filter(None, [self.group, self.rationale]))
        return Section(self.anchor, str(self.get_recommendation_kind_display()), self.title, text)


class Appendix(Row):
    """An appendix, as an attached file or on another site."""

    anchor_prefix = "bilaga"

    page = ParentalKey(ReportPage, on_delete=models.CASCADE, related_name="appendices")
    number = models.CharField(_("number"), max_length=10, blank=True, help_text=_("As in the report."))
    title = models.CharField(_("title"), max_length=250, help_text=_("As the report calls it."))
    document = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("When the appendix lies here as a file."),
    )
    url = models.URLField(
        _("external link"), max_length=500, blank=True, help_text=_("When the appendix lies on another site.")
    )

    override_translatable_fields = [SynchronizedField("number", overridable=False)]
    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("title")]),
        FieldPanel("document"),
        FieldPanel("url"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("appendix")
        verbose_name_plural = _("appendices")
