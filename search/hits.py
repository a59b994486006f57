"""From what the engine found to hits that can be shown: marked words, passages, and why they answer the question."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any as AnyValue
from typing import Literal

from wagtail.models import Page

from .engines.base import Hit
from .language import passage
from .language.matching import Match as WordMatch
from .language.matching import Matcher
from .query import Question
from .why import Reason, asked_words, best_reasons, reasons_in, words_in_order

MAX_SECTIONS = 3
SNIPPET_CHARACTERS = 180
# This many more sections of a page are looked through for a word that the shown ones do not hold.
MAX_READ = 20
READ_SECTIONS = MAX_SECTIONS + MAX_READ

Match = Literal["all", "partial"]
Pieces = list[tuple[str, bool]]
Payload = dict[str, str]


@dataclass(frozen=True)
class SectionHit:
    anchor: str
    address: str
    heading: str
    heading_pieces: Pieces
    snippet_pieces: Pieces
    url: str = ""
    """Of the file that it lies in; empty for sections of the page itself."""


@dataclass(frozen=True)
class PageHit:
    """A page that may be shown, with its best sections, best first. `facts` is what the index keeps to show with it.

    `reasons` say how the page has the words of the question, `found_words` which it has if it has only some. `score` is
    what it is ranked by among the first hundred of its tier.
    """

    page: Page
    match: Match
    facts: dict[str, AnyValue]
    sections: list[SectionHit]
    reasons: tuple[Reason, ...] = ()
    found_words: tuple[str, ...] = ()
    score: float = 0.0


class HitMaker:
    """Makes the hits of one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.matcher = Matcher(question.language, question.terms, question.identifiers, question.wordings)

    def page_hit(self, page: Page, hit: Hit, match: Match, sections: Sequence[Hit]) -> PageHit:
        facts = json.loads(hit.payload)
        texts = _Texts(self.question, self.matcher)
        texts.read(facts["title"])
        shown, others = _shown_first([json.loads(section.payload) for section in sections[:READ_SECTIONS]])
        best = [_section_hit(texts, payload) for payload in shown]
        if not best:
            best = [_section_hit(texts, {"anchor": "", "address": "", "heading": "", "text": facts.get("summary", "")})]
        texts.look_further(others)
        texts.look_further({"address": payload["address"], "heading": "", "text": ""} for payload in shown)
        texts.look_further([_beside_the_title(facts)])
        has_all = match == "all"
        return PageHit(page, match, facts, best, texts.reasons(has_all), () if has_all else texts.found_words())


class _Texts:
    """The texts of one hit. Each is read once, for its marks and for its reasons."""

    def __init__(self, question: Question, matcher: Matcher) -> None:
        self._question = question
        self._matcher = matcher
        self._reasons: list[Reason] = []
        self._missing = set(asked_words(question))

    def read(self, text: str) -> list[WordMatch]:
        matches = self._matcher.matches(text)
        found = reasons_in(text, matches)
        self._reasons += found
        self._missing -= {reason.asked for reason in found}
        return matches

    def pieces(self, text: str, characters: int | None = None) -> Pieces:
        text = " ".join(text.split())
        return passage(text, self.read(text), len(text) if characters is None else characters)

    def look_further(self, payloads: Iterable[Payload]) -> None:
        """Read on for as long as some word of the question has not been seen."""
        for payload in payloads:
            if not self._missing:
                return
            self.read(" · ".join(payload[part] for part in ("address", "heading", "text")))

    def reasons(self, has_all: bool) -> tuple[Reason, ...]:
        return best_reasons(self._question, self._reasons, has_all=has_all)

    def found_words(self) -> tuple[str, ...]:
        found = {reason.asked for reason in self._reasons if reason.kind != "compound"}
        return tuple(word for word in words_in_order(self._question) if word in found)


def _beside_the_title(facts: dict[str, AnyValue]) -> Payload:
    """What stands with a hit beside its title and sections."""
    return {
        "address": facts.get("kind_label", ""),
        "heading": facts.get("title_prefix", ""),
        "text": " · ".join([facts.get("summary", ""), *facts.get("facts", [])]),
    }


def _shown_first(payloads: list[Payload]) -> tuple[list[Payload], list[Payload]]:
    """The best sections that lead each to another place, and all others: a page may have several at its beginning."""
    by_place: dict[tuple[str, str], Payload] = {}
    for payload in payloads:
        by_place.setdefault((payload.get("url", ""), payload["anchor"]), payload)
    shown = list(by_place.values())[:MAX_SECTIONS]
    return shown, [payload for payload in payloads if payload not in shown]


def _section_hit(texts: _Texts, payload: Payload) -> SectionHit:
    heading = payload["heading"]
    return SectionHit(
        anchor=payload["anchor"],
        address=payload["address"],
        heading=heading,
        heading_pieces=texts.pieces(heading),
        snippet_pieces=texts.pieces(payload["text"], SNIPPET_CHARACTERS),
        url=payload.get("url", ""),
    )
