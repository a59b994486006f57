"""Other ways to write a query of which little is found: slips of the pen, words that are wrongly split or joined.

Which words there are, and how common, is asked of the pages that the visitor may read; the list of all words only names
candidates, so that no proposal, and none left out, tells of a page that is hidden. Numbers and marked words are never touched.
"""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from .engines import get_engine
from .language import QueryTerm
from .language.base import Token
from .language.spelling import Vocabulary
from .query import Question
from .scope import Scope

# Pages change while a process runs; its list of words may lag this many seconds behind them.
VOCABULARY_AGE = 60
MAX_PROPOSALS = 3
# Words of one query that are looked into; each costs some questions to the engine.
MAX_WORDS = 4
# A word that stands on pages may be a slip as well if another, near it, stands on this many times as many.
RARER = 10
SHORTEST_HALF = 3


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def variants(question: Question, locale: str, scope: Scope) -> Iterator[str]:
    """Other ways to write the query, the likeliest first."""
    vocabulary = _vocabulary(scope.generation, locale, int(time.monotonic() // VOCABULARY_AGE))
    yield from filter(None, (_joined(question, vocabulary, scope), correct(question, locale, scope)))
    if split := _split(question, vocabulary, scope):
        yield split


def correct(question: Question, locale: str, scope: Scope) -> str:
    """The query with its misspelt words replaced, or "" when nothing can be corrected.

    Words that the language knows are not touched: a real word that is not on the site is not a slip.
    """
    vocabulary = _vocabulary(scope.generation, locale, int(time.monotonic() // VOCABULARY_AGE))
    return _replaced(question, lambda term: _better(term, vocabulary, scope))


def _better(term: QueryTerm, vocabulary: Vocabulary, scope: Scope) -> str | None:
    needed = max(1, RARER * scope.pages_with(term.exact))
    near = vocabulary.similar(term.exact, MAX_PROPOSALS)
    return next((word for word in near if scope.pages_with(word) >= needed), None)


def _split(question: Question, vocabulary: Vocabulary, scope: Scope) -> str:
    """The query with a word that is unknown in whole and known in halves written apart."""

    def halves(term: QueryTerm) -> str | None:
        word = term.exact
        if not term.text.isalpha() or scope.has_word(word):  # a word with a hyphen is joined on purpose
            return None
        cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        found = [(word[:cut], word[cut:]) for cut in cuts if word[:cut] in vocabulary and word[cut:] in vocabulary]
        found.sort(key=lambda pair: -min(map(vocabulary.count, pair)))
        pairs = (pair for pair in found[:MAX_PROPOSALS] if all(map(scope.has_word, pair)))
        return " ".join(next(pairs, ()))

    return _replaced(question, halves)


def _joined(question: Question, vocabulary: Vocabulary, scope: Scope) -> str:
    """The query with two neighbours, of which not both are known, written as one word that is."""
    tokens = _touchable(question)
    for left, right in pairwise(tokens):
        whole = left.text + right.text
        apart = question.text[left.end : right.start].strip()
        if apart or whole not in vocabulary or not scope.has_word(whole):
            continue
        if not (scope.has_word(left.text) and scope.has_word(right.text)):
            return _changed(question, [_Change(left.start, right.end, whole)])
    return ""


def _replaced(question: Question, better: Callable[[QueryTerm], str | None]) -> str:
    """The text with whole words replaced."""
    words = islice(_unknown_words(question), MAX_WORDS)
    new = {word.exact: text for word in words if (text := better(word))}
    places = [token for token in _touchable(question) if token.text in new]
    return _changed(question, [_Change(token.start, token.end, new[token.text]) for token in places])


def _unknown_words(question: Question) -> Iterator[QueryTerm]:
    for term in question.terms:
        if not term.words and not term.alternatives and not question.language.lemmas(term.exact):
            yield term


def _touchable(question: Question) -> list[Token]:
    """The words of the query outside of numbers and of what is marked."""
    tokens = (token for token in question.language.tokens(question.text) if not token.inner)
    return [token for token in tokens if not any(token.start in place for place in question.untouchable)]


def _changed(question: Question, changes: list[_Change]) -> str:
    """The text with these changes, written as names are and as the visitor wrote; "" without any."""
    text = question.text
    for start, end, new in reversed(changes):
        written = text[start:end]
        if len(written) > 1 and written.isupper():
            new = new.upper()
        elif written[:1].isupper() or question.language.is_name(new):
            new = new[:1].upper() + new[1:]
        text = text[:start] + new + text[end:]
    return text if changes else ""


@lru_cache(maxsize=8)
def _vocabulary(generation: str, locale: str, age: int) -> Vocabulary:
    engine = get_engine()
    counts: dict[str, int] = {}
    for place in ("title", "heading", "body"):
        for word, count in engine.vocabulary(generation, f"{place}_exact", locale).items():
            counts[word] = max(counts.get(word, 0), count)
    return Vocabulary(counts)
