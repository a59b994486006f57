"""What the glossary and the organisations say of words that mean the same, for the search."""

from collections.abc import Iterator

from search.synonyms import Group, register

from .models import Organisation, Term


def vocabulary_groups(locale: str) -> Iterator[Group]:
    """One group for each term and each organisation, read with one query. Several-line fields give one wording a line."""
    terms = Term.objects.filter(locale__language_code=locale).order_by()
    organisations = Organisation.objects.filter(locale__language_code=locale).order_by()
    rows = terms.values_list("term", "abbreviation", "expansion", "synonyms", "deprecated_forms").union(
        organisations.values_list("name", "short_name", "short_name", "aliases", "former_names"), all=True
    )
    for row in rows:
        yield tuple(dict.fromkeys(wording.strip() for text in row for wording in text.splitlines() if wording.strip()))


def register_synonyms() -> None:
    register(vocabulary_groups)
