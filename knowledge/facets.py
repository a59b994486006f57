"""The facets by which visitors narrow pages of knowledge. A new facet is one line here and one value in the page types."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from search.facets import Facet, Labels, register

from .kinds import FAMILIES
from .localized import by_any_translation
from .models import Level, Organisation, Place
from .models.vocabulary import VocabularyItem


def family_labels(values: Iterable[str], locale: str) -> dict[str, str]:
    wanted = set(values)
    with translation.override(locale):
        return {family.code: str(family.label) for family in FAMILIES if family.code in wanted}


def vocabulary_labels(model: type[VocabularyItem]) -> Labels:
    """Names of vocabulary items by translation key, in the vocabulary's own order. What is no key is left out."""

    def labels(values: Iterable[str], locale: str) -> dict[str, str]:
        keys = {key for key in map(as_key, values) if key}
        items = by_any_translation(model._default_manager.filter(translation_key__in=keys), locale)
        return {str(item.translation_key): str(item) for item in items.values()}

    return labels


def as_key(value: str) -> UUID | None:
    """The translation key that stands in an address; anyone may write anything there."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def register_facets() -> None:
    register(
        Facet("kind", _("Content type"), family_labels, sort="given"),
        Facet("level", _("Level"), vocabulary_labels(Level), sort="given"),
        Facet("place", _("Place"), vocabulary_labels(Place)),
        Facet("organisation", _("Organisation"), vocabulary_labels(Organisation)),
        Facet("year", _("Year"), sort="-value"),
    )
