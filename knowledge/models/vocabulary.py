"""What the vocabularies have in common: a name per language, one code in all of them, and no deletion while in use."""

from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..forms import VocabularyForm


class VocabularyItem(index.Indexed, TranslatableMixin, models.Model):
    """One item of a shared vocabulary.

    `slug` is the item's code: the same in every language and never changed, since documents and addresses name it.
    """

    slug = models.CharField(
        _("code"),
        max_length=80,
        validators=[validate_slug],
        help_text=_("Short name without spaces, the same in all languages. Imported documents refer to it."),
    )

    base_form_class = VocabularyForm
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    @property
    def keywords(self) -> list[str]:
        """Words that find the pages which name this item."""
        return [str(self)]


def vocabulary_constraints(name: str) -> list[models.BaseConstraint]:
    """One item per language under each code and under each translation key."""
    return [
        models.UniqueConstraint(fields=["slug", "locale"], name=f"unique_{name}_slug_locale"),
        models.UniqueConstraint(fields=["translation_key", "locale"], name=f"unique_{name}_translation"),
    ]
