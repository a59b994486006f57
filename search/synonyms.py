"""Where synonyms come from. Packages that know words register a source; the search asks all of them with one query.

A source takes a locale code and gives querysets of rows, made by `rows`: each a group of wordings that mean the same, such
as "SIP" and "samordnad individuell plan", or a word and what it shall also find.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from .language.synonyms import OneWay

Group = tuple[str, ...] | OneWay
Source = Callable[[str], Iterable[QuerySet]]

EMPTY = Value("", output_field=TextField())
NEW_LINE = Value("\n", output_field=TextField())

_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def rows(items: QuerySet, *fields: str, word: Any = EMPTY, about: Iterable[Any] = (EMPTY, EMPTY, EMPTY)) -> QuerySet:
    """The items as rows that can be read together with those of others: a word and wordings, one a line.

    All columns are text. Without a `word` the wordings mean the same. What `about` holds is no part of synonyms.
    """
    lines = [part for name in fields for part in (name, NEW_LINE)]
    return items.order_by().values_list(*about, word, Concat(*lines, output_field=TextField()))


def sources(locale: str) -> Iterator[QuerySet]:
    for source in _sources:
        yield from source(locale)


def group(word: str, lines: str) -> Group:
    wordings = wordings_of(lines)
    return OneWay(word, wordings) if word else wordings


def wordings_of(lines: str) -> tuple[str, ...]:
    """One wording a line, each once."""
    return tuple(dict.fromkeys(wording.strip() for wording in lines.splitlines() if wording.strip()))


def means_anything(group: Group) -> bool:
    return bool(group.finds) if isinstance(group, OneWay) else len(group) > 1
