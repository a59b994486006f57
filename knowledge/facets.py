"""The facets by which visitors narrow pages of knowledge. A new facet is one line here and one value in the page types."""

from operator import itemgetter
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from search import prepared
from search.facets import Facet, Values, register

from .kinds import FAMILIES
from .models import Level, Organisation, Place
from .models.area import FocusArea, TargetArea
from .models.vocabulary import VocabularyItem

VOCABULARIES: dict[str, type[VocabularyItem]] = {
    "level": Level,
    "place": Place,
    "organisation": Organisation,
    FocusArea.facet: FocusArea,
    TargetArea.facet: TargetArea,
}


def family_labels(values: Values, locale: str) -> dict[str, dict[str, str]]:
    with translation.override(locale):
        return {
            name: {family.code: str(family.label) for family in FAMILIES if family.code in set(wanted)}
            for name, wanted in values.items()
        }


def vocabulary_labels(values: Values, locale: str) -> dict[str, dict[str, str]]:
    """Names of vocabulary items by translation key, in the vocabulary's own order. What is no key is left out.

    One query for all vocabularies, which editors keep short: an item is named in the locale, else in the portal's first
    language, else in any.
    """
    wanted = {name: {str(key) for key in map(as_key, each) if key} for name, each in values.items()}
    rows = prepared.rows(_names_of_all, tuple(values)) if any(wanted.values()) else []
    rows.sort(key=lambda row: (row[2] == locale, row[2] == settings.LANGUAGE_CODE))
    chosen = {(name, str(UUID(str(key)))): (place, label) for name, key, _language, place, label in rows}
    found: dict[str, dict[str, str]] = {name: {} for name in values}
    for (name, key), (_place, label) in sorted(chosen.items(), key=itemgetter(1)):
        if key in wanted[name]:
            found[name][key] = label
    return found


def _names_of_all(facets: tuple[str, ...]) -> QuerySet:
    first, *others = map(_names, facets)
    return first.union(*others, all=True)


def _names(facet: str) -> QuerySet:
    model = VOCABULARIES[facet]
    place = F("sort") if hasattr(model, "sort") else Value(0)
    items = model._default_manager.order_by()
    return items.values_list(Value(facet), "translation_key", "locale__language_code", place, "name")


def as_key(value: str) -> UUID | None:
    """The translation key that stands in an address; anyone may write anything there."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def register_facets() -> None:
    register(
        Facet("kind", _("Content type"), family_labels, sort="given"),
        Facet("level", _("Level"), vocabulary_labels, sort="given"),
        Facet("place", _("Place"), vocabulary_labels),
        Facet("organisation", _("Organisation"), vocabulary_labels),
        Facet(FocusArea.facet, _("Focus area"), vocabulary_labels, sort="given"),
        Facet(TargetArea.facet, _("Target area"), vocabulary_labels, sort="given"),
        Facet("year", _("Year"), is_range=True),
    )
