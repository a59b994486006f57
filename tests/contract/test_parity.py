"""Both engines give the same hits in the same order with the same scores on a fresh index."""

import random
from pathlib import Path

import pytest

from search.engines.base import All, Any, Best, Boost, Filters, Node, Phrase, Prefix, Request, Term
from search.engines.tantivy import TantivyEngine

from .conftest import own_elasticsearch
from .corpus import GENERATION, SV, WORDS, ask, random_corpus

pytestmark = pytest.mark.elasticsearch


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("index")
    pairs = own_elasticsearch()
    both = (TantivyEngine(folder), next(pairs))
    for engine in both:
        engine.create(GENERATION)
        assert {outcome.status for outcome in engine.write(GENERATION, random_corpus())} == {"ok"}
    yield both
    next(pairs, None)


def word_node(word: str) -> Node:
    places = (("title", 2.5), ("heading", 1.6), ("body", 1.0))
    return Best(
        tuple(
            Term(f"{place}_{analysis}", word, boost * weight)
            for place, boost in places
            for analysis, weight in (("exact", 1.1), ("stem", 1.0), ("folded", 0.3))
        ),
        tie=0.1,
    )


def random_node(chance: random.Random) -> Node:
    """The shape that questions have: required words, a phrase, and words that only rank."""
    words = [word_node(chance.choice(WORDS[: chance.choice([10, 400])])) for _ in range(chance.randrange(1, 5))]
    ranking = tuple(Term("body_grams", chance.choice(WORDS), 0.3) for _ in range(6))
    phrase = Boost(Phrase("body_sequence", tuple(chance.choices(WORDS[:5], k=2))), 0.8)
    return chance.choice(
        [
            All(must=tuple(words), should=ranking),
            All(must=(Any(tuple(words)),), should=(*ranking, phrase), must_not=(All(must=tuple(words)),)),
            All(must=(Any((*words, phrase)),)),
            All(must=(Best((Prefix("title_exact", f"ord{chance.randrange(10)}", 2.0), words[0])),)),
        ]
    )


def random_request(seed: int) -> Request:
    chance = random.Random(seed)
    facets = {"kind": ("theme", "report")[: chance.randrange(3)], "level": ("mikro", "meso")[: chance.randrange(3)]}
    filters = Filters("sv", sections=chance.random() < 0.3)
    if not filters.sections:
        filters = Filters("sv", facets=facets, excluded_pages=(3, 17), excluded_ancestors=(40,))
    return ask(
        random_node(chance),
        filters,
        counts=("kind", "level"),
        offset=chance.choice([0, 0, 10, 50]),
        by_date=seed % 10 == 0,
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_same_answer(engines, seed):
    embedded, server = (engine.search(GENERATION, random_request(seed)) for engine in engines)
    assert embedded.total == server.total
    assert embedded.counts == server.counts
    assert [hit.key for hit in embedded.hits] == [hit.key for hit in server.hits]
    assert [hit.score for hit in embedded.hits] == pytest.approx([hit.score for hit in server.hits], abs=3e-4)


def test_the_random_requests_find_something(engines):
    totals = [engines[0].search(GENERATION, random_request(seed)).total for seed in range(60)]
    assert sum(total > 10 for total in totals) > 30


def test_the_same_vocabulary(engines):
    embedded, server = (engine.vocabulary(GENERATION, "body_exact", SV.locale) for engine in engines)
    assert embedded == server
    assert len(embedded) > 300
