from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..fields import LinesField
from .vocabulary import VocabularyItem, vocabulary_constraints


class Level(VocabularyItem):
    """A level of management. Three vocabularies in use (makro, strategisk, högsta ledning …) meet here as aliases."""

    name = models.CharField(_("name"), max_length=100, help_text=_("As it stands in lists and facets."))
    aliases = LinesField(
        _("also called"), blank=True, help_text=_("One per line. The search finds the level under each of them.")
    )
    responsibility = models.TextField(
        _("responsibility"), blank=True, help_text=_("What the level answers for, in one or two sentences.")
    )
    typical_roles = LinesField(_("typical roles"), blank=True, help_text=_("One per line."))
    sort = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lowest first, from the top down."))

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("aliases"),
        FieldPanel("responsibility"),
        FieldPanel("typical_roles"),
        FieldPanel("sort"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("aliases"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["sort", "name"]
        constraints = vocabulary_constraints("level")

    def __str__(self) -> str:
        return self.name

    @property
    def keywords(self) -> list[str]:
        return [self.name, *self.aliases_list]
