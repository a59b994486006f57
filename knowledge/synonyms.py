"""What the vocabularies say of words that mean the same, in one language and in two, for the search."""

from collections.abc import Iterable

from django.db.models import QuerySet

from search import translations
from search.synonyms import register, rows

from .models import Organisation, Place, Term

TERM_FIELDS = ("term", "abbreviation", "expansion", "synonyms", "deprecated_forms")
ORGANISATION_FIELDS = ("name", "short_name", "aliases", "former_names")


def vocabulary_rows(locale: str) -> list[QuerySet]:
    """One row for each term and each organisation. Several-line fields give one wording a line."""
    terms = Term.objects.filter(locale__language_code=locale)
    organisations = Organisation.objects.filter(locale__language_code=locale)
    return [
        rows(terms, *TERM_FIELDS),
        rows(organisations, *ORGANISATION_FIELDS),
    ]


def vocabulary_names(locales: Iterable[str]) -> list[QuerySet]:
    return [
        translations.named(Term.objects.all(), locales, *TERM_FIELDS),
        translations.named(Organisation.objects.all(), locales, *ORGANISATION_FIELDS),
        translations.named(Place.objects.all(), locales, "name"),
    ]


def register_synonyms() -> None:
    register(vocabulary_rows)
    translations.register(vocabulary_names)
