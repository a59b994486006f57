"""How well the portal's search answers the judged queries: python -m tests.relevance.portal [--engine both] [--stem-only]."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any
from unittest import mock

from .engines import ENGINES, add_option, differing, searching_in, seen
from .judged import JudgedQuery, load, page_key
from .metrics import ndcg_at_k
from .site import demo_site

if TYPE_CHECKING:
    from search.engines.base import Node
    from search.ranking import Weights

DEPTH = 10
# Categories of queries that name the very page.
NAMING = ("identifiers", "labels")
# Identifiers are no words with stems, so they keep their weight: without it a query for one would ask for nothing.
STEM_ONLY = dict.fromkeys(("exact", "lemma", "parts", "compound", "folded", "synonym", "grams", "numbered"), 0.0)


@dataclass(frozen=True)
class Shown:
    """One hit on the first result page: the key of its page, how it matched, the heading of its best section."""

    key: str
    match: str
    heading: str


@dataclass(frozen=True)
class Outcome:
    judged: JudgedQuery
    shown: Sequence[Shown]
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def ndcg(self) -> float:
        return ndcg_at_k([hit.key for hit in self.shown], self.judged.relevant, DEPTH)

    @property
    def is_found(self) -> bool:
        """An answer is on the first result page; where the query names it, by a number or its label, it comes first."""
        depth = 1 if self.judged.category in NAMING else DEPTH
        return any(hit.key in self.judged.answers for hit in self.shown[:depth])

    @property
    def shows_section(self) -> bool:
        """The hit on an answer leads to the very section."""
        wanted = self.judged.heading.casefold()
        return any(hit.key in self.judged.answers and wanted in hit.heading.casefold() for hit in self.shown)

    @property
    def claims_answer(self) -> bool:
        """Some hit is presented as having all that was asked for."""
        return any(hit.match == "all" for hit in self.shown)


@dataclass(frozen=True)
class Summary:
    """The measures over some queries; shares are (number, of how many)."""

    queries: int
    ndcg: float
    found: tuple[int, int]
    sections: tuple[int, int]


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    """Of queries in scope, each with the same weight."""
    found = [outcome.is_found for outcome in outcomes if outcome.judged.must_find]
    sections = [outcome.shows_section for outcome in outcomes if outcome.judged.heading]
    return Summary(
        queries=len(outcomes),
        ndcg=mean(outcome.ndcg for outcome in outcomes),
        found=(sum(found), len(found)),
        sections=(sum(sections), len(sections)),
    )


def search_all(queries: Iterable[JudgedQuery], keys: dict[int, str]) -> list[Outcome]:
    """Ask each query as an anonymous visitor. `keys` names the demo file of each page."""
    from django.contrib.auth.models import AnonymousUser
    from django.utils.translation import override

    from search.finder import Parameters, find

    outcomes = []
    for judged in queries:
        with override(judged.locale):
            found = find(Parameters(text=judged.query, locale=judged.locale), AnonymousUser())
        shown = [
            Shown(page_key(keys.get(hit.page.pk, hit.page.title)), hit.match, hit.sections[0].heading)
            for hit in found.hits[:DEPTH]
        ]
        outcomes.append(Outcome(judged, shown, seen(found)))
    return outcomes


@contextmanager
def weighted(weights: "Weights") -> Iterator[None]:
    """Within it the finder ranks with `weights`, and what weighs nothing does not match either."""
    from search import finder, meaning

    with ExitStack() as stack:
        for name in ("strict_tree", "partial_tree", "section_tree"):
            builder = partial(_weighing_tree, getattr(finder, name), weights)
            for module in (finder, meaning):
                if hasattr(module, name):
                    stack.enter_context(mock.patch.object(module, name, builder))
        stack.enter_context(mock.patch.object(finder, "WEIGHTS", weights))
        yield


def _weighing_tree(builder: Any, weights: "Weights", question: Any) -> "Node":
    tree = without_zeros(builder(question, weights))
    if tree is None:
        raise ValueError(f"Nothing is left of the query {question.text!r}.")
    return tree


def without_zeros(node: "Node") -> "Node | None":
    """The query tree without the parts whose factor is 0; None where nothing is left that could match."""
    from search.engines import base

    def kept(nodes: Iterable["Node"]) -> tuple["Node", ...]:
        return tuple(left for left in map(without_zeros, nodes) if left is not None)

    match node:
        case base.Term() | base.Phrase():
            return node if node.boost else None
        case base.Boost():
            inner = without_zeros(node.node)
            return replace(node, node=inner) if node.factor and inner is not None else None
        case base.Best() | base.Any():
            parts = kept(node.parts)
            return replace(node, parts=parts) if parts else None
        case base.All():
            must = kept(node.must)
            return base.All(must, kept(node.should), kept(node.must_not)) if len(must) == len(node.must) else None
    return node


def as_data(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    in_scope = [outcome for outcome in outcomes if outcome.judged.in_scope]
    return {
        "ndcg": summarise(in_scope).ndcg,
        "categories": {name: summarise(group).ndcg for name, group in _by_category(in_scope).items()},
        "missed": [outcome.judged.query for outcome in _missed(in_scope)],
        "claimed": [outcome.judged.query for outcome in _claimed(outcomes)],
        "seen": seen_by_query(outcomes),
    }


def seen_by_query(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {f"{outcome.judged.query} ({outcome.judged.locale})": outcome.seen for outcome in outcomes}


def report(outcomes: Sequence[Outcome]) -> str:
    in_scope = [outcome for outcome in outcomes if outcome.judged.in_scope]
    lines = [f"{'category':<20} queries  nDCG@10  must find  right section"]
    lines += [_row(name, summarise(group)) for name, group in _by_category(in_scope).items()]
    overall = summarise(in_scope)
    lines += [_row("all in scope", overall), ""]
    lines += ["Must be found and is not:" if _missed(in_scope) else "All that must be found is found."]
    lines += [f"  {o.judged.query} (first: {o.shown[0].key if o.shown else 'nothing'})" for o in _missed(in_scope)]
    lines += ["Out of scope and answered:" if _claimed(outcomes) else "Nothing out of scope is answered."]
    lines += [f"  {o.judged.query} (first: {o.shown[0].key}, {o.shown[0].heading})" for o in _claimed(outcomes)]
    lines += ["", f"nDCG@10 {overall.ndcg:.3f}"]
    return "\n".join(lines)


def _row(name: str, summary: Summary) -> str:
    found, sections = ("–" if not whole else f"{part}/{whole}" for part, whole in (summary.found, summary.sections))
    return f"{name:<20} {summary.queries:>7}  {summary.ndcg:>7.3f}  {found:>9}  {sections:>13}"


def _by_category(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.judged.category, []).append(outcome)
    return groups


def _missed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.judged.must_find and not outcome.is_found]


def _claimed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if not outcome.judged.in_scope and outcome.claims_answer]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stem-only", action="store_true", help="match and rank by word stems alone, for comparison")
    parser.add_argument("--folder", type=Path, help="var folder of a demo site that is already built")
    parser.add_argument("--json", action="store_true")
    add_option(parser)
    options = parser.parse_args()
    address = os.environ.get("SEARCH_URL", "")
    measured = {}
    with demo_site(options.folder) as keys, ExitStack() as stack:
        if options.stem_only:
            from search.ranking import WEIGHTS

            stack.enter_context(weighted(replace(WEIGHTS, **STEM_ONLY)))
        for engine in ENGINES[options.engine]:
            with searching_in(engine, address):
                measured[engine] = search_all(load(), keys)
    if options.json:
        data = {engine: as_data(outcomes) for engine, outcomes in measured.items()}
        print(json.dumps(data, ensure_ascii=False))
        return 0
    print("\n\n".join(f"{engine}\n{report(outcomes)}" for engine, outcomes in measured.items()))
    if len(measured) > 1:
        print(f"answered differently: {differing([seen_by_query(each) for each in measured.values()])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
