"""What is to be reached and what is worked on first. Pages say which areas they concern, and lead to each other by them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from ..fields import LinesField
from .rows import ChildRow, item_key, page_key
from .vocabulary import VocabularyItem, vocabulary_constraints


class Area(VocabularyItem):
    """A focus or target area. Which page describes it is said on that page, where it is classified."""

    facet: ClassVar[str]

    name = models.CharField(_("name"), max_length=100, help_text=_("As it stands in lists and facets."))
    aliases = LinesField(
        _("also called"), blank=True, help_text=_("One per line. The search finds the area's pages under each of them.")
    )
    definition = models.TextField(_("explanation"), blank=True, help_text=_("What the area is about, in one sentence."))
    year_from = models.PositiveSmallIntegerField(
        _("from year"), null=True, blank=True, help_text=_("The first year of the period.")
    )
    year_to = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, help_text=_("The last year of the period.")
    )
    sort = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lowest first."))

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("aliases"),
        FieldPanel("definition"),
        FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
        FieldPanel("sort"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("aliases"),
        index.FilterField("locale"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValidationError({"year_to": _("The period ends before it begins.")})

    @property
    def keywords(self) -> list[str]:
        return [self.name, *self.aliases_list]

    @property
    def anchor(self) -> str:
        """The fragment of the list of the area's pages, on the page that describes it."""
        return f"{self.facet}-{self.slug}"

    @property
    def period(self) -> str:
        """ "2023–2027", or empty."""
        return "–".join(dict.fromkeys(str(year) for year in (self.year_from, self.year_to) if year))

    @property
    def pages_title(self) -> str:
        """The heading of the list of the area's pages."""
        raise NotImplementedError


class FocusArea(Area):
    """What is worked on first during some years."""

    facet = "focus_area"

    class Meta(Area.Meta):
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        constraints = vocabulary_constraints("focus_area")

    @property
    def pages_title(self) -> str:
        return gettext("Pages within the focus area %(name)s") % {"name": self.name}


class TargetArea(Area):
    """A part of the vision. Indicators tell how close it is."""

    facet = "target_area"

    class Meta(Area.Meta):
        verbose_name = _("target area")
        verbose_name_plural = _("target areas")
        constraints = vocabulary_constraints("target_area")

    @property
    def pages_title(self) -> str:
        return gettext("Pages within the target area %(name)s") % {"name": self.name}


class AreaRow(ChildRow):
    """An area that a page concerns."""

    describes = models.BooleanField(
        _("the page describes the area"),
        default=False,
        help_text=_("Other pages of the area then link to this one, and it lists them."),
    )

    class Meta(ChildRow.Meta):
        abstract = True


class PageFocusArea(AreaRow):
    page = page_key("page_focus_areas")
    focus_area = item_key("knowledge.FocusArea", _("focus area"), help_text=_("A focus area that the page concerns."))

    panels = [FieldPanel("focus_area"), FieldPanel("describes")]

    class Meta(AreaRow.Meta):
        verbose_name = _("focus area of a page")
        verbose_name_plural = _("focus areas of a page")


class PageTargetArea(AreaRow):
    page = page_key("page_target_areas")
    target_area = item_key(
        "knowledge.TargetArea", _("target area"), help_text=_("A target area that the page concerns.")
    )

    panels = [FieldPanel("target_area"), FieldPanel("describes")]

    class Meta(AreaRow.Meta):
        verbose_name = _("target area of a page")
        verbose_name_plural = _("target areas of a page")
