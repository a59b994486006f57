"""What is to be found only in the site's main language, for those who search in another one.

The question is asked there as it is typed, since names, numbers and abbreviations are the same in every language, and with
what the vocabularies call its words. Pages that have a translation in the visitor's own language are left out, unless nothing
is found in that: who knows a word only in the main language gets all pages that have it.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.conf import settings

from wagtail.models import Page

from . import operators
from .engines.base import Filters
from .language import Language, QueryTerm, get_language
from .language.synonyms import SynonymGroups, expand, prepare, prepare_translations, stems_of
from .query import Question, parse
from .scope import Scope
from .translations import Pair, pairs


def main_language() -> str:
    return settings.LANGUAGE_CODE


def scope_there(scope: Scope, locale: str, *, with_translated: bool) -> Scope:
    """The same visitor's in the main language, with or without the pages that can be read in `locale`."""
    if with_translated:
        return scope.with_filters(replace(scope.filters, locale=main_language()))
    translated = Page.objects.filter(locale__language_code=locale, live=True, alias_of=None).order_by()
    there = Page.objects.filter(
        locale__language_code=main_language(), translation_key__in=translated.values("translation_key")
    )
    excluded = {*scope.filters.excluded_pages, *there.order_by().values_list("pk", flat=True)}
    filters: Filters = replace(scope.filters, locale=main_language(), excluded_pages=tuple(sorted(excluded)))
    return scope.with_filters(filters)


def question_there(question: Question, locale: str) -> Question:
    """The question in the main language."""
    known = tuple(pairs(locale, main_language()))
    synonyms, translations = _prepared(locale, main_language(), known)
    there = parse(question.text, main_language(), synonyms)
    words = [replace(word, alternatives=[]) for term in question.terms for word in term.words or [term]]
    asked = expand(words, translations)
    terms = (_term_there(term, there.language.code, synonyms) for term in asked)
    return replace(there, text=_text_there(there, asked), terms=tuple(term for term in terms if term))


def _text_there(there: Question, asked: Iterable[QueryTerm]) -> str:
    """The question as somebody would type it in the main language."""
    called = (_called_there(term, there.language) for term in asked)
    marked = operators.find(there.text)
    return " ".join(
        [
            *called,
            *(number.raw for number in there.identifiers),
            *(there.text[one.start : one.end] for one in marked if one.is_excluded or one.text in _quoted(there)),
        ]
    )


def _called_there(term: QueryTerm, language: Language) -> str:
    """What a word is called in the main language; as it was typed where that is one of its names there."""
    names = [stems_of(phrase) for phrase in term.alternatives]
    if not names or stems_of(language.query_terms(term.text)) in names:
        return term.text
    return " ".join(word.text for word in term.alternatives[0])


def _quoted(question: Question) -> set[str]:
    return {wording.text for wording in question.wordings}


def _term_there(term: QueryTerm, language: str, synonyms: SynonymGroups) -> QueryTerm | None:
    """A word as it is typed, or what it is called there. `alternatives` are in the language already."""
    typed = get_language(language).query_terms(term.text)
    if term.alternatives:
        return QueryTerm(text=term.text, words=typed, alternatives=term.alternatives)
    return next(iter(expand(typed, synonyms)), None)


@lru_cache(maxsize=8)
def _prepared(locale: str, main: str, known: tuple[Pair, ...]) -> tuple[SynonymGroups, SynonymGroups]:
    """What the vocabularies say of words of the main language among themselves, and of words of the other one."""
    there = get_language(main)
    return (
        prepare(there, [names for _, names in known if len(names) > 1]),
        prepare_translations(get_language(locale), there, known),
    )
