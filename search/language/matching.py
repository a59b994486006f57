"""Which words of a text a query's terms meet there, and why: for the marks in hits and for "why this hit"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from . import identifiers as numbers
from . import text as words_of
from .base import Language, QueryTerm, Token, Wording, sequence_of
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
    is_number: bool = False


def find_matches(
    language: Language,
    text: str,
    query_terms: Iterable[QueryTerm],
    identifiers: Iterable[Identifier] = (),
    wordings: Iterable[Wording] = (),
) -> list[Match]:
    """All matches in reading order; where words overlap ("e-hälsa" and "hälsa") the one that begins first and is longest.

    `identifiers` and `wordings` are those of the query. Identifiers match however the text writes them, the words of a
    wording only together: as one match.
    """
    text = text[:LONGEST_TEXT]
    tokens = language.tokens(text)
    runs = _Runs(language, text)
    matches = list(_identifier_matches(text, {one.normalised: one.raw for one in identifiers}))
    for wording in wordings:
        matches += runs.of_wording(wording)
    for term in query_terms:
        for word in term.words or [term]:
            matches += _term_matches(language, tokens, word)
        for phrase in _all_alternatives(term):
            matches += runs.of_keys(sequence_of(phrase), term.text, "synonym")
    return _without_overlaps(matches)


def _identifier_matches(text: str, wanted: Mapping[str, str]) -> Iterator[Match]:
    for found in numbers.find(text) if wanted else ():
        for normalised, raw in wanted.items():
            if numbers.is_answered(normalised, found.normalised):
                yield Match(found.start, found.end, raw, "exact", is_number=True)


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
    if forms.folded == term.folded and not term.keeps_dots:
        return "folded"
    return "compound" if term.is_compound and not set(forms.parts).isdisjoint(term.parts) else None


class _Runs:
    """Words that stand next to each other in a text, as the index finds them: in `exact`, or by the keys in `sequence`."""

    def __init__(self, language: Language, text: str) -> None:
        self._language = language
        self._text = text

    def of_wording(self, wording: Wording) -> Iterator[Match]:
        pieces = [piece for word in self._words for piece in word.pieces or (word.whole,)]
        yield from _runs(pieces, [piece.text for piece in pieces], wording.exact, wording.text, "exact")
        yield from self.of_keys(wording.sequence, wording.text, "inflection")

    def of_keys(self, wanted: tuple[str, ...], query_word: str, how: How) -> Iterator[Match]:
        yield from _runs(*self._keys, wanted, query_word, how)

    @cached_property
    def _words(self) -> list[words_of.Word]:
        return list(words_of.words(self._text, self._language.endings))

    @cached_property
    def _keys(self) -> tuple[list[words_of.Piece], list[str]]:
        places = [piece for word in self._words for piece in (*word.pieces, word.whole)]
        return places, [key for word in self._words for key in self._language.sequence(word)]


def _runs(
    places: Sequence[words_of.Piece], tokens: Sequence[str], wanted: tuple[str, ...], query_word: str, how: How
) -> Iterator[Match]:
    for first, token in enumerate(tokens):
        if token == wanted[0] and tuple(tokens[first : first + len(wanted)]) == wanted:
            run = places[first : first + len(wanted)]
            yield Match(min(place.start for place in run), max(place.end for place in run), query_word, how)


def _without_overlaps(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    rank = ("exact", "inflection", "synonym", "part", "folded", "compound").index
    for match in sorted(matches, key=lambda one: (one.start, -one.end, rank(one.how))):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def is_same_word(one: QueryTerm, other: QueryTerm) -> bool:
    """Whether two words of queries are one and the same, inflected or not."""
    return one.exact == other.exact or one.stem == other.stem or not set(one.lemma).isdisjoint(other.lemma)
