"""One search, from question to hits that may be shown. The page, the command and the tests all come through `find`."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any as AnyValue
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from wagtail.models import Page

from . import access, spelling
from .engines import get_engine
from .engines.base import Answer, Engine, Everything, Filters, Hit, Node, Request
from .facets import all_facets
from .language import highlight, matched_words
from .query import Question, guesses, parse, partial_tree, section_tree, strict_tree
from .ranking import WEIGHTS
from .rebuild import live_generation

logger = logging.getLogger(__name__)

PAGE_SIZE = 10
# Fewer pages with all the words than this, and pages with some of them follow under a heading of their own.
FEW = 3
# This many pages are ranked again with their best section; the rest keep the order of the page score.
RERANKED = 100
MAX_SECTIONS = 3
MAX_RANKED_SECTIONS = 1000
SNIPPET_CHARACTERS = 180
MAX_BROWSED = 10_000

Match = Literal["all", "partial"]
Pieces = list[tuple[str, bool]]
User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Parameters:
    """What a visitor asked for. `facets` holds the chosen values by facet name."""

    text: str
    locale: str
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_date: bool = False
    page_number: int = 1
    correct: bool = True


@dataclass(frozen=True)
class SectionHit:
    anchor: str
    address: str
    heading: str
    heading_pieces: Pieces
    snippet_pieces: Pieces


@dataclass(frozen=True)
class PageHit:
    """A page that may be shown, with its best sections, best first. `facts` is what the index keeps to show with it."""

    page: Page
    match: Match
    facts: dict[str, AnyValue]
    title_pieces: Pieces
    sections: list[SectionHit]
    found_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Counts are of what is listed: both tiers together, and a facet's count equals what choosing it gives."""

    question: Question
    total_all: int = 0
    total_partial: int = 0
    hits: list[PageHit] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    corrected: str = ""

    @property
    def total(self) -> int:
        return self.total_all + self.total_partial

    def direct(self) -> list[PageHit]:
        """The pages that the query names by their own identifier."""
        named = {identifier.normalised for identifier in self.question.identifiers}
        return [hit for hit in self.hits if named & set(hit.facts.get("identifiers", ()))]


def find(parameters: Parameters, user: User) -> Found:
    """Search for what `user` may read.

    Raises `EngineError` when the engine cannot answer; the caller says so and keeps the page.
    """
    question = parse(parameters.text, parameters.locale)
    if question.is_empty:
        return Found(question)
    for guess in guesses(question):
        found = _Search(guess, parameters, user).run()
        if found.total:
            return found
    found = _Search(question, parameters, user).run()
    if found.total or not parameters.correct:
        return found
    corrected = spelling.correct(question, parameters.locale)
    if not corrected:
        return found
    attempt = _Search(parse(corrected, parameters.locale), parameters, user).run()
    return replace(attempt, corrected=corrected) if attempt.total else found


def browse(user: User, locale: str, facets: dict[str, tuple[str, ...]]) -> tuple[list[int], dict[str, dict[str, int]]]:
    """All pages with these facets' values, and the counts of all facets; for lists without a question.

    Raises `EngineError` like `find`.
    """
    filters = replace(access.searchable_for(user, locale), facets=facets)
    counted = tuple(facet.name for facet in all_facets())
    answer = get_engine().search(live_generation(), Request(Everything(), filters, counted, size=MAX_BROWSED))
    return [hit.page_id for hit in answer.hits], answer.counts


