from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..fields import LinesField
from .vocabulary import VocabularyItem, vocabulary_constraints


class Place(VocabularyItem):
    """A municipality, county, region or health care region."""

    class PlaceKind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", _("County")
        REGION = "region", _("Region")
        HEALTHCARE_REGION = "healthcare_region", _("Health care region")

    name = models.CharField(_("name"), max_length=100, help_text=_("As it stands in lists and facets."))
    kind = models.CharField(
        _("type of place"),
        max_length=20,
        choices=PlaceKind.choices,
        blank=True,
        help_text=_("Tells Jönköping the municipality from Jönköping the county."),
    )
    code = models.CharField(
        _("municipality or county code"), max_length=10, blank=True, help_text=_("As in official statistics: 0484.")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The county or region that the place lies in."),
    )
    minority_languages = LinesField(
        _("minority languages (administrative area)"),
        blank=True,
        help_text=_("Language codes, one per line: fi, se, fit."),
    )

    override_translatable_fields = [
        *VocabularyItem.override_translatable_fields,
        SynchronizedField("code", overridable=False),
        SynchronizedField("parent", overridable=False),
        SynchronizedField("minority_languages", overridable=False),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("code"),
        FieldPanel("parent"),
        FieldPanel("minority_languages"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale")]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = vocabulary_constraints("place")

    def __str__(self) -> str:
        return self.name
