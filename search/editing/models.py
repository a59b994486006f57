"""What editors tell the search: words that mean the same, and pages that are the right answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Locale, Page

from ..documents import Searchable
from ..synonyms import Group, group, wordings_of
from . import wordings


class EditedWords(models.Model):
    """Wordings in one language, one a line."""

    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+", default=Locale.get_default
    )
    wordings = models.TextField(_("wordings"))

    class Meta:
        abstract = True

    @property
    def wordings_list(self) -> tuple[str, ...]:
        return wordings_of(self.wordings)


class Synonyms(EditedWords):
    """Wordings that mean the same; or, with a `word`, what that word shall also find."""

    word = models.CharField(
        _("word with a wider search"),
        max_length=wordings.LONGEST,
        blank=True,
        help_text=_(
            "Leave empty when all wordings mean the same. With a word here, whoever searches for it also finds the"
            " wordings below, and not the other way round."
        ),
    )

    panels = [
        FieldPanel("locale"),
        FieldPanel("word"),
        FieldPanel("wordings", help_text=_("One per line. Inflections and parts of words are found by themselves.")),
    ]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["locale", "word", "wordings"]

    def __str__(self) -> str:
        return f"{self.word} → {', '.join(self.wordings_list)}" if self.word else " = ".join(self.wordings_list)

    @property
    def group(self) -> Group:
        return group(self.word.strip(), self.wordings)

    @property
    def direction(self) -> str:
        return gettext("one way") if self.word else gettext("both ways")

    def clean(self) -> None:
        super().clean()
        if not self.locale_id:
            return
        locale = self.locale.language_code
        if self.word:
            _check("word", [self.word], locale)
        elif len(self.wordings_list) < 2:
            raise ValidationError({"wordings": gettext("Write at least two wordings, or a word with a wider search.")})
        _check("wordings", [self.word, self.wordings], locale)


class PromotedResult(EditedWords):
    """A page that stands above the hits of whoever searches for one of the wordings."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(
        _("why"),
        max_length=200,
        blank=True,
        help_text=_("One sentence under the title, such as “The decision that is in force”. May be left empty."),
    )
    valid_from = models.DateField(_("shown from"), null=True, blank=True)
    valid_to = models.DateField(
        _("shown to"), null=True, blank=True, help_text=_("Both days are included. Empty means always.")
    )

    panels = [
        FieldPanel("locale"),
        FieldPanel(
            "wordings",
            help_text=_("What people search for, one wording per line. Inflections, synonyms and slips count too."),
        ),
        PageChooserPanel("page"),
        FieldPanel("reason"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])], heading=_("When")),
    ]

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["locale", "wordings"]

    def __str__(self) -> str:
        """Without the title of the page, which not all who see the list may read."""
        return ", ".join(self.wordings_list)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": gettext("The last day comes before the first.")})
        if self.locale_id and self.page_id:
            self._check_page(self.page, self.locale)
        if self.locale_id:
            _check("wordings", [self.wordings], self.locale.language_code, numbers=True)

    @staticmethod
    def _check_page(page: Page, locale: Locale) -> None:
        if not isinstance(page.specific, Searchable):
            raise ValidationError({"page": gettext("The search does not find pages of this kind.")})
        if page.locale_id != locale.pk and not page.has_translation(locale):
            raise ValidationError({"page": gettext("The page is not there in this language.")})


def _check(field: str, texts: list[str], locale: str, **options: Any) -> None:
    try:
        wordings.check(texts, locale, **options)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
