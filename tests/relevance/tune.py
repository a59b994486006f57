"""Looks for better weights of ranking, and says what they are worth on questions that did not choose them:

    python -m tests.relevance.tune SWEFAQ_FILE --folder VAR [--folds 5] [--rounds 2]

VAR is the var folder of a built demo site. From the weights in use, one weight at a time is made larger or smaller for as
long as that raises the mean nDCG@10 of both sets, each counting half. This is done once for every fold, without its
queries, which are then asked with the weights that were found: the mean over the folds is what tuning is worth. Last it is
done with all queries; these weights are worth taking if the folds gained and agree with them.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from unittest import mock

from search.ranking import WEIGHTS, Weights

from . import swefaq
from .judged import load
from .metrics import ndcg_at_k
from .site import demo_site

FACTORS = (0.75, 1.33)
FORMS = ("exact", "lemma", "parts", "compound", "folded", "grams", "section")  # `stem` is the measure of the others
# A gain smaller than this is no reason to change a weight.
SMALLEST_GAIN = 0.001
SEED = 1

Values = list[list[float]]
"""nDCG@10 of each query, by set."""
Measure = Callable[[Weights], Values]


@dataclass
class Fold:
    """By set, the numbers of the queries that are held out."""

    held_out: list[set[int]] = field(default_factory=list)

    def score(self, values: Values, *, held_out: bool) -> float:
        return mean(
            mean(value for number, value in enumerate(one) if (number in numbers) == held_out)
            for one, numbers in zip(values, self.held_out, strict=True)
        )


def folds_of(sizes: Sequence[int], count: int) -> list[Fold]:
    """Every query is held out once."""
    folds = [Fold() for _ in range(count)]
    for size in sizes:
        order = random.Random(SEED).sample(range(size), size)
        for number, fold in enumerate(folds):
            fold.held_out.append(set(order[number::count]))
    return folds


def neighbours(weights: Weights) -> Iterator[Weights]:
    for factor in FACTORS:
        for name in FORMS:
            yield replace(weights, **{name: round(getattr(weights, name) * factor, 2)})
        for place in ("title", "heading"):
            places = tuple((name, round(b * factor, 2) if name == place else b) for name, b in weights.places)
            yield replace(weights, places=places)


def tuned(measure: Measure, score: Callable[[Values], float], rounds: int) -> Weights:
    """The weights in use, changed one at a time for as long as the score rises."""
    best = WEIGHTS
    for _ in range(rounds):
        scored = [(score(measure(weights)), weights) for weights in neighbours(best)]
        highest, weights = max(scored, key=lambda pair: pair[0])
        if highest < score(measure(best)) + SMALLEST_GAIN:
            break
        best = weights
    return best


def changes(weights: Weights) -> str:
    old, new = vars(WEIGHTS) | dict(WEIGHTS.places), vars(weights) | dict(weights.places)
    changed = [f"{name} {old[name]} → {new[name]}" for name in new if name != "places" and new[name] != old[name]]
    return ", ".join(changed) or "no change"


def report(measure: Measure, folds: Sequence[Fold], rounds: int) -> None:
    before, after = [], []
    for number, fold in enumerate(folds, start=1):
        weights = tuned(measure, lambda values, fold=fold: fold.score(values, held_out=False), rounds)  # type: ignore[misc]
        before.append(fold.score(measure(WEIGHTS), held_out=True))
        after.append(fold.score(measure(weights), held_out=True))
        print(f"fold {number}: {changes(weights)}; held out {before[-1]:.3f} → {after[-1]:.3f}", flush=True)
    print(f"held out, mean of {len(folds)} folds: {mean(before):.4f} → {mean(after):.4f}")
    weights = tuned(measure, lambda values: mean(map(mean, values)), rounds)
    sets = [f"{mean(old):.4f} → {mean(new):.4f}" for old, new in zip(measure(WEIGHTS), measure(weights), strict=True)]
    print(f"all queries: {changes(weights)}; portal {sets[0]}, SweFAQ {sets[1]}")


# ---- Each set is searched by a process of its own, as each is a site with settings of its own ------------------------

_queries: list[tuple[str, str, dict[str, float]]] = []
_keys: dict[int, str] = {}
_sites: list[object] = []  # kept open for as long as the process lives


def _open_portal(folder: Path) -> None:
    from .judged import page_key

    site = demo_site(folder)
    _keys.update((page, page_key(stem)) for page, stem in site.__enter__().items())
    _queries.extend((each.query, each.locale, each.relevant) for each in load() if each.in_scope)  # type: ignore[misc]
    _sites.append(site)


def _open_swefaq(file: Path) -> None:
    questions, answers = swefaq.read(file)
    site = swefaq.empty_site()
    site.__enter__()
    _keys.update(swefaq.publish(answers))
    _queries.extend((each.text, "sv", {each.answer: 1.0}) for each in questions)
    _sites.append(site)


def _values(weights: Weights) -> list[float]:
    """nDCG@10 of each query. Nothing is shown, so the hits need no texts."""
    from django.contrib.auth.models import AnonymousUser
    from django.utils.translation import override

    from search.finder import Parameters, find
    from search.hits import HitMaker, PageHit

    from .portal import weighted

    def bare(maker: HitMaker, page, hit, match, sections) -> PageHit:  # type: ignore[no-untyped-def]
        return PageHit(page, match, {}, [])

    values = []
    with weighted(weights), mock.patch.object(HitMaker, "page_hit", bare):
        for text, locale, relevant in _queries:
            with override(locale):
                found = find(Parameters(text, locale), AnonymousUser())
            values.append(ndcg_at_k([_keys.get(hit.page.pk, "") for hit in found.hits], relevant))
    return values


def _measure(pools: Sequence[Executor]) -> Measure:
    @cache
    def measure(weights: Weights) -> Values:
        return [future.result() for future in [pool.submit(_values, weights) for pool in pools]]

    return measure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()

    def pool(opener: Callable[[Path], None], path: Path) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=opener, initargs=(path,))

    with pool(_open_portal, options.folder) as portal, pool(_open_swefaq, options.file) as faq:
        measure = _measure((portal, faq))
        sizes = [len(values) for values in measure(WEIGHTS)]
        report(measure, folds_of(sizes, options.folds), options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
