"""What the glossary and the organisations say of words that mean the same, for the search."""

from django.db.models import QuerySet

from search.synonyms import register, rows

from .models import Organisation, Term


def vocabulary_rows(locale: str) -> list[QuerySet]:
    """One row for each term and each organisation. Several-line fields give one wording a line."""
    terms = Term.objects.filter(locale__language_code=locale)
    organisations = Organisation.objects.filter(locale__language_code=locale)
    return [
        rows(terms, "term", "abbreviation", "expansion", "synonyms", "deprecated_forms"),
        rows(organisations, "name", "short_name", "aliases", "former_names"),
    ]


def register_synonyms() -> None:
    register(vocabulary_rows)
