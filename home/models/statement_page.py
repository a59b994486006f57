"""The accessibility statement that the law (2018:1937) asks for, with its fields typed so that none is forgotten.

The order of parts and the three degrees of conformance follow the instructions of Digg, the supervising agency.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from knowledge import sections
from knowledge.blocks import BodyBlock
from knowledge.declarations import Rows, Value
from knowledge.fields import PROSE, CompactStreamField
from knowledge.kinds import ABOUT, Kind
from knowledge.models import BasePage, Row
from knowledge.panels import RowsPanel
from search.documents import Section


class StatementPage(BasePage):
    kind = Kind("statement", ABOUT, _("Accessibility statement"))
    page_description = _("The accessibility statement that the law asks for, field by field.")
    template = "home/statement_page.html"
    max_count_per_parent = 1

    class Conformance(models.TextChoices):
        FULL = "full", _("fully compliant")
        PARTIAL = "partial", _("partially compliant")
        NONE = "none", _("not compliant")

    class Method(models.TextChoices):
        SELF = "self", _("Self-assessment")
        EXTERNAL = "external", _("External review")

    responsible_actor = models.CharField(_("responsible actor"), max_length=200)
    service_name = models.CharField(_("name of the service"), max_length=200)
    conformance = models.CharField(
        _("conformance"), max_length=10, choices=Conformance.choices, default=Conformance.PARTIAL
    )
    assessed_on = models.DateField(_("assessed on"), null=True)
    updated_on = models.DateField(_("updated on"), null=True)
    assessment_method = models.CharField(
        _("method of assessment"), max_length=10, choices=Method.choices, default=Method.SELF
    )
    notification_url = models.URLField(
        _("complaint to the agency"),
        default="https://www.digg.se/tdosanmalan",
        help_text=_("The agency's page for complaints."),
    )
    body = CompactStreamField(BodyBlock(), blank=True, verbose_name=_("content"))
    disproportionate = RichTextField(
        _("exceptions under section 12"),
        features=PROSE,
        blank=True,
        help_text=_("What would be an unreasonable burden, and why."),
    )
    out_of_scope = RichTextField(_("content outside the law"), features=PROSE, blank=True)

    shown_rows = ("issues",)
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("responsible_actor"), FieldPanel("service_name"), FieldPanel("conformance")],
            heading=_("Who and how far"),
        ),
        RowsPanel("issues", heading=_("Known issues"), label=_("Issue")),
        FieldPanel("disproportionate"),
        FieldPanel("out_of_scope"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("assessed_on"), FieldPanel("updated_on")]),
                FieldPanel("assessment_method"),
            ],
            heading=_("Assessment"),
        ),
        FieldPanel("notification_url"),
        FieldPanel("body"),
    ]
    import_fields = (
        *BasePage.import_fields,
        Value("responsible_actor"),
        Value("service_name"),
        Value("conformance"),
        Value("assessed_on"),
        Value("updated_on"),
        Value("assessment_method"),
        Value("notification_url"),
        Value("body"),
        Value("disproportionate", ("Undantag enligt 12 §",)),
        Value("out_of_scope", ("Utanför lagen",)),
        Rows(
            "issues",
            "issues",
            headings=("Brister",),
            text="text",
            labels={"Brist": "text", "Situation": "situation", "Orsak": "reason", "Åtgärdas senast": "fixed_by"},
        ),
    )

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def standard(self) -> str:
        """The standard that conformance is declared against; the law's reference changes now and then."""
        return settings.ACCESSIBILITY_STANDARD

    @property
    def issues_by_situation(self) -> list[tuple[str, list["KnownIssue"]]]:
        groups: dict[str, list[KnownIssue]] = {}
        for issue in self.issues.all():
            groups.setdefault(issue.get_situation_display(), []).append(issue)
        return list(groups.items())

    def parts(self) -> Iterable[sections.Part]:
        """The known issues and the way to complain are what people look for."""
        yield from self._heading("hur-tillganglig", gettext("How accessible the service is"), self.responsible_actor)
        yield sections.body(self.body)
        issues = ". ".join(f"{issue.text} {issue.reason}" for issue in self.issues.all())
        yield from self._heading("brister", gettext("Known issues"), issues)
        exceptions = f"{sections.plain(self.disproportionate)} {sections.plain(self.out_of_scope)}"
        yield from self._heading("undantag", gettext("Exceptions"), exceptions)
        yield from self._heading("kontakta-oss", gettext("Tell us about a problem"), "")
        yield from self._heading("granskning", gettext("How we have assessed the service"), "")

    def _heading(self, anchor: str, title: str, text: str) -> Iterable[sections.Part]:
        """A part that always stands on the page, filled in or not."""
        yield sections.Part(sections.outline_entry(anchor, title), [Section(anchor, "", title, text.strip())])

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)


class KnownIssue(Row):
    """Something that does not work, listed by the situation of those it shuts out."""

    class Situation(models.TextChoices):
        NO_SIGHT = "no_sight", _("Without sight")
        LOW_SIGHT = "low_sight", _("Low vision")
        COLOUR = "colour", _("Limited colour vision")
        NO_HEARING = "no_hearing", _("Without hearing")
        LOW_HEARING = "low_hearing", _("Limited hearing")
        NO_VOICE = "no_voice", _("Without voice")
        MOTOR = "motor", _("Limited fine motor control or strength")
        REACH = "reach", _("Limited mobility")
        FLICKER = "flicker", _("Sensitivity to flicker")
        COGNITION = "cognition", _("Limited cognition")

    page = ParentalKey(StatementPage, on_delete=models.CASCADE, related_name="issues")
    text = models.CharField(_("what does not work"), max_length=400)
    situation = models.CharField(_("for whom"), max_length=20, choices=Situation.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    fixed_by = models.DateField(_("fixed by"), null=True, blank=True)

    panels = [
        FieldPanel("text"),
        FieldPanel("situation"),
        FieldRowPanel([FieldPanel("reason"), FieldPanel("fixed_by")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("known issue")
        verbose_name_plural = _("known issues")
