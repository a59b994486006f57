from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..fields import LinesField
from ..panels import RowsPanel
from .rows import ChildRow, item_key
from .vocabulary import VocabularyItem, vocabulary_constraints


class Organisation(VocabularyItem, ClusterableModel):  # type: ignore[django-manager-missing]
    """A region, municipality, board, group or authority that publishes, decides or takes part."""

    class OrganisationKind(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")
        BOARD = "board", _("Board")
        OFFICIAL_GROUP = "official_group", _("Group of officials")
        PREPARATORY_GROUP = "preparatory_group", _("Preparatory or working group")
        NETWORK = "network", _("Network")
        SUPPORT_FUNCTION = "support_function", _("Support function")
        RESEARCH = "research", _("Research and development")
        PRIVATE_PROVIDER = "private_provider", _("Private provider")
        UNIVERSITY = "university", _("University")
        NATIONAL_ACTOR = "national_actor", _("National actor")

    name = models.CharField(_("name"), max_length=200, help_text=_("The full name."))
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("Abbreviation or name in everyday use.")
    )
    kind = models.CharField(
        _("type of organisation"),
        max_length=20,
        choices=OrganisationKind.choices,
        blank=True,
        help_text=_("Lists of organisations are divided by it."),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The organisation or structure that it belongs to."),
    )
    mandate = models.TextField(
        _("task and mandate"), blank=True, help_text=_("What it does and may decide, in one or two sentences.")
    )
    aliases = LinesField(
        _("also called"), blank=True, help_text=_("One per line: other spellings that the search is to understand.")
    )
    former_names = LinesField(_("former names"), blank=True, help_text=_("One per line."))
    website = models.URLField(_("website"), blank=True, help_text=_("The organisation's own start page."))
    diary_prefix = models.CharField(
        _("prefix of reference numbers"),
        max_length=20,
        blank=True,
        help_text=_("What its reference numbers begin with."),
    )

    override_translatable_fields = [
        *VocabularyItem.override_translatable_fields,
        SynchronizedField("parent", overridable=False),
        SynchronizedField("diary_prefix", overridable=False),
        SynchronizedField("former_names"),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("mandate"),
        FieldPanel("aliases"),
        FieldPanel("former_names"),
        RowsPanel("organisation_places", heading=_("Places"), label=_("Place")),
        FieldPanel("website"),
        FieldPanel("diary_prefix"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.AutocompleteField("short_name"),
        index.SearchField("aliases"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = vocabulary_constraints("organisation")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name that stands in lists: the short one where there is one."""
        return self.short_name or self.name

    @property
    def keywords(self) -> list[str]:
        names = [self.name, self.short_name, *self.aliases_list, *self.former_names_list]
        return [name for name in names if name]


class OrganisationPlace(ChildRow):
    """A place where an organisation works."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="organisation_places")
    place = item_key("knowledge.Place", _("place"), help_text=_("Where the organisation works."))

    panels = [FieldPanel("place")]

    class Meta(ChildRow.Meta):
        verbose_name = _("place of an organisation")
        verbose_name_plural = _("places of an organisation")
