"""What the search suggests of the vocabularies: terms, places, organisations and areas, under the headings of their groups."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.text import capfirst

from search.names import Name, register

from .facets import VOCABULARIES
from .localized import by_any_translation
from .models import GlossaryPage, Place, Term

TERM_FACET = "term"


def vocabulary_names(locale: str) -> Iterator[Name]:
    """All terms, then the items of the other vocabularies, named as on pages in that language."""
    with translation.override(locale):
        yield from map(_of_term, _items(Term, locale))
        for facet, model in VOCABULARIES.items():
            group = capfirst(str(model._meta.verbose_name_plural))
            yield from (_of_item(item, facet, group) for item in _items(model, locale))


def _items(model: Any, locale: str) -> list[Any]:
    return list(dict.fromkeys(by_any_translation(model._default_manager.all(), locale).values()))


def _of_term(term: Term) -> Name:
    return Name(
        group=capfirst(str(Term._meta.verbose_name_plural)),
        label=term.name_with_abbreviation,
        wordings=tuple(term.keywords),
        facet=TERM_FACET,
        value=str(term.translation_key),
        note=term.expansion if term.has_own_expansion else "",
        explained_on=GlossaryPage.kind.code,
        anchor=term.anchor,
    )


def _of_item(item: Any, facet: str, group: str) -> Name:
    """Places of the same name are told apart by what they are."""
    return Name(
        group=group,
        label=item.name,
        wordings=tuple(item.keywords),
        facet=facet,
        value=str(item.translation_key),
        note=item.get_kind_display() if isinstance(item, Place) else "",
    )


def register_names() -> None:
    register(vocabulary_names)
