"""Measures of a ranking against judgements."""

from collections.abc import Mapping, Sequence
from math import log2
from typing import TypeVar

Key = TypeVar("Key")


def ndcg_at_k(ranking: Sequence[Key], judgements: Mapping[Key, float], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k` hits, 0 to 1.

    `judgements` holds the gain of each relevant item (1 for binary judgements, 1-3 for graded ones); all others gain nothing.
    An item listed twice gains once. A query with nothing relevant has no value: ValueError.
    """
    ideal = _discounted(sorted(judgements.values(), reverse=True)[:k])
    if ideal <= 0:
        raise ValueError("nothing is judged relevant")
    seen: set[Key] = set()
    gains = []
    for key in ranking[:k]:
        gains.append(0.0 if key in seen else judgements.get(key, 0.0))
        seen.add(key)
    return _discounted(gains) / ideal


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(position + 2) for position, gain in enumerate(gains))
