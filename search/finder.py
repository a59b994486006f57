"""One search, from question to hits that may be shown. The page, the command and the tests all come through `find`."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any as AnyValue
from typing import NamedTuple

from wagtail.models import Page

from . import access, known
from .elsewhere import main_language, question_there, scope_there
from .engines.base import Answer, Hit, Node
from .files import attached
from .hits import READ_SECTIONS, HitMaker, Match, PageHit
from .known import Known, Promotion
from .meaning import FEW, meant
from .parameters import Parameters
from .promoted import promoted_for
from .query import Question, allowed_tree, next_best_tree, parse, partial_tree, section_tree, strict_tree
from .ranking import WEIGHTS
from .scope import Counts, Scope, facet_names
from .ways_on import Way, ways_on

PAGE_SIZE = 10
# This many pages are ranked again with their best section; the rest keep the order of the page score.
RERANKED = 100
MAX_RANKED_SECTIONS = 1000
# A number that more pages than this carry, such as a common §, leads to none of them.
MAX_DIRECT = 3

Sections = dict[int, list[Hit]]
"""The matching sections of each page, best first."""


@dataclass(frozen=True)
class Promoted:
    """A page that editors have put above the hits. Whether it is one of them makes no difference."""

    hit: PageHit
    reason: str


@dataclass(frozen=True)
class Found:
    """Counts are of what is listed: both tiers together, and a facet's count equals what choosing it gives.

    `direct` holds the pages that the query names by their own number, `promoted` those that editors have chosen for it.
    `corrected` is the query that was searched for instead of a misspelt one, `proposal` one that finds more pages, and
    `ways` tell what to take away where no page has everything. `elsewhere` is what the site has only in its main language,
    or where nothing is found in the visitor's own, all that it has there; it is counted by itself.
    """

    question: Question
    total_all: int = 0
    total_partial: int = 0
    hits: list[PageHit] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)
    direct: list[PageHit] = field(default_factory=list)
    promoted: list[Promoted] = field(default_factory=list)
    corrected: str = ""
    proposal: str = ""
    proposal_total: int = 0
    ways: list[Way] = field(default_factory=list)
    elsewhere: "Found | None" = None

    @property
    def total(self) -> int:
        return self.total_all + self.total_partial


def last_page(total: int) -> int:
    return max(1, math.ceil(total / PAGE_SIZE))


def find(parameters: Parameters, user: access.User, words: Known | None = None) -> Found:
    """Search for what `user` may read, with the synonyms and promoted results of `words` or else those that hold now.

    Raises `EngineError` when the engine cannot answer; the caller says so and keeps the page.
    """
    words = words or known.read(parameters.locale)
    asked = parse(parameters.text, parameters.locale, words.synonyms)
    if asked.is_empty:
        return Found(asked)
    scope = Scope(user, parameters.locale)
    elsewhere = _elsewhere(asked, parameters, scope)
    # A word of the main language is no slip in another one.
    search = _Search(asked, parameters, scope, words.promotions)
    may_correct = parameters.correct and not elsewhere
    meaning = meant(asked, parameters.locale, scope, search.total_of_all_facets, correct=may_correct)
    question = meaning.question
    if question is not asked:
        search = _Search(question, parameters, scope, words.promotions)
        elsewhere = _elsewhere(question, parameters, scope)
    found = search.run()
    if not found.total:
        elsewhere = _elsewhere(question, parameters, scope, with_translated=True)
    return replace(
        found,
        corrected=question.text if question.text != asked.text else "",
        proposal=meaning.proposal,
        proposal_total=meaning.proposal_total,
        ways=[] if found.total_all else ways_on(question, parameters, scope),
        elsewhere=elsewhere,
    )


def _elsewhere(
    question: Question, parameters: Parameters, scope: Scope, *, with_translated: bool = False
) -> Found | None:
    """The first page of what has all the words in the main language; None if nothing has."""
    main = main_language()
    if parameters.locale == main:
        return None
    there = question_there(question, parameters.locale)
    if there.is_empty:
        return None
    scope = scope_there(scope, parameters.locale, with_translated=with_translated)
    found = _Search(there, replace(parameters, locale=main, page_number=1), scope).run_strictly()
    return found if found.total else None


class _Readable(NamedTuple):
    page: Page
    hit: Hit
    sections: list[Hit]


class _Search:
    """The steps of one search."""

    def __init__(
        self, question: Question, parameters: Parameters, scope: Scope, promotions: tuple[Promotion, ...] = ()
    ) -> None:
        self.question = question
        self.strict = strict_tree(question)
        self.parameters = parameters
        self.scope = scope
        self.maker = HitMaker(question)
        self.promotions = promotions
        self.filters = replace(scope.filters, facets=parameters.facets)

    @cached_property
    def first(self) -> Answer:
        """The pages that hold everything."""
        return self._ask(self.strict, size=RERANKED, counts=facet_names())

    @property
    def total_of_all_facets(self) -> int:
        return self.scope.total(self.strict) if self.parameters.facets else self.first.total

    def run(self) -> Found:
        first = self.first
        tiers = [(self.strict, first)]
        if self.question.is_divisible:
            some = partial_tree(self.question) if self._is_few() else next_best_tree(self.question)
            tiers.append((some, self._ask(some, size=RERANKED, counts=facet_names())))
        chosen, sections = self._page_of_hits(tiers)
        direct = self._direct()
        promoted = self._promoted({hit.page_id for hit in direct}, nothing_found=not first.total)
        readable = self._readable((*direct, *(hit for hit, _ in (*chosen, *promoted))), sections)
        return Found(
            self.question,
            total_all=first.total,
            total_partial=sum(answer.total for _, answer in tiers[1:]),
            hits=self._page_hits(chosen, readable),
            counts=_added(answer.counts for _, answer in tiers),
            direct=[self._page_hit(readable[hit.key]._replace(sections=[])) for hit in direct if hit.key in readable],
            promoted=[
                Promoted(self._page_hit(readable[hit.key]), reason) for hit, reason in promoted if hit.key in readable
            ],
        )

    def run_strictly(self) -> Found:
        """Only the pages that have all the words, without counts of facets."""
        first = self._ask(self.strict, size=RERANKED)
        chosen, sections = self._page_of_hits([(self.strict, first)])
        readable = self._readable([hit for hit, _ in chosen], sections)
        return Found(self.question, total_all=first.total, hits=self._page_hits(chosen, readable))

    def _readable(self, hits: Sequence[Hit], sections: Sections) -> dict[str, _Readable]:
        """By key, the hits that the visitor may read at this moment, with what is stored of them and of their sections."""
        pages = access.visible_pages({hit.page_id for hit in hits}, self.scope.user)
        wanted = {hit.key: hit for hit in hits if hit.page_id in pages}
        parts = {key: sections.get(hit.page_id, [])[:READ_SECTIONS] for key, hit in wanted.items()}
        read = self.scope.read([*wanted.values(), *chain.from_iterable(parts.values())])
        still_open = attached.still_open(
            {key: [read[part.key] for part in found if part.key in read] for key, found in parts.items()}
        )
        return {
            key: _Readable(pages[hit.page_id], read[key], still_open[key]) for key, hit in wanted.items() if key in read
        }

    def _page_hits(self, chosen: Iterable[tuple[Hit, Match]], readable: dict[str, _Readable]) -> list[PageHit]:
        return [self._page_hit(readable[hit.key], match) for hit, match in chosen if hit.key in readable]

    def _is_few(self) -> bool:
        """Decided without the facets, so that choosing one never brings in pages that its count left out."""
        return self.first.total < FEW and self.total_of_all_facets < FEW

    def _ask(self, node: Node, **options: AnyValue) -> Answer:
        return self.scope.ask(node, self.filters, by_date=self.parameters.by_date, bare=True, **options)

    def _direct(self) -> list[Hit]:
        """Pages that carry a number of the query as their own; none where so many do that it leads to no page."""
        if not self.question.identifiers or self.parameters.page_number > 1:
            return []
        numbers = tuple(identifier.normalised for identifier in self.question.identifiers)
        hits = self.scope.ask(
            allowed_tree(self.question), replace(self.filters, identifiers=numbers), size=MAX_DIRECT + 1, bare=True
        ).hits
        return hits if len(hits) <= MAX_DIRECT else []

    def _promoted(self, named: set[int], *, nothing_found: bool) -> list[tuple[Hit, str]]:
        """What editors have promoted for the question, with their reasons, but for pages that it names by a number."""
        if self.parameters.page_number > 1:
            return []
        rules = promoted_for(self.question, self.promotions, nothing_found=nothing_found)
        reasons = {rule.page_id: rule.reason for rule in rules if rule.page_id not in named}
        if not reasons:
            return []
        filters = replace(self.filters, only_pages=tuple(reasons))
        hits = self.scope.ask(allowed_tree(self.question), filters, size=len(reasons), bare=True).hits
        by_page = {hit.page_id: hit for hit in hits}
        return [(by_page[page], reason) for page, reason in reasons.items() if page in by_page]

    def _page_of_hits(self, tiers: list[tuple[Node, Answer]]) -> tuple[list[tuple[Hit, Match]], Sections]:
        """The hits of this page of results, and the matching sections of each."""
        number = min(self.parameters.page_number, last_page(sum(answer.total for _, answer in tiers)))
        start = (number - 1) * PAGE_SIZE
        stop = start + PAGE_SIZE
        chosen: list[tuple[Hit, Match]] = []
        sections: Sections = {}
        matches: tuple[Match, ...] = ("all", "partial")
        for (node, answer), match in zip(tiers, matches, strict=False):
            if start < answer.total and stop > 0:
                hits, found_sections = self._slice(node, answer, max(start, 0), stop)
                chosen.extend((hit, match) for hit in hits)
                sections.update(found_sections)
            start, stop = start - answer.total, stop - answer.total
        return chosen, sections

    def _slice(self, node: Node, answer: Answer, start: int, stop: int) -> tuple[list[Hit], Sections]:
        """Hits start…stop of one tier. The first hundred are ranked with their sections, the rest are asked for."""
        hits: list[Hit] = []
        sections: Sections = {}
        if start < RERANKED:
            ranked = answer.hits
            if not self.parameters.by_date:
                sections = self._sections(answer.hits)
                ranked = _reranked(answer.hits, sections)
            hits = ranked[start:stop]
        if stop > RERANKED and answer.total > RERANKED:
            offset = max(start, RERANKED)
            hits += self._ask(node, size=stop - offset, offset=offset).hits
        missing = [hit for hit in hits if hit.page_id not in sections]
        return hits, sections | self._sections(missing)

    def _sections(self, hits: Sequence[Hit]) -> Sections:
        """The matching sections of these pages, best first."""
        if not hits:
            return {}
        pages = tuple(hit.page_id for hit in hits)
        filters = replace(self.scope.filters, sections=True, only_pages=pages)
        by_page: Sections = {page: [] for page in pages}
        found = self.scope.ask(section_tree(self.question), filters, size=MAX_RANKED_SECTIONS, bare=True).hits
        for section in found:
            by_page[section.page_id].append(section)
        return by_page

    def _page_hit(self, readable: _Readable, match: Match = "all") -> PageHit:
        page, hit, sections = readable
        return replace(self.maker.page_hit(page, hit, match, sections), score=_score(hit, sections))


def _reranked(hits: Sequence[Hit], sections: Sections) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-_score(hit, sections.get(hit.page_id, ())), hit.key))


def _score(hit: Hit, sections: Sequence[Hit]) -> float:
    """Of the page as a whole and of its best section."""
    return round(hit.score + WEIGHTS.section * (sections[0].score if sections else 0.0), 3)


def _added(all_counts: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for counts in all_counts:
        for name, values in counts.items():
            sums = total.setdefault(name, {})
            for value, count in values.items():
                sums[value] = sums.get(value, 0) + count
    return total
