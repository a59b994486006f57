"""Which pages editors have promoted for a question.

A question meets a wording when both say the same with the same words: in any order and inflection, with compounds written
as one word or several, and with a synonym in place of a word. Of a question that nothing answers, words that the language
does not know may also be near a word of a wording.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .known import Promotion
from .language import Language, QueryTerm
from .language.matching import is_same_word
from .language.spelling import Vocabulary
from .language.synonyms import SynonymGroups, expand
from .language.text import fold
from .query import Question, parse

MOST = 3  # promoted results of one search
Parts = frozenset[str]


@dataclass(frozen=True)
class _Wording:
    """`parts` are the simple words that it is made of, and together all that it says."""

    promotion: Promotion
    words: tuple[QueryTerm, ...]
    parts: Parts
    numbers: frozenset[str]


@dataclass(frozen=True)
class _Wordings:
    by_key: Mapping[str, list[_Wording]]
    """The wordings that have a word in this form, or this number."""
    vocabulary: Vocabulary


def promoted_for(
    question: Question, promotions: tuple[Promotion, ...], *, nothing_found: bool = False
) -> list[Promotion]:
    """The promotions for a question, the oldest rule first, each page once."""
    if not promotions or question.is_empty:
        return []
    question = _without_quotes(question)
    wordings = _prepared(question.language.code, promotions)
    found = _met(question, wordings)
    if not found and nothing_found:
        found = _met(_without_slips(question, wordings.vocabulary), wordings)
    by_page = {promotion.page_id: promotion for promotion in sorted(found, reverse=True)}
    return sorted(by_page.values())[:MOST]


def _without_quotes(question: Question) -> Question:
    quoted = (term for wording in question.wordings for term in question.language.query_terms(wording.text))
    return replace(question, terms=(*question.terms, *expand(list(quoted), question.synonyms)))


def _met(question: Question, wordings: _Wordings) -> list[Promotion]:
    keys = {key for term in question.terms for phrase in _phrases(term) for word in phrase for key in _keys(word)}
    keys.update(number.normalised for number in question.identifiers)
    near = {id(wording): wording for key in keys for wording in wordings.by_key.get(key, ())}
    return [wording.promotion for wording in near.values() if _meets(question, wording)]


def _meets(question: Question, wording: _Wording) -> bool:
    if {number.normalised for number in question.identifiers} != wording.numbers:
        return False
    said: set[Parts] = {frozenset()}  # of each way to say the question, the parts of the wording
    for term in question.terms:
        ways = [way for phrase in _phrases(term) if (way := _said(phrase, wording, question.language)) <= wording.parts]
        said = {before | way for before in said for way in ways}
    return wording.parts in said


def _phrases(term: QueryTerm) -> Iterator[Sequence[QueryTerm]]:
    yield term.words or [term]
    yield from term.alternatives


def _said(phrase: Sequence[QueryTerm], wording: _Wording, language: Language) -> Parts:
    """The parts of a phrase, as the wording has them where it has the same word in another form."""
    return frozenset(part for word in phrase for part in _twin(word, wording, language).parts)


def _twin(word: QueryTerm, wording: _Wording, language: Language) -> QueryTerm:
    twin = next((own for own in wording.words if is_same_word(word, own)), None)
    if twin is None and not language.lemmas(word.exact) and fold(word.exact) == word.exact:
        twin = next((own for own in wording.words if own.folded == word.folded), None)  # typed without å, ä and ö
    return twin or word


def _without_slips(question: Question, vocabulary: Vocabulary) -> Question:
    return replace(question, terms=tuple(_likeliest(term, question.language, vocabulary) for term in question.terms))


def _likeliest(term: QueryTerm, language: Language, vocabulary: Vocabulary) -> QueryTerm:
    if term.words or term.alternatives or language.lemmas(term.exact):
        return term
    near = vocabulary.suggest(term.exact)
    return language.query_terms(near)[0] if near else term


@lru_cache(maxsize=8)
def _prepared(language_code: str, promotions: tuple[Promotion, ...]) -> _Wordings:
    by_key: defaultdict[str, list[_Wording]] = defaultdict(list)
    exact: set[str] = set()
    for promotion in promotions:
        for text in promotion.wordings:
            wording = _analysed(promotion, text, language_code)
            exact.update(word.exact for word in wording.words)
            for key in {key for word in wording.words for key in _keys(word)} | wording.numbers:
                by_key[key].append(wording)
    return _Wordings(by_key, Vocabulary(dict.fromkeys(exact, 1)))


def _analysed(promotion: Promotion, text: str, language_code: str) -> _Wording:
    question = parse(text, language_code, SynonymGroups())
    parts = frozenset(part for word in question.terms for part in word.parts)
    return _Wording(promotion, question.terms, parts, frozenset(number.normalised for number in question.identifiers))


def _keys(word: QueryTerm) -> Iterable[str]:
    return {word.exact, word.stem, word.folded, *word.lemma, *word.parts}
