"""Corrects a word that stands nowhere, by the words that the pages hold."""

import time
from functools import lru_cache

from .engines import get_engine
from .language import QueryTerm
from .language.spelling import Vocabulary
from .query import Question
from .rebuild import live_generation

# Pages change while a process runs; its list of words may lag this many seconds behind them.
VOCABULARY_AGE = 60


def correct(question: Question, locale: str) -> str:
    """The query with its misspelt words replaced, or "" when nothing can be corrected.

    Only words that no page holds are touched, and of these none that the language knows: a real word that is not on the
    site is not a slip. Identifiers are never touched. The caller must try the result with the visitor's own filters
    before proposing it, because the list of words comes from all pages.
    """
    vocabulary = _vocabulary(live_generation(), locale, int(time.monotonic() // VOCABULARY_AGE))
    corrected = question.text
    for term in question.terms:
        if better := _better(term, question, vocabulary):
            corrected = corrected.replace(term.text, better)
    return corrected if corrected != question.text else ""


def _better(term: QueryTerm, question: Question, vocabulary: Vocabulary) -> str | None:
    if term.words or question.language.lemmas(term.exact):
        return None
    return vocabulary.suggest(term.exact)


@lru_cache(maxsize=8)
def _vocabulary(generation: str, locale: str, age: int) -> Vocabulary:
    engine = get_engine()
    counts: dict[str, int] = {}
    for place in ("title", "heading", "body"):
        for word, count in engine.vocabulary(generation, f"{place}_exact", locale).items():
            counts[word] = max(counts.get(word, 0), count)
    return Vocabulary(counts)
