"""The bases of all page types: what every page has, and what every page of knowledge has besides."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import classproperty
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from search import access
from search.documents import Searchable, Validity
from search.receipt import ReceiptPanel

from .. import links
from ..attachments import attachments
from ..blocks import BodyBlock
from ..dates import in_words
from ..declarations import Rows, Value
from ..fields import AudienceField, CompactStreamField
from ..forms import PageForm
from ..kinds import Family, Kind
from ..panels import RowsPanel
from ..publishing import check_complete, told_by_the_page
from ..sections import Part, body
from .admin_search import update_admin_search
from .empty_relations import empty_relations_known
from .loading import load_classification, load_rows
from .organisation import Organisation
from .references import references_written_once
from .rows import keep_anchors_apart
from .shown import ShownVocabulary


class BasePage(Searchable, Page):
    """Every page of the portal. A concrete type declares its `kind` and yields its own `search_sections`."""

    summary = models.CharField(
        _("lead"),
        max_length=300,
        help_text=_(
            "One or two sentences, at most 300 characters. Shown under the title, in lists and among search hits."
        ),
    )

    kind: ClassVar[Kind]
    import_fields: ClassVar[tuple[Value | Rows, ...]] = (Value("summary"),)
    # Child rows that the template of the type reads; each costs one query however many rows there are.
    shown_rows: ClassVar[tuple[str, ...]] = ()
    # Fields that decide the family, of types whose pages choose it themselves.
    family_fields: ClassVar[tuple[str, ...]] = ()
    # Fields by which lists of this kind are ordered; empty for kinds that are never listed.
    listing_order: ClassVar[tuple[str, ...]] = ()

    base_form_class = PageForm

    # Each list is a tab; an empty one is left out.
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    classification_panels: ClassVar[list] = []
    source_panels: ClassVar[list] = []
    settings_panels = [*Page.promote_panels, *Page.settings_panels]

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    search_auto_update = False  # see `admin_search`

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        tabs = [
            (cls.content_panels, _("Content")),
            (cls.classification_panels, _("Classification")),
            (cls.source_panels, _("Sources and review")),
            (cls.settings_panels, _("Settings")),
        ]
        return TabbedInterface(
            [
                ReceiptPanel(),
                *(ObjectList(panels, heading=heading) for panels, heading in tabs if panels),
            ]
        )

    @property
    def family(self) -> Family:
        return self.kind.family

    @property
    def number_label(self) -> str:
        """What stands before the title: a theme's "2b", a chapter's "3". Empty where pages have no number."""
        return ""

    def parts(self) -> Iterable[Part]:
        """The parts of the page in reading order, labelled in the active language."""
        return ()

    @property
    def outline(self) -> list[dict[str, str]]:
        """Anchor and title of each part for "On this page", in the active language."""
        return [entry for part in self.parts() for entry in part.outline]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Reads what the template shows in few queries: each relation's rows at once, and the targets of all links."""
        if self.pk:
            prefetch_related_objects([self], *self.shown_rows)
        rows = (row for name in self.shown_rows for row in getattr(self, name.partition("__")[0]).all())
        self.look_up([self, *rows])
        return super().get_context(request, *args, **kwargs)

    def look_up(self, objects: Iterable[models.Model]) -> None:
        """Read together what the texts of the page and of its rows name."""
        links.look_up(objects, self.locale_id)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Those of the page and of all above it, of their translations and of the pages they are aliases of.

        Wagtail itself lets a translation of a private page be read.
        """
        return access.restrictions_of(self)

    def serve_password_required_response(self, request: HttpRequest, form: BaseForm, action_url: str) -> HttpResponse:
        """Nothing of the page is handed to the template: who does not know the password is not told its title either."""
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, "wagtailcore/password_required.html", context)

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> Any:
        """A live page is saved only when it is complete, however it was published: by hand, on schedule or by import."""
        if kwargs.get("update_fields") is not None:
            return self._save(clean, *args, **kwargs)
        keep_anchors_apart(self)
        if clean and self.live:
            check_complete(self)
        with empty_relations_known(self):
            return self._save(clean, *args, **kwargs)

    def _save(self, *args: Any, **kwargs: Any) -> Any:
        update_fields = kwargs.get("update_fields")
        with told_by_the_page(self), references_written_once(self, update_fields):
            result = super().save(*args, **kwargs)
            update_admin_search(self, update_fields)
        return result

    def publish_problems(self) -> dict[str, Any]:
        """What the page itself lacks before visitors may see it, by field. Its rows say so of themselves."""
        return {}

    def serializable_data(self) -> dict[str, Any]:
        with empty_relations_known(self):
            return super().serializable_data()

    @classmethod
    def search_load(cls, pages: Sequence[Self]) -> None:
        load_rows(pages)

    def search_attachments(self) -> Iterable[int]:
        return attachments(self)

    def search_kind(self) -> str:
        return self.kind.code

    def search_kind_label(self) -> str:
        return f"{self.kind.label} {self.number_label}".strip()

    def search_family(self) -> str:
        return self.family.code

    def search_summary(self) -> str:
        return self.summary

    def search_title_prefix(self) -> str:
        return self.number_label

    def search_facet_values(self) -> dict[str, Iterable[str | UUID]]:
        return {"kind": [self.family.code]}


class KnowledgePage(ShownVocabulary, BasePage):
    """A page that states facts: with classification, sources, an owner and a date of review."""

    # Whether the terms of the vocabulary are explained where they stand in its text.
    explains_terms: ClassVar[bool] = True

    class FactStatus(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        UNCERTAIN = "uncertain", _("Uncertain")
        CONFLICTING = "conflicting", _("Conflicting")

    body = CompactStreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("content"),
        help_text=_("Headings, text, tables, figures and fact boxes, in the order they are to be read."),
    )
    audiences = AudienceField(verbose_name=_("audiences"), help_text=_("For whom the page is written."))
    owner_organisation = models.ForeignKey(
        "knowledge.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("responsible organisation"),
        help_text=_("The organisation that answers for the page."),
    )
    owner_function = models.CharField(
        _("responsible for the content"),
        max_length=150,
        blank=True,
        help_text=_("A function, never a person: the editorial team or a shared mailbox."),
    )
    reviewed_on = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("When somebody last made sure that the page is right.")
    )
    review_by = models.DateField(
        _("review again by"), null=True, blank=True, help_text=_("After this date the page is listed for review.")
    )
    fact_status = models.CharField(
        _("certainty of the facts"),
        max_length=15,
        choices=FactStatus.choices,
        default=FactStatus.CONFIRMED,
        help_text=_("Uncertain and conflicting facts are shown as such, with the note and the sources."),
    )
    editor_note = models.TextField(
        _("editor's note"),
        blank=True,
        help_text=_("Why a fact is uncertain, or which sources disagree. Visitors see it."),
    )
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("From when what the page says holds.")
    )
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("After this date visitors are told that the page is out of date."),
    )

    override_translatable_fields = [SynchronizedField("owner_organisation", overridable=False)]

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    classification_panels = [
        RowsPanel("page_levels", heading=_("Levels"), label=_("Level")),
        RowsPanel("page_places", heading=_("Places"), label=_("Place")),
        RowsPanel("page_organisations", heading=_("Organisations"), label=_("Organisation")),
        RowsPanel("page_focus_areas", heading=_("Focus areas"), label=_("Focus area")),
        RowsPanel("page_target_areas", heading=_("Target areas"), label=_("Target area")),
        RowsPanel("page_terms", heading=_("Terms"), label=_("Term")),
        FieldPanel("audiences"),
        RowsPanel("page_relations", heading=_("Related pages"), label=_("Relation")),
    ]
    source_panels = [
        RowsPanel("page_sources", heading=_("Sources"), label=_("Source")),
        MultiFieldPanel([FieldPanel("fact_status"), FieldPanel("editor_note")], heading=_("Certainty")),
        MultiFieldPanel(
            [
                FieldPanel("owner_organisation"),
                FieldPanel("owner_function"),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            ],
            heading=_("Responsibility and review"),
        ),
    ]

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    import_fields = (
        *BasePage.import_fields,
        Value("body"),
        Rows("levels", "page_levels", text="level"),
        Rows("places", "page_places", text="place"),
        Rows("organisations", "page_organisations", text="organisation"),
        Rows("focus_areas", "page_focus_areas", text="focus_area", keys={"area": "focus_area"}),
        Rows("target_areas", "page_target_areas", text="target_area", keys={"area": "target_area"}),
        Value("audiences"),
        Rows("terms", "page_terms", text="term"),
        Rows("related", "page_relations", text="target", keys={"page": "target"}),
        Rows("sources", "page_sources", text="title"),
        Value("owner_organisation"),
        Value("owner_function"),
        Value("reviewed_on"),
        Value("review_by"),
        Value("fact_status"),
        Value("editor_note"),
        Value("valid_from"),
        Value("valid_to"),
    )

    class Meta:
        abstract = True

    def look_up(self, objects: Iterable[models.Model]) -> None:
        """With the pages that it is related or linked to."""
        self.linked_pages = links.look_up(objects, self.locale_id, self.linked_page_ids())

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The page ceases to be valid before it begins to be.")})

    @classmethod
    def search_load(cls, pages: Sequence[Self]) -> None:
        load_rows(pages, "page_organisations")
        load_classification(pages)

    def search_validity(self) -> Validity:
        return Validity(self.valid_from, self.valid_to)

    def parts(self) -> Iterable[Part]:
        yield body(self.body)

    @property
    def owner_words(self) -> str:
        """Who answers for the content: the function and its organisation."""
        return ", ".join(str(part) for part in (self.owner_function, self.answering_organisation) if part)

    @property
    def certainty_words(self) -> str:
        """How certain the facts are. Of a page that nobody has reviewed, nobody has confirmed them."""
        is_confirmed = self.fact_status == self.FactStatus.CONFIRMED
        return "" if is_confirmed and not self.reviewed_on else self.get_fact_status_display()

    @property
    def happened_on(self) -> date | None:
        """When what the page tells of was decided, held or published. None for what is simply kept up to date."""
        return None

    def search_date(self) -> date | None:
        return self.happened_on or self.reviewed_on

    def date_words(self) -> str:
        """The date by which lists are sorted, so that nobody wonders about their order."""
        if self.happened_on:
            return in_words(self.happened_on)
        return gettext("Reviewed %(date)s") % {"date": in_words(self.reviewed_on)} if self.reviewed_on else ""

    def search_facts(self) -> Iterable[str]:
        """Levels and places, then the date."""
        yield from filter(None, [*(item.name for item in (*self.levels, *self.places)), self.date_words()])

    @property
    def behind_it(self) -> Organisation | None:
        """Who decided, met or published, of types that have a field for it; in the page's language."""
        return None

    def found_organisations(self) -> list[Organisation]:
        """Organisations under which the page is found."""
        return list(filter(None, [*(row.organisation for row in self.organisations), self.behind_it]))

    def search_keywords(self) -> list[str]:
        """All that the page is classified by, who is behind it and when what it tells of happened."""
        organisations = self.found_organisations()
        items = [*self.levels, *self.places, *organisations, *self.focus_areas, *self.target_areas, *self.terms]
        words = [word for item in items for word in item.keywords]
        return list(dict.fromkeys([*words, self.date_words()] if self.happened_on else words))

    def search_facet_values(self) -> dict[str, Iterable[str | UUID]]:
        return {
            **super().search_facet_values(),
            "level": [level.translation_key for level in self.levels],
            "place": [place.translation_key for place in self.places],
            "organisation": list(dict.fromkeys(each.translation_key for each in self.found_organisations())),
            "focus_area": [area.translation_key for area in self.focus_areas],
            "target_area": [area.translation_key for area in self.target_areas],
            "term": [term.translation_key for term in self.terms],
            "year": self.search_years(),
        }

    def search_years(self) -> list[str]:
        """The years under which the page is found. That somebody has reviewed it says nothing of them."""
        return [str(self.happened_on.year)] if self.happened_on else []
