"""What has a name of its own besides the pages: places, organisations, terms. Packages that keep such names register them.

A source takes a locale code and gives the names in that language. Which of them a visitor may see is not its matter: each
says which pages carry it, and whoever may read none of these is not shown the name.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from .language import get_language
from .language.beginnings import Written, words_of

# Names change while a process runs; what is suggested may lag this many seconds behind them.
NAMES_AGE = 60


@dataclass(frozen=True)
class Name:
    """`label` is shown under the heading `group`; `wordings` are all words by which it is looked for.

    Pages carry it as `value` of `facet`, which need not be one that visitors choose by. A name that is explained has an
    `anchor` on the pages of the kind `explained_on`.
    """

    group: str
    label: str
    wordings: tuple[str, ...]
    facet: str
    value: str
    note: str = ""
    explained_on: str = ""
    anchor: str = ""


Source = Callable[[str], Iterable[Name]]

_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class Wordings:
    """A name with the words of each of its wordings."""

    name: Name
    words: tuple[tuple[Written, ...], ...]


def names(locale: str, generation: str) -> tuple[Wordings, ...]:
    """All names in a language, as they were at most a minute ago. A new index is a reason to read them anew."""
    return _names(locale, generation, int(time.monotonic() // NAMES_AGE))


@lru_cache(maxsize=8)
def _names(locale: str, generation: str, age: int) -> tuple[Wordings, ...]:
    language = get_language(locale)
    return tuple(
        Wordings(name, tuple(words_of(language, wording) for wording in name.wordings))
        for source in _sources
        for name in source(locale)
    )
