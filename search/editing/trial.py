"""What the search made of a query, step by step, for editors who wonder why a page is found or is not.

A trial asks as a visitor who is not logged in, so that it shows what everyone may see.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from ..files import attached
from ..finder import MAX_RANKED_SECTIONS, PAGE_SIZE, Found, Parameters, find, last_page
from ..hits import PageHit
from ..known import Known, read
from ..language import QueryTerm
from ..language.matching import How, Matcher
from ..query import Question, parse, section_tree
from ..scope import Scope
from ..why import in_words

MAX_WORDS = 6  # words of a text that are shown for one word of the query
MAX_PAGES = 10  # pages of results that are looked through for a page

PLACES = {"title": _("title"), "heading": _("heading"), "text": _("text")}
HOWS: dict[How, object] = {
    "exact": _("exactly as it was written"),
    "inflection": _("another form of the word"),
    "part": _("a longer word that holds it"),
    "compound": _("a part of the word"),
    "folded": _("the same but for å, ä and ö"),
    "synonym": _("a synonym"),
}


@dataclass(frozen=True)
class Word:
    """A word or phrase of the query, and all that the search takes it for."""

    text: str
    forms: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


class Met(NamedTuple):
    """Words of a page that answer one of the query in one place in one way."""

    query_word: str
    place: str
    how: How
    words: tuple[str, ...]

    @property
    def place_label(self) -> object:
        return PLACES[self.place]

    @property
    def how_label(self) -> object:
        return HOWS[self.how]


@dataclass(frozen=True)
class TriedHit:
    """`elsewhere` are words of the query that stand in no text of the page, but in what it is classed with.

    `apart` says of words that the page has only their parts, in different texts.
    """

    place: int
    hit: PageHit
    met: list[Met]
    elsewhere: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Trial:
    found: Found
    words: list[Word]
    dropped: list[str]
    """Words that are passed over."""
    hits: list[TriedHit]


def try_query(text: str, locale: str) -> Trial:
    """Raises `EngineError` when the engine cannot answer."""
    known = read(locale)
    found = find(Parameters(text, locale), AnonymousUser(), known)
    asked = parse(text, locale, known.synonyms)
    texts = _texts(found, locale)
    matcher = Matcher(
        found.question.language, found.question.terms, found.question.identifiers, found.question.wordings
    )
    hits = [
        _tried(place, hit, found.question, matcher, texts[hit.page.pk]) for place, hit in enumerate(found.hits, start=1)
    ]
    return Trial(found, list(_words(found.question, found.question.terms)), list(_dropped(asked)), hits)


def place_of(page: Page, locale: str, text: str, known: Known | None = None) -> int | None:
    """The place of a page in the list of hits; None where it is not, or comes too late."""
    known = known or read(locale)
    parameters = Parameters(text, locale)
    for number in range(1, MAX_PAGES + 1):
        found = find(replace(parameters, page_number=number), AnonymousUser(), known)
        for place, hit in enumerate(found.hits, start=(number - 1) * PAGE_SIZE + 1):
            if hit.page.pk == page.pk:
                return place
        if number >= last_page(found.total):
            break
    return None


def _words(question: Question, terms: Iterable[QueryTerm]) -> Iterator[Word]:
    for term in terms:
        synonyms = tuple(" ".join(word.text for word in phrase) for phrase in term.alternatives)
        if term.words:
            yield Word(term.text, synonyms=synonyms)
            yield from _words(question, term.words)
        else:
            parts = (question.language.split(term.exact) or tuple(term.parts)) if term.is_compound else ()
            yield Word(term.text, tuple(term.lemma), parts, synonyms)


def _dropped(question: Question) -> Iterator[str]:
    """Stop words, and words that only say that a number follows."""
    kept = {word.exact for term in question.terms for word in (term.words or [term])}
    dropped = {}
    for token in question.language.tokens(question.text):
        if (
            not token.inner
            and token.text not in kept
            and not any(token.start in place for place in question.untouchable)
        ):
            dropped[token.text] = question.text[token.start : token.end]
    yield from dropped.values()


def _texts(found: Found, locale: str) -> dict[int, list[tuple[str, str]]]:
    """The texts of each hit with their places: its title, and headings and texts of the sections that have some word."""
    texts = {hit.page.pk: [("title", str(hit.facts["title"]))] for hit in found.hits}
    if texts:
        scope = Scope(AnonymousUser(), locale)
        filters = replace(scope.filters, sections=True, only_pages=tuple(texts))
        sections = scope.ask(section_tree(found.question), filters, size=MAX_RANKED_SECTIONS).hits
        for section in attached.still_open({None: sections})[None]:
            payload = json.loads(section.payload)
            texts[section.page_id].append(("text", payload["text"]))
            if payload["heading"] != texts[section.page_id][0][1]:  # the page's beginning has its title for a heading
                texts[section.page_id].append(("heading", payload["heading"]))
    return texts


def _tried(
    place: int, hit: PageHit, question: Question, matcher: Matcher, texts: Sequence[tuple[str, str]]
) -> TriedHit:
    met: dict[tuple[str, str, How], dict[str, None]] = {}
    for where, text in texts:
        for match in matcher.matches(text):
            words = met.setdefault((match.query_word, where, match.how), {})
            words[text[match.start : match.end].casefold()] = None
    rows = [Met(*key, tuple(words)[:MAX_WORDS]) for key, words in met.items()]
    answered = {row.query_word for row in rows}
    elsewhere = [] if hit.match == "partial" else list(_not_answered(question, answered))
    apart = [in_words(reason) for reason in hit.reasons if reason.kind == "apart"]
    return TriedHit(place, hit, sorted(rows, key=_order), elsewhere, apart)


def _not_answered(question: Question, answered: set[str]) -> Iterator[str]:
    for text in (*(number.raw for number in question.identifiers), *(wording.text for wording in question.wordings)):
        if text not in answered:
            yield text
    for term in question.terms:
        if term.text not in answered:
            yield from (word.text for word in term.words or [term] if word.text not in answered)


def _order(met: Met) -> tuple[str, int, int]:
    return met.query_word, list(PLACES).index(met.place), list(HOWS).index(met.how)
