"""Where synonyms come from. Packages that know words register a source; the search asks all of them.

A source takes a locale code and gives groups of wordings that mean the same, such as
("SIP", "samordnad individuell plan").
"""

from collections.abc import Callable, Iterable

Group = tuple[str, ...]
Source = Callable[[str], Iterable[Group]]

_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def groups(locale: str) -> list[Group]:
    return [group for source in _sources for group in source(locale) if len(group) > 1]