class _Search:
    """The steps of one search, which share an engine, a generation and the visitor's filters."""

    def __init__(self, question: Question, parameters: Parameters, user: User) -> None:
        self.question = question
        self.parameters = parameters
        self.user = user
        self.engine: Engine = get_engine()
        self.generation = live_generation()
        self.unfiltered: Filters = access.searchable_for(user, parameters.locale)
        self.filters = replace(self.unfiltered, facets=parameters.facets)
        self.count_names = tuple(facet.name for facet in all_facets())

    def run(self) -> Found:
        strict = strict_tree(self.question)
        first = self._ask(strict, self.filters, size=RERANKED, counted=True)
        tiers = [(strict, first)]
        if self._is_few(strict, first):
            partial = partial_tree(self.question)
            tiers.append((partial, self._ask(partial, self.filters, size=RERANKED, counted=True)))
        hits = self._page_of_hits(tiers)
        return Found(
            self.question,
            total_all=first.total,
            total_partial=sum(answer.total for _, answer in tiers[1:]),
            hits=hits,
            counts=_added(answer.counts for _, answer in tiers),
        )

    def _is_few(self, strict: Node, first: Answer) -> bool:
        """Decided without the facets, so that choosing one never brings in pages that its count left out."""
        if len(self.question.terms) + len(self.question.identifiers) < 2:
            return False
        if not self.parameters.facets:
            return first.total < FEW
        return first.total < FEW and self._ask(strict, self.unfiltered, size=0).total < FEW

    def _ask(self, node: Node, filters: Filters, size: int, offset: int = 0, counted: bool = False) -> Answer:
        return self.engine.search(
            self.generation,
            Request(
                node,
                filters,
                counts=self.count_names if counted else (),
                offset=offset,
                size=size,
                by_date=self.parameters.by_date,
            ),
        )

    def _page_of_hits(self, tiers: list[tuple[Node, Answer]]) -> list[PageHit]:
        start = (self.parameters.page_number - 1) * PAGE_SIZE
        stop = start + PAGE_SIZE
        chosen: list[tuple[Hit, Match]] = []
        sections: dict[int, list[Hit]] = {}
        for (node, answer), match in zip(tiers, ("all", "partial"), strict=False):
            if start < answer.total and stop > 0:
                hits, found_sections = self._slice(node, answer, max(start, 0), stop)
                chosen.extend((hit, match) for hit in hits)  # type: ignore[misc]
                sections.update(found_sections)
            start, stop = start - answer.total, stop - answer.total
        return self._shown(chosen, sections)

    def _slice(self, node: Node, answer: Answer, start: int, stop: int) -> tuple[list[Hit], dict[int, list[Hit]]]:
        """Hits start…stop of one tier. The first hundred are ranked with their sections, the rest are asked for."""
        hits: list[Hit] = []
        sections: dict[int, list[Hit]] = {}
        if start < RERANKED:
            ranked = answer.hits
            if not self.parameters.by_date:
                sections = self._sections(answer.hits)
                ranked = _reranked(answer.hits, sections)
            hits = ranked[start:stop]
        if stop > RERANKED and answer.total > RERANKED:
            offset = max(start, RERANKED)
            hits += self._ask(node, self.filters, size=stop - offset, offset=offset).hits
        missing = [hit for hit in hits if hit.page_id not in sections]
        return hits, sections | self._sections(missing)

    def _sections(self, hits: Sequence[Hit]) -> dict[int, list[Hit]]:
        """The matching sections of these pages, best first."""
        if not hits:
            return {}
        pages = tuple(hit.page_id for hit in hits)
        filters = replace(self.unfiltered, sections=True, only_pages=pages)
        request = Request(section_tree(self.question), filters, size=MAX_RANKED_SECTIONS)
        by_page: dict[int, list[Hit]] = {page: [] for page in pages}
        for section in self.engine.search(self.generation, request).hits:
            by_page[section.page_id].append(section)
        return by_page

    def _shown(self, chosen: list[tuple[Hit, Match]], sections: dict[int, list[Hit]]) -> list[PageHit]:
        """Read the pages and check each again; one that may not be shown is left out."""
        pages = access.visible_pages([hit.page_id for hit, _ in chosen], self.user)
        return [
            self._page_hit(pages[hit.page_id], hit, match, sections.get(hit.page_id, []))
            for hit, match in chosen
            if hit.page_id in pages
        ]

    def _page_hit(self, page: Page, hit: Hit, match: Match, sections: list[Hit]) -> PageHit:
        facts = json.loads(hit.payload)
        best = [self._section_hit(json.loads(section.payload)) for section in sections[:MAX_SECTIONS]]
        if not best:
            best = [self._section_hit({"anchor": "", "address": "", "heading": "", "text": facts.get("summary", "")})]
        whole = " ".join([facts["title"], *(json.loads(section.payload)["text"] for section in sections)])
        return PageHit(
            page=page,
            match=match,
            facts=facts,
            title_pieces=self._pieces(facts["title"], len(facts["title"])),
            sections=best,
            found_words=self._found_words(whole) if match == "partial" else (),
        )

    def _found_words(self, text: str) -> tuple[str, ...]:
        found = matched_words(self.question.language, text, self.question.terms)
        return tuple(dict.fromkeys(query_word for _, query_word, _ in found))

    def _section_hit(self, payload: dict[str, str]) -> SectionHit:
        heading = payload["heading"]
        return SectionHit(
            anchor=payload["anchor"],
            address=payload["address"],
            heading=heading,
            heading_pieces=self._pieces(heading, len(heading)),
            snippet_pieces=self._pieces(payload["text"], SNIPPET_CHARACTERS),
        )

    def _pieces(self, text: str, characters: int) -> Pieces:
        question = self.question
        return highlight(
            question.language, text, question.terms, max_chars=characters, identifiers=question.identifiers
        )


def _reranked(hits: Sequence[Hit], sections: dict[int, list[Hit]]) -> list[Hit]:
    def score(hit: Hit) -> float:
        found = sections.get(hit.page_id)
        return round(hit.score + WEIGHTS.section * (found[0].score if found else 0.0), 3)

    return sorted(hits, key=lambda hit: (-score(hit), hit.key))


def _added(all_counts: AnyValue) -> dict[str, dict[str, int]]:
    total: dict[str, dict[str, int]] = {}
    for counts in all_counts:
        for name, values in counts.items():
            sums = total.setdefault(name, {})
            for value, count in values.items():
                sums[value] = sums.get(value, 0) + count
    return total
