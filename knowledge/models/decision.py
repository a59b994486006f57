from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from .. import sections
from ..dates import in_words
from ..declarations import Rows, Value
from ..fields import PROSE
from ..kinds import DECISION, Kind
from ..panels import RowsPanel
from ..related import ShownLink, shown_links
from .base import KnowledgePage
from .diary_number import DIARY_NUMBER_ROWS, DIARY_NUMBERS_PANEL
from .organisation import Organisation


class DecisionPage(KnowledgePage):
    """A decision in its legal order: proposal, motions, propositions, decision."""

    kind = Kind("decision", DECISION, _("Decision"))
    page_description = _("A decision with its proposal, motions, propositions, wording and reference numbers.")
    subpage_types: list[str] = []
    listing_order = ("-decided_on", "title")

    class DecisionKind(models.TextChoices):
        DECISION = "decision", _("Decision by a board or group")
        DISPATCH = "dispatch", _("Dispatch")
        DIRECTIVE = "directive", _("Directive")
        PARLIAMENT = "parliament", _("Decision by the Riksdag")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    class Result(models.TextChoices):
        APPROVED = "approved", _("Approved")
        APPROVED_WITH_ADDITION = "approved_with_addition", _("Approved with an addition")
        REJECTED = "rejected", _("Rejected")
        REFERRED_BACK = "referred_back", _("Referred back")
        FILED = "filed", _("Placed on file")

    decision_kind = models.CharField(
        _("type of decision"),
        max_length=15,
        choices=DecisionKind.choices,
        default=DecisionKind.DECISION,
        help_text=_("Decides what the page is called in lists."),
    )
    decided_on = models.DateField(
        _("date of the decision"), null=True, help_text=_("When only the month is known: its first day.")
    )
    date_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("How much of the date is known, and shown."),
    )
    deciding_body = models.ForeignKey(
        "knowledge.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("deciding body"),
        help_text=_("The board, group or assembly that decided."),
    )
    paragraph = models.CharField(_("paragraph"), max_length=30, blank=True, help_text=_("As in the minutes: § 16/23."))
    document_number = models.CharField(
        _("document number"), max_length=60, blank=True, help_text=_("Of the minutes or the official letter.")
    )
    handler_function = models.CharField(
        _("handled by"), max_length=150, blank=True, help_text=_("A function, never a person.")
    )
    result = models.CharField(
        _("result"),
        max_length=30,
        blank=True,
        choices=Result.choices,
        help_text=_("In one word; empty when nothing was decided."),
    )
    proposal = RichTextField(
        _("proposal for a decision"),
        features=PROSE,
        blank=True,
        help_text=_("What was proposed, in its own words where they matter."),
    )
    decision_text = RichTextField(
        _("decision"),
        features=PROSE,
        blank=True,
        help_text=_("What was decided. Write the wording where it has legal force."),
    )
    amendments = RichTextField(
        _("additions"), features=PROSE, blank=True, help_text=_("The wording of an addition that was approved.")
    )
    background = RichTextField(
        _("the case"),
        features=PROSE,
        blank=True,
        help_text=_("Why the matter came up and what happened before and after."),
    )
    reservation = RichTextField(
        _("reservation"), features=PROSE, blank=True, help_text=_("By role and party, never by name.")
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("deciding_body", overridable=False),
        SynchronizedField("paragraph", overridable=False),
        SynchronizedField("document_number", overridable=False),
    ]
    content_panels = [
        *KnowledgePage.content_panels,
        FieldPanel("proposal"),
        RowsPanel("motions", heading=_("Motions"), label=_("Motion")),
        RowsPanel("propositions", heading=_("Order of propositions"), label=_("Proposition")),
        FieldPanel("decision_text"),
        FieldPanel("amendments"),
        FieldPanel("background"),
        RowsPanel("basis_documents", heading=_("Basis for the decision"), label=_("Document")),
        FieldPanel("reservation"),
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decision_kind"), FieldPanel("result")]),
                FieldRowPanel([FieldPanel("decided_on"), FieldPanel("date_precision")]),
                FieldPanel("deciding_body"),
                FieldRowPanel([FieldPanel("paragraph"), FieldPanel("document_number")]),
                FieldPanel("handler_function"),
            ],
            heading=_("Facts about the decision"),
        ),
        DIARY_NUMBERS_PANEL,
        RowsPanel("sent_to", heading=_("Sent to"), label=_("Recipient")),
        *KnowledgePage.classification_panels,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("decision_kind"),
        Value("decided_on"),
        Value("date_precision"),
        Value("deciding_body", key="body"),
        Value("paragraph"),
        Value("document_number"),
        Value("handler_function"),
        Value("result"),
        DIARY_NUMBER_ROWS,
        Rows("sent_to", "sent_to", text="organisation"),
        Value("proposal", ("Förslag till beslut",)),
        Rows("motions", "motions", ("Yrkanden",), labels={"Typ": "motion_kind", "Vem": "who", "Text": "text"}),
        Rows(
            "propositions",
            "propositions",
            ("Propositionsordning",),
            labels={"Vad som prövas": "question", "Utfall": "outcome"},
        ),
        Value("decision_text", ("Beslut",)),
        Value("amendments", ("Tillägg",)),
        Value("background", ("Ärendet",)),
        Rows("basis_documents", "basis_documents", ("Beslutsunderlag",), text="text", link="url", page_link="target"),
        Value("reservation", ("Reservation",)),
    )
    shown_rows = (
        *KnowledgePage.shown_rows,
        "diary_numbers",
        "sent_to",
        "motions",
        "propositions",
        "basis_documents",
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def organisation_ids(self) -> Iterable[int | None]:
        rows = [*self.sent_to.all(), *self.diary_numbers.all()]
        return [*super().organisation_ids(), self.deciding_body_id, *(row.organisation_id for row in rows)]

    @property
    def decided_by(self) -> Organisation | None:
        """The deciding body in the page's language."""
        return self.organisation_map.get(self.deciding_body_id)

    @property
    def recipients(self) -> list[Organisation]:
        """Whom the decision is sent to, in the page's language."""
        found = (self.organisation_map.get(row.organisation_id) for row in self.sent_to.all())
        return [organisation for organisation in found if organisation]

    @property
    def date_label(self) -> str:
        """The date of the decision as far as it is known: "11 mars 2022", "mars 2023" or "2021"."""
        return in_words(self.decided_on, self.date_precision)

    def linked_ids(self) -> Iterable[int | None]:
        return [row.target_id for row in self.basis_documents.all()]

    @cached_property
    def basis(self) -> list[ShownLink]:
        """The documents on which the decision rests, with links to pages in this page's language."""
        return shown_links(self.basis_documents.all(), self.linked_pages)

    def parts(self) -> Iterable[sections.Part]:
        """In the order of the law: what was proposed, moved, put to the vote and decided. An empty part says so."""
        yield from super().parts()
        yield sections.prose("forslag", gettext("Proposal for a decision"), self.proposal, shown_when_empty=True)
        yield self._list("yrkanden", gettext("Motions"), (row.words for row in self.motions.all()))
        yield self._list("proposition", gettext("Putting the question"), (row.words for row in self.propositions.all()))
        decision = [sections.plain(self.decision_text), sections.plain(self.amendments)]
        yield self._list("beslut", gettext("Decision"), decision)
        yield sections.prose("arendet", gettext("The case"), self.background, shown_when_empty=True)
        yield self._list(
            "beslutsunderlag", gettext("Basis for the decision"), (row.text for row in self.basis_documents.all())
        )
        yield self._list("expedieras-till", gettext("Sent to"), (organisation.name for organisation in self.recipients))
        yield sections.prose("reservation", gettext("Reservation"), self.reservation)

    def _list(self, anchor: str, title: str, texts: Iterable[str]) -> sections.Part:
        return sections.row_list(anchor, title, texts, shown_when_empty=True)

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        """Each part is found under the decision's §, so that a hit says at once which decision it is."""
        for section in sections.page_sections(self):
            if section.anchor and not section.address:
                yield sections.replace(section, address=self.paragraph)
            else:
                yield section

    def search_identifiers(self) -> Iterable[str]:
        numbers = (row.number for row in self.diary_numbers.all())
        return [*numbers, *filter(None, [self.paragraph, self.document_number])]

    @property
    def behind_it(self) -> Organisation | None:
        return self.decided_by

    @property
    def happened_on(self) -> date | None:
        return self.decided_on

    def date_words(self) -> str:
        return self.date_label or super().date_words()

    def search_kind_label(self) -> str:
        return str(self.get_decision_kind_display())

    def search_facts(self) -> Iterable[str]:
        """Who decided and when, and the first number of the case."""
        numbers = [row.number for row in self.diary_numbers.all()[:1]]
        yield from filter(None, [self.decided_by and self.decided_by.name, self.date_words(), self.paragraph, *numbers])
