"""Other ways to write a query of which little is found: slips of the pen, half words, words that are wrongly split or joined.

Which words there are, and how common, is asked of the pages that the visitor may read; the list of all words only names
candidates, so that no proposal, and none left out, tells of a page that is hidden. Numbers and marked words are never touched.
"""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from . import reader
from .language import QueryTerm, get_language, identifiers
from .language.base import Token
from .language.spelling import Vocabulary
from .language.synonyms import expand
from .language.text import is_in_capitals
from .query import Question, identifier_token, term_node
from .scope import Scope

# Pages change while a process runs; its list of words may lag this many seconds behind them.
VOCABULARY_AGE = 60
MAX_PROPOSALS = 3
# So many words that begin as a half one does are tried, for the commonest may all be hidden.
MAX_BEGINNINGS = 10
# Words of one query that are looked into; each costs some questions to the engine.
MAX_WORDS = 4
# A word that stands on pages may be a slip as well if another, near it, stands on this many times as many.
RARER = 10
SHORTEST_HALF = 3
HALF = "*"


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def variants(question: Question, locale: str, scope: Scope) -> Iterator[str]:
    """Other ways to write the query, the likeliest first."""
    vocabulary = _words(question, locale, scope)
    yield from _with_letters(question, vocabulary)
    yield from filter(None, (_joined(question, vocabulary, scope), correct(question, locale, scope)))
    if split := _split(question, vocabulary, scope):
        yield split


def correct(question: Question, locale: str, scope: Scope) -> str:
    """The query with its half and its misspelt words replaced, or "" when nothing can be corrected.

    Words that the language knows are not touched: a real word that is not on the site is not a slip. Nor is an abbreviation
    a slip for a word, only for another one that has been explained.
    """
    vocabulary = _words(question, locale, scope)

    def better(term: QueryTerm) -> str | None:
        needed = max(1, RARER * scope.pages_with(term.exact))
        candidates = _candidates(term.exact, vocabulary)
        if is_in_capitals(term.text):
            candidates = (word for word in candidates if word in question.synonyms.words)
        return next((word for word in candidates if _pages_found(word, question, scope) >= needed), None)

    return _replaced(question, better)


def _pages_found(word: str, question: Question, scope: Scope) -> int:
    """The pages with the word itself, or of one that only editors' synonyms have, with what else it is called."""
    if (pages := scope.pages_with(word)) or word not in question.synonyms.words:
        return pages
    [term] = expand(question.language.query_terms(word), question.synonyms)
    return scope.total(term_node(term))


def _candidates(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What may have been meant: a word that begins so, one that is near, one that is near in another form."""
    yield from vocabulary.beginning_with(word, MAX_BEGINNINGS)
    yield from vocabulary.similar(word, MAX_PROPOSALS)
    yield from vocabulary.similar_in_form(word, MAX_PROPOSALS)


def unfinished(question: Question, locale: str, scope: Scope) -> str:
    """The query with what no page has, real words too, written to the end of a longer word, or "".

    Only to be offered: who writes a real word may well mean it.
    """
    vocabulary = _words(question, locale, scope)

    def ended(term: QueryTerm) -> str | None:
        if scope.total(term_node(term)):
            return None
        return next(filter(scope.has_word, vocabulary.beginning_with(term.exact, MAX_BEGINNINGS)), None)

    return _replaced(question, ended, with_real_words=True)


def _split(question: Question, vocabulary: Vocabulary, scope: Scope) -> str:
    """The query with a word that is unknown in whole and known in halves written apart; a compound is rightly in one piece."""

    def halves(term: QueryTerm) -> str | None:
        word = term.exact
        if not term.text.isalpha() or term.is_compound or scope.has_word(word):  # a hyphen joins on purpose
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
        if apart or identifiers.guess(whole) or whole not in vocabulary or not scope.has_word(whole):
            continue
        if not (scope.has_word(left.text) and scope.has_word(right.text)):
            return _changed(question, [_Change(left.start, right.end, whole)])
    return ""


def _replaced(question: Question, better: Callable[[QueryTerm], str | None], *, with_real_words: bool = False) -> str:
    """The text with whole words replaced, only such as the language does not know unless `with_real_words`."""
    words = islice(_plain_words(question, with_real_words), MAX_WORDS)
    new = {word.exact: text for word in words if (text := better(word))}
    places = [token for token in _touchable(question) if token.text in new]
    return _changed(question, [_Change(token.start, _end(question, token), new[token.text]) for token in places])


def _end(question: Question, token: Token) -> int:
    """Of the word with the star that some write after half a word."""
    return token.end + question.text.startswith(HALF, token.end)


def _plain_words(question: Question, with_real_words: bool) -> Iterator[QueryTerm]:
    """Words of which nothing else is known, such as another name or the date that they are."""
    for term in question.terms:
        is_plain = not term.words and not term.alternatives
        if is_plain and (with_real_words or not question.language.lemmas(term.exact)):
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


def _with_letters(question: Question, vocabulary: Vocabulary) -> Iterator[str]:
    """The diary numbers that end as the one that is all of the query, and lacks the letters before it."""
    if ending := identifiers.ending(question.text):
        start = identifier_token("")
        numbers = (token.removeprefix(start) for token in vocabulary if token.startswith(start))
        known = {whole for number in numbers for whole in (number, identifiers.case_of(number))}
        yield from sorted(number for number in known if number.endswith(ending))


def _words(question: Question, locale: str, scope: Scope) -> Vocabulary:
    return _vocabulary(scope.generation, locale, question.synonyms.words, int(time.monotonic() // VOCABULARY_AGE))


@lru_cache(maxsize=8)
def _vocabulary(generation: str, locale: str, names: frozenset[str], age: int) -> Vocabulary:
    counts = dict.fromkeys(names, 1)
    for place in ("title", "heading", "body"):
        for word, count in reader.vocabulary(generation, f"{place}_exact", locale).items():
            counts[word] = max(counts.get(word, 0), count)
    return Vocabulary(counts, get_language(locale))
