"""Which words of a text a query's terms meet there, and why: for the marks in hits and for "why this hit"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from . import identifiers as numbers
from .base import Language, QueryTerm, Token
from .identifiers import Identifier

How = Literal["exact", "inflection", "part", "compound", "folded", "synonym"]
# Longer texts are looked through this far.
LONGEST_TEXT = 100_000


class Match(NamedTuple):
    """A word of the text (its place in it) and the query's word it answers."""

    start: int
    end: int
    query_word: str
    how: How


def find_matches(
    language: Language, text: str, query_terms: Iterable[QueryTerm], identifiers: Iterable[Identifier] = ()
) -> list[Match]:
    """All matches in reading order; where words overlap ("e-hälsa" and "hälsa") the one that begins first and is longest.

    `identifiers` are those of the query; they match however the text writes them.
    """
    text = text[:LONGEST_TEXT]
    tokens = language.tokens(text)
    matches = list(_identifier_matches(text, {one.normalised: one.raw for one in identifiers}))
    for term in query_terms:
        for word in term.words or [term]:
            matches += _term_matches(language, tokens, word)
        for phrase in _all_alternatives(term):
            matches += _phrase_matches(language, tokens, phrase, term.text)
    return _without_overlaps(matches)


def _identifier_matches(text: str, wanted: Mapping[str, str]) -> Iterator[Match]:
    for found in numbers.find(text) if wanted else ():
        if found.normalised in wanted:
            yield Match(found.start, found.end, wanted[found.normalised], "exact")


def _all_alternatives(term: QueryTerm) -> Iterator[list[QueryTerm]]:
    yield from term.alternatives
    for word in term.words:
        yield from word.alternatives


def _term_matches(language: Language, tokens: Sequence[Token], term: QueryTerm) -> list[Match]:
    if not term.exact:
        return []
    found = [(token, _how(language, token, term)) for token in tokens]
    matches = [Match(token.start, token.end, term.text, how) for token, how in found if how]
    if any(match.how != "compound" for match in matches):
        return [match for match in matches if match.how != "compound"]
    there = {part for token, how in found if how for part in language.forms(token.text).parts}
    return matches if there.issuperset(term.parts) else []


def _how(language: Language, token: Token, term: QueryTerm) -> How | None:
    """How a word answers a term. "compound": it is one of the simple words of the term, which need all be there."""
    if token.text == term.exact:
        return "exact"
    if token.is_stop:
        return None
    forms = language.forms(token.text)
    if forms.stem == term.stem or not set(forms.lemmas).isdisjoint(term.lemma):
        return "inflection"
    if set(forms.parts).issuperset(term.parts):
        return "part" if len(forms.parts) > len(term.parts) else "inflection"
    if forms.folded == term.folded:
        return "folded"
    return "compound" if term.is_compound and not set(forms.parts).isdisjoint(term.parts) else None


def _phrase_matches(
    language: Language, tokens: Sequence[Token], phrase: Sequence[QueryTerm], query_word: str
) -> Iterator[Match]:
    content = [token for token in tokens if not token.is_stop and not token.inner]
    stems = [language.forms(token.text).stem for token in content]
    wanted = [term.stem for term in phrase]
    for first in range(len(content) - len(wanted) + 1):
        if wanted and stems[first : first + len(wanted)] == wanted:
            for token in content[first : first + len(wanted)]:
                yield Match(token.start, token.end, query_word, "synonym")


def _without_overlaps(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    rank = ("exact", "inflection", "synonym", "part", "folded", "compound").index
    for match in sorted(matches, key=lambda one: (one.start, -one.end, rank(one.how))):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
