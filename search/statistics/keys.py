"""Which searches are for the same thing: those with the same lemmas, in whatever order and inflection."""

from collections.abc import Iterator
from typing import NamedTuple

from ..language import Language, QueryTerm
from ..language.synonyms import SynonymGroups
from ..query import parse
from .privacy import cleaned, may_be_kept

MAX_LEMMAS = 200
NO_SYNONYMS = SynonymGroups()


class Key(NamedTuple):
    """A query in one language. The empty one stands for all whose words are not kept."""

    locale: str
    lemmas: str = ""
    spelling: str = ""


def key_of(text: str, locale: str) -> Key:
    spelling = cleaned(text)
    lemmas = lemmas_of(spelling, locale) if may_be_kept(spelling) else ""
    return Key(locale, lemmas, spelling) if lemmas else Key(locale)


def lemmas_of(text: str, locale: str) -> str:
    question = parse(text, locale, NO_SYNONYMS)
    numbers = (identifier.normalised for identifier in question.identifiers)
    words = {_lemma(question.language, word) for term in question.terms for word in _words(term)}
    quoted = (f'"{" ".join(wording.sequence)}"' for wording in question.wordings)
    unwanted = (f"-{lemmas_of(one.text, locale)}" for one in question.excluded)
    return " ".join([*sorted(numbers), *sorted(words), *sorted(quoted), *sorted(unwanted)])[:MAX_LEMMAS]


def _words(term: QueryTerm) -> Iterator[QueryTerm]:
    yield from term.words or [term]


def _lemma(language: Language, word: QueryTerm) -> str:
    """Of several dictionary forms the noun's, which stands last; of a word that no dictionary has the stem."""
    known = language.lemmas(word.exact)
    return known[-1] if known else language.stem((word.lemma or [word.exact])[-1])
