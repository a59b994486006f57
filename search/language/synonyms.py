"""Abbreviations and other words that mean the same, as the editors' glossary has them.

A group holds all ways to say one thing: ("SIP", "samordnad individuell plan"); `OneWay` is a word that shall find others
and is not found by them. `expand` gives the terms of a query the other ways as alternatives; a phrase of the query that
stands in a group becomes one term with its `words` inside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .base import Language, QueryTerm

# Words of this length and more mean the same with and without diacritics.
LONG_WORD = 6

Key = tuple[str, ...]
Phrase = list[QueryTerm]


class OneWay(NamedTuple):
    """Who asks for `word` also finds what holds one of `finds`, and not the other way round."""

    word: str
    finds: tuple[str, ...]


@dataclass(frozen=True)
class SynonymGroups:
    """Groups made ready for look-up: under each way to say a thing, the others."""

    others: Mapping[Key, list[Phrase]] = field(default_factory=dict)
    longest: int = 0
    words: frozenset[str] = frozenset()
    """The single words that have others, in lower case."""


def prepare(language: Language, groups: Iterable[Iterable[str] | OneWay]) -> SynonymGroups:
    """Analyse groups of phrases. Empty phrases and repetitions are left out."""
    others: dict[Key, list[Phrase]] = {}
    words: set[str] = set()
    for group in groups:
        asked, found = ((group.word,), group.finds) if isinstance(group, OneWay) else (tuple(group),) * 2
        phrases = _phrases(language, found)
        for key, phrase in _phrases(language, asked).items():
            words.update(term.exact for term in phrase if len(phrase) == 1)
            for form in _look_ups(key, phrase):
                known = others.setdefault(form, [])
                known += [other for its_key, other in phrases.items() if its_key != key and other not in known]
    return SynonymGroups(others, max(map(len, others), default=0), frozenset(words))


def prepare_translations(
    language: Language, other: Language, pairs: Iterable[tuple[Iterable[str], Iterable[str]]]
) -> SynonymGroups:
    """Look-up of wordings of one language for what the same thing is called in another."""
    others: dict[Key, list[Phrase]] = {}
    for names, names_there in pairs:
        phrases = list(_phrases(other, names_there).values())
        for key, phrase in _phrases(language, names).items():
            for form in _look_ups(key, phrase):
                known = others.setdefault(form, [])
                known += [each for each in phrases if each not in known]
    return SynonymGroups(others, max(map(len, others), default=0))


def _phrases(language: Language, texts: Iterable[str]) -> dict[Key, Phrase]:
    return {_phrase_key(phrase): phrase for text in texts if (phrase := language.query_terms(text))}


def expand(query_terms: Sequence[QueryTerm], groups: SynonymGroups) -> list[QueryTerm]:
    """The terms with their alternatives. Of overlapping phrases the first and longest is taken."""
    expanded: list[QueryTerm] = []
    position = 0
    while position < len(query_terms):
        length, alternatives = _longest_phrase(query_terms, position, groups)
        span = list(query_terms[position : position + length])
        if length > 1:
            expanded.append(QueryTerm(text=" ".join(term.text for term in span), words=span, alternatives=alternatives))
        else:
            expanded.append(replace(span[0], alternatives=alternatives) if alternatives else span[0])
        position += length
    return expanded


def _longest_phrase(terms: Sequence[QueryTerm], start: int, groups: SynonymGroups) -> tuple[int, list[Phrase]]:
    for length in range(min(groups.longest, len(terms) - start), 0, -1):
        span = terms[start : start + length]
        for key in dict.fromkeys((tuple(term.exact for term in span), stems_of(span), _lemmas(span), _folded(span))):
            if alternatives := groups.others.get(key):
                return length, alternatives
    return 1, []


def _phrase_key(phrase: Phrase) -> Key:
    """Phrases and words are the same in any inflection, abbreviations only as they stand."""
    if len(phrase) == 1 and _is_abbreviation(phrase[0].text):
        return (phrase[0].exact,)
    return stems_of(phrase)


def stems_of(phrase: Sequence[QueryTerm]) -> Key:
    """What a phrase is in any inflection."""
    return tuple(term.stem for term in phrase)


def _look_ups(key: Key, phrase: Phrase) -> tuple[Key, ...]:
    """Stems alone would miss "kostnaderna", whose stem is not that of "kostnad", and "namnd", typed without the dots."""
    return (key, _lemmas(phrase), _folded(phrase)) if key == stems_of(phrase) else (key,)


def _lemmas(phrase: Sequence[QueryTerm]) -> Key:
    """Dictionary forms, marked so that none is taken for a stem or an abbreviation."""
    return tuple(f"{(term.lemma or [term.stem])[-1]}/" for term in phrase)


def _folded(phrase: Sequence[QueryTerm]) -> Key:
    """Without diacritics; short words as they are, since "far" and "får" are two words."""
    return tuple(f"{term.folded if len(term.exact) >= LONG_WORD else term.stem}//" for term in phrase)


def _is_abbreviation(word: str) -> bool:
    """Whether a word has capitals after its first letter: "LSS", "FoUiS"."""
    return any(char.isupper() for char in word[1:])
