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


class Matcher:
    """Finds the words of one query in texts, in as many as one likes: it remembers how a word answers.

    `identifiers` and `wordings` are those of the query. Identifiers match however the text writes them, the words of a
    wording only together: as one match.
    """

    def __init__(
        self,
        language: Language,
        query_terms: Iterable[QueryTerm],
        identifiers: Iterable[Identifier] = (),
        wordings: Iterable[Wording] = (),
    ) -> None:
        self.language = language
        self._numbers = {one.normalised: one.raw for one in identifiers}
        self._wordings = list(wordings)
        terms = list(query_terms)
        self._words = [word for term in terms for word in term.words or [term] if word.exact]
        self._synonyms = [(term.text, sequence_of(phrase)) for term in terms for phrase in _all_alternatives(term)]
        self._answers: dict[str, list[_Answer]] = {}
        """By word of a text as it is written."""

    def matches(self, text: str) -> list[Match]:
        """In reading order; where words overlap ("e-hälsa" and "hälsa") the one that begins first and is longest."""
        text = text[:LONGEST_TEXT]
        words = list(words_of.placed_words(text, self.language.endings))
        runs = _Runs(self.language, text)
        found = list(_identifier_matches(text, self._numbers))
        for wording in self._wordings:
            found += runs.of_wording(wording)
        found += self._matches_of_words(words)
        if self._synonyms:
            there = {key for raw, _ in words for key in self.language.written(raw).keys}
            for query_word, keys in self._synonyms:
                if there.issuperset(keys):
                    found += runs.of_keys(keys, query_word, "synonym")
        return _without_overlaps(found)

    def _matches_of_words(self, words: Iterable[tuple[str, int]]) -> Iterator[Match]:
        """Each of the query's words by itself. Simple words of a compound count where the compound is not, and all are."""
        found: dict[int, list[tuple[Match, Token]]] = {}
        for raw, start in words:
            for number, token, how in self._answers_of(raw):
                match = Match(start + token.start, start + token.end, self._words[number].text, how)
                found.setdefault(number, []).append((match, token))
        for number, pairs in found.items():
            whole = [match for match, _ in pairs if match.how != "compound"]
            there = {part for _, token in pairs for part in self.language.forms(token.text).parts}
            if whole or any(there.issuperset(reading.parts) for reading in self._words[number].readings):
                yield from whole or [match for match, _ in pairs]

    def _answers_of(self, raw: str) -> "list[_Answer]":
        if raw not in self._answers:
            self._answers[raw] = [
                (number, token, how)
                for token in self.language.written(raw).tokens
                for number, word in enumerate(self._words)
                if (how := _how(self.language, token, word))
            ]
        return self._answers[raw]


_Answer = tuple[int, Token, How]
"""The number of a word of the query, the word of a text that answers it, and how."""


def _identifier_matches(text: str, wanted: Mapping[str, str]) -> Iterator[Match]:
    for found in numbers.find(text) if wanted else ():
        for normalised, raw in wanted.items():
            if numbers.is_answered(normalised, found.normalised):
                yield Match(found.start, found.end, raw, "exact", is_number=True)


def _all_alternatives(term: QueryTerm) -> Iterator[list[QueryTerm]]:
    yield from term.alternatives
    for word in term.words:
        yield from word.alternatives


def _how(language: Language, token: Token, term: QueryTerm) -> How | None:
    """How a word answers a term, or if it does not what that may mean: the word itself with its dots is "folded"."""
    how = _how_written(language, token, term)
    if how in (None, "compound"):
        for twin in term.twins:
            how_twin = _how_written(language, token, twin)
            how = "folded" if how_twin == "exact" else how_twin or how
    return how


def _how_written(language: Language, token: Token, term: QueryTerm) -> How | None:
    """How a word answers one. "compound": it is one of the simple words of the term, which need all be there."""
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
