"""Corrects a word that stands nowhere, by the words that the pages hold."""

import time
from functools import lru_cache

from .engines import get_engine
from .language import QueryTerm
from .language.spelling import Vocabulary
from .query import Question
from .scope import Scope

# Pages change while a process runs; its list of words may lag this many seconds behind them.
VOCABULARY_AGE = 60
MAX_PROPOSALS = 3


def correct(question: Question, locale: str, scope: Scope) -> str:
    """The query with its misspelt words replaced, or "" when nothing can be corrected.

    Only words that no page holds are touched, and of these none that the language knows: a real word that is not on the
    site is not a slip. Identifiers are never touched. The list of words comes from all pages, so each proposal is tried
    with what the visitor may read.
    """
    vocabulary = _vocabulary(scope.generation, locale, int(time.monotonic() // VOCABULARY_AGE))
    better = {term.exact: word for term in question.terms if (word := _better(term, question, vocabulary, scope))}
    return _replaced(question, better) if better else ""


def _better(term: QueryTerm, question: Question, vocabulary: Vocabulary, scope: Scope) -> str | None:
    if term.words or term.exact in vocabulary or question.language.lemmas(term.exact):
        return None
    return next(filter(scope.has_word, vocabulary.similar(term.exact, MAX_PROPOSALS)), None)


def _replaced(question: Question, better: dict[str, str]) -> str:
    """The text with whole words replaced, outside of identifiers and of what is marked."""
    text = question.text
    for token in reversed(question.language.tokens(text)):
        if token.text in better and not any(token.start in place for place in question.untouchable):
            text = text[: token.start] + better[token.text] + text[token.end :]
    return text


@lru_cache(maxsize=8)
def _vocabulary(generation: str, locale: str, age: int) -> Vocabulary:
    engine = get_engine()
    counts: dict[str, int] = {}
    for place in ("title", "heading", "body"):
        for word, count in engine.vocabulary(generation, f"{place}_exact", locale).items():
            counts[word] = max(counts.get(word, 0), count)
    return Vocabulary(counts)
