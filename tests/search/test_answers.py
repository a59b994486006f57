"""The order of equal hits, which no engine decides for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.answers import MARGIN, Scored, best, counted_together, facet_counts, facet_tokens
from search.engines.base import Everything, Filters, Request


def request(**options) -> Request:
    return Request(Everything(), Filters("sv"), **options)


def fetcher(hits: list[Scored], asked: list[int]):
    ranked = sorted(hits, key=lambda hit: -hit.score)

    def fetch(limit: int) -> list[Scored]:
        asked.append(limit)
        return ranked[:limit]

    return fetch


# Scores a hair's breadth apart, as two engines compute the same one.
noisy_scores = st.sampled_from([1.0, 1.00001, 0.99999, 2.0, 2.00001, 3.5])


@given(
    scores=st.lists(noisy_scores, max_size=120),
    offset=st.integers(0, 60),
    size=st.integers(1, 30),
    order=st.randoms(use_true_random=False),
)
def test_a_window_is_a_slice_of_one_order_whatever_order_the_engine_has(scores, offset, size, order):
    hits = [Scored(score, number, 0, None) for number, score in enumerate(scores)]
    expected = sorted(hits, key=lambda hit: (-hit.rounded, hit.page_id))[offset : offset + size]
    order.shuffle(hits)
    assert best(request(offset=offset, size=size), fetcher(hits, [])) == expected


def test_sections_of_one_page_come_by_slot():
    hits = [Scored(1.0, 5, slot, None) for slot in (10, 2, 0)]
    assert [hit.slot for hit in best(request(), fetcher(hits, []))] == [0, 2, 10]


def test_one_look_is_enough_unless_the_last_score_goes_on_past_it():
    asked: list[int] = []
    best(request(size=10), fetcher([Scored(float(n), n, 0, None) for n in range(100)], asked))
    assert asked == [10 + MARGIN]
    asked.clear()
    best(request(size=10), fetcher([Scored(1.0, n, 0, None) for n in range(100)], asked))
    assert len(asked) == 2


def test_facets_without_a_choice_share_one_pass_and_each_chosen_one_has_its_own():
    filters = Filters("sv", facets={"level": ("mikro",), "kind": ("theme",), "place": ()})
    passes = list(counted_together(Request(Everything(), filters, counts=("kind", "level", "place", "year"))))
    assert [(names, each.facets) for names, each in passes] == [
        (["place", "year"], filters.facets),
        (["kind"], {"level": ("mikro",), "place": ()}),
        (["level"], {"kind": ("theme",), "place": ()}),
    ]


@pytest.mark.parametrize("value", ["mikro", "a=b", "", "Åre å ä"])
def test_a_facet_value_survives_its_token(value):
    buckets = [{"key": token, "doc_count": 2} for token in facet_tokens({"level": [value], "other": ["x"]})]
    assert facet_counts(["level", "year"], buckets) == {"level": {value: 2}, "year": {}}
