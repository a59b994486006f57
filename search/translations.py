"""What things are called in the site's other languages. Packages that know it register a source; the search asks all of them.

A source takes locale codes and gives querysets of rows, made by `named`: the same thing has the same key in each language.
"""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from .synonyms import EMPTY, rows, wordings_of

Wordings = tuple[str, ...]
Pair = tuple[Wordings, Wordings]
Source = Callable[[Iterable[str]], Iterable[QuerySet]]

_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def named(items: QuerySet, locales: Iterable[str], *fields: str) -> QuerySet:
    """The translatable items in these locales, with their names in these fields, one a line."""
    key = Cast("translation_key", TextField())
    return rows(items.filter(locale__language_code__in=locales), *fields, about=(key, "locale__language_code", EMPTY))


def pairs(locale: str, other: str) -> list[Pair]:
    """The names that things have in both languages, with one query."""
    found: dict[str, dict[str, Wordings]] = {}
    querysets = [each for source in _sources for each in source((locale, other))]
    for key, code, _, _, lines in querysets[0].union(*querysets[1:], all=True) if querysets else ():
        found.setdefault(key, {})[code] = wordings_of(lines)
    return sorted((names[locale], names[other]) for names in found.values() if len(names) == 2)
