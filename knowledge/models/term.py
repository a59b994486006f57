from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..fields import LinesField
from .vocabulary import VocabularyItem, vocabulary_constraints


class Term(VocabularyItem):
    """A word or abbreviation that the portal explains. The search reads abbreviation and expansion as the same."""

    term = models.CharField(_("term"), max_length=150, help_text=_("The word that is explained."))
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=30,
        blank=True,
        help_text=_("The search reads it and the written-out form as the same."),
    )
    expansion = models.CharField(
        _("written out"), max_length=200, blank=True, help_text=_("What the abbreviation stands for.")
    )
    definition = models.TextField(_("explanation"), help_text=_("One to three sentences that stand on their own."))
    synonyms = LinesField(_("synonyms"), blank=True, help_text=_("One per line. The search finds the term under each."))
    deprecated_forms = LinesField(
        _("avoid, misspellings"),
        blank=True,
        help_text=_("One per line. Found by the search but never shown as advice."),
    )
    source = models.CharField(_("source"), max_length=250, blank=True, help_text=_("Where the explanation comes from."))
    in_texts = models.BooleanField(
        _("explain in texts"),
        default=True,
        help_text=_("Where the word first stands in a page's text, it opens the explanation. Not for everyday words."),
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    override_translatable_fields = [
        *VocabularyItem.override_translatable_fields,
        SynchronizedField("abbreviation"),
        SynchronizedField("source"),
    ]
    panels = [
        FieldPanel("term"),
        FieldPanel("abbreviation"),
        FieldPanel("expansion"),
        FieldPanel("slug"),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        FieldPanel("deprecated_forms"),
        FieldPanel("source"),
        FieldPanel("in_texts"),
    ]
    search_fields = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("abbreviation"),
        index.AutocompleteField("abbreviation"),
        index.SearchField("expansion"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["term"]
        constraints = vocabulary_constraints("term")

    def __str__(self) -> str:
        return self.term

    @property
    def anchor(self) -> str:
        """The term's fragment in the address of the glossary, the same in every language."""
        return f"begrepp-{self.slug}"

    @property
    def has_own_abbreviation(self) -> bool:
        """Whether the abbreviation says something that the term does not."""
        return bool(self.abbreviation) and self.abbreviation != self.term

    @property
    def has_own_expansion(self) -> bool:
        return bool(self.expansion) and self.expansion.casefold() != self.term.casefold()

    @property
    def name_with_abbreviation(self) -> str:
        return f"{self.term} ({self.abbreviation})" if self.has_own_abbreviation else self.term

    @property
    def keywords(self) -> list[str]:
        words = [self.term, self.abbreviation, self.expansion, *self.synonyms_list, *self.deprecated_forms_list]
        return [word for word in words if word]
