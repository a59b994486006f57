"""What all child rows of pages have in common, and the rows that every kind of page shares.

Shared rows belong to `wagtailcore.Page`, so that one table and one panel serve all page types, those of other apps too.
"""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

KEY_LENGTH = 8


class ChildRow(Orderable):
    """A row that belongs to a page. Rows that are not translated are copied to the page's translations as they are."""

    class Meta(Orderable.Meta):
        abstract = True

    def publish_problems(self) -> dict[str, Any]:
        """What must be mended before the page is published, as messages by field. Required fields need no mention."""
        return {}


class Row(TranslatableMixin, ChildRow):
    """A row that is translated with its page.

    `key` names the row within its page. Unlike the primary key and the translation key it stays the same when the page is
    copied or translated, so addresses and references between rows hold in every copy and in every revision.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)

    anchor_prefix: ClassVar[str] = "rad"

    class Meta(TranslatableMixin.Meta, ChildRow.Meta):
        abstract = True

    @property
    def anchor(self) -> str:
        """The row's fragment in the address of its page. It survives reordering."""
        return f"{self.anchor_prefix}-{self.key.hex[:KEY_LENGTH]}"


def keep_anchors_apart(page: Any) -> None:
    """Give a new row another key when it would share its anchor with another row of its relation.

    Only rows in memory are looked at: those in the database had their keys when they were saved.
    """
    for relation in get_all_child_relations(page):
        rows = getattr(page, relation.get_accessor_name())
        if not issubclass(relation.related_model, Row) or not (page.pk is None or rows.is_deferring):
            continue
        taken = {row.anchor for row in rows.all() if row.pk}
        for row in rows.all():
            if row.pk is None and row.anchor in taken:
                row.key = uuid.uuid4()
            taken.add(row.anchor)


def page_key(related_name: str) -> ParentalKey:
    """The parent of a row that any page may have."""
    return ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name=related_name)


def item_key(model: str, verbose_name: Any, *, help_text: Any = "", optional: bool = False) -> models.ForeignKey:
    """A row's link to a vocabulary item.

    Empty in a draft that is not finished. An old revision may name an item that has been deleted since, and can be opened
    only when the key is not PROTECTed; that no item is deleted while in use is seen to by `knowledge.usage`.
    """
    on_delete = models.SET_NULL if optional else models.CASCADE
    return models.ForeignKey(
        model,
        null=True,
        blank=optional,
        on_delete=on_delete,
        related_name="+",
        verbose_name=verbose_name,
        help_text=help_text,
    )


def by_choice(rows: Iterable[Any], field: str) -> list[tuple[str, list[Any]]]:
    """Rows grouped by a field of choices: (label, rows) in the order of the choices; groups without rows are left out."""
    rows = list(rows)
    choices = rows[0]._meta.get_field(field).choices if rows else []
    groups = [(str(label), [row for row in rows if getattr(row, field) == value]) for value, label in choices]
    return [(label, found) for label, found in groups if found]


class PageLevel(ChildRow):
    page = page_key("page_levels")
    level = item_key("knowledge.Level", _("level"), help_text=_("On which level the content is used or decided."))

    panels = [FieldPanel("level")]

    class Meta(ChildRow.Meta):
        verbose_name = _("level of a page")
        verbose_name_plural = _("levels of a page")


class PagePlace(ChildRow):
    page = page_key("page_places")
    place = item_key("knowledge.Place", _("place"), help_text=_("The page is found under this place."))

    panels = [FieldPanel("place")]

    class Meta(ChildRow.Meta):
        verbose_name = _("place of a page")
        verbose_name_plural = _("places of a page")


class PageOrganisation(ChildRow):
    class Role(models.TextChoices):
        PUBLISHER = "publisher", _("Publisher")
        DECIDING = "deciding", _("Deciding")
        IMPLEMENTING = "implementing", _("Carrying out")
        PARTICIPATING = "participating", _("Taking part")
        RECEIVING = "receiving", _("Receiving")

    page = page_key("page_organisations")
    organisation = item_key(
        "knowledge.Organisation", _("organisation"), help_text=_("The page is found under this organisation.")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role.choices,
        default=Role.PARTICIPATING,
        help_text=_("What the organisation has to do with the content."),
    )

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])]

    class Meta(ChildRow.Meta):
        verbose_name = _("organisation of a page")
        verbose_name_plural = _("organisations of a page")


class PageTerm(ChildRow):
    page = page_key("page_terms")
    term = item_key(
        "knowledge.Term", _("term"), help_text=_("A term that the page uses and that readers may need explained.")
    )

    panels = [FieldPanel("term")]

    class Meta(ChildRow.Meta):
        verbose_name = _("term of a page")
        verbose_name_plural = _("terms of a page")


class PageRelation(ChildRow):
    """A typed link to another page. Stored once; the other page shows it with the inverse label."""

    class Relation(models.TextChoices):
        BUILDS_ON = "builds_on", _("Builds on")
        EXAMPLE_OF = "example_of", _("Example of")
        DECIDED_IN = "decided_in", _("Decided in")
        FOLLOWED_BY = "followed_by", _("Followed up by")
        REPLACES = "replaces", _("Replaces")
        SEE_ALSO = "see_also", _("See also")

    INVERSE = {
        Relation.BUILDS_ON: pgettext_lazy("relation", "Basis for"),
        Relation.EXAMPLE_OF: pgettext_lazy("relation", "Has the example"),
        Relation.DECIDED_IN: pgettext_lazy("relation", "Decision about"),
        Relation.FOLLOWED_BY: pgettext_lazy("relation", "Follows up"),
        Relation.REPLACES: pgettext_lazy("relation", "Replaced by"),
        Relation.SEE_ALSO: Relation.SEE_ALSO.label,
    }

    page = page_key("page_relations")
    target = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        on_delete=models.CASCADE,
        related_name="incoming_relations",
        verbose_name=_("page"),
        help_text=_("The page that this one is related to."),
    )
    relation = models.CharField(
        _("relation"),
        max_length=20,
        choices=Relation.choices,
        default=Relation.SEE_ALSO,
        help_text=_("The other page shows the relation too, seen from its side."),
    )

    panels = [FieldRowPanel([PageChooserPanel("target"), FieldPanel("relation")])]

    class Meta(ChildRow.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    @property
    def inverse_label(self) -> Any:
        return self.INVERSE[self.Relation(self.relation)]


class PageSource(Row):
    """Where the facts of a page come from, and what the source says when sources disagree."""

    page = page_key("page_sources")
    title = models.CharField(_("title"), max_length=300, help_text=_("As the source itself puts it."))
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Who has published the source.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("When the source was published.")
    )
    identifier = models.CharField(_("designation"), max_length=100, blank=True, help_text=_("Such as SOU 2019:29."))
    url = models.URLField(
        _("link"), max_length=500, blank=True, help_text=_("To the source itself, when it can be read online.")
    )
    locator = models.CharField(
        _("place in the source"), max_length=150, blank=True, help_text=_("Page, section, table.")
    )
    as_stated = models.TextField(
        _("as the source puts it"), blank=True, help_text=_("When sources disagree: what this one says, word for word.")
    )

    override_translatable_fields = [
        SynchronizedField("publisher"),
        SynchronizedField("identifier", overridable=False),
        SynchronizedField("as_stated"),
    ]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("identifier"), FieldPanel("locator")]),
        FieldPanel("url"),
        FieldPanel("as_stated"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
