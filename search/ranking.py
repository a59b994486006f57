"""The weights of ranking, in one place. The judged queries in tests/relevance decide them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """Factors on BM25 scores. Places: where a word stands; forms: how it stands there, the exact form first."""

    places: tuple[tuple[str, float], ...] = (("title", 2.5), ("heading", 1.6), ("body", 1.0), ("file", 0.5))
    exact: float = 1.1
    stem: float = 1.0
    lemma: float = 1.0
    parts: float = 0.6
    # All parts of a compound, which may stand anywhere: the very word, in whatever place, says more.
    compound: float = 0.3
    folded: float = 0.3
    synonym: float = 0.8
    grams: float = 0.3
    # A word with the number that follows it.
    numbered: float = 0.5
    identifier: float = 3.0
    # How much the best section says about a page beside the page as a whole.
    section: float = 0.9


WEIGHTS = Weights()
