"""Splitting of compound words into the simple words they are made of.

A compound is cut where the words on both sides are common: the cheapest path through the word wins, and a path that needs
a rare or doubtful word is no path at all. Costs are in centibels (100 × −log10 of the word's share of running text), so that
adding them multiplies probabilities.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

JOINT_COST = 160
SHARED_LETTER_COST = 250
DEAREST_PART = 720
DEAREST_MEAN = 680
SHORTEST_PART = 3
LONGEST_WORD = 60


class Head(NamedTuple):
    """The word a compound's first part stands for ("arbets" → "arbete") and what it costs to read it so."""

    word: str
    cost: int


class _Path(NamedTuple):
    cost: int
    dearest: int
    parts: tuple[str, ...]

    def to(self, part: str, cost: int, joint: int = 0) -> "_Path":
        return _Path(self.cost + cost + joint, max(self.dearest, cost), (*self.parts, part))


@dataclass(eq=False)
class Splitter:
    """Splits compounds with the help of two word lists; with empty lists it splits nothing.

    `heads` holds the forms that may stand first or in the middle, `tails` the costs of stems that may end a compound.
    `never_tails` are endings and small words that look like a last part.
    """

    stem: Callable[[str], str]
    heads: Mapping[str, Head] = field(default_factory=dict)
    tails: Mapping[str, int] = field(default_factory=dict)
    never_tails: Collection[str] = frozenset()
    _cached_split: Callable[[str], tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._cached_split = lru_cache(maxsize=8192)(self._split)

    def cost(self, word: str) -> int | None:
        """What it costs to read a lower-case word as the compound that `split` makes of it; None if it makes none."""
        path = self._cheapest_path(word) if self.split(word) else None
        return path.cost if path else None

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a lower-case word: the first ones as dictionary words, the last as it stands; () if it is none."""
        if not self.heads or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD:
            return ()
        return self._cached_split(word)

    def _split(self, word: str) -> tuple[str, ...]:
        path = self._cheapest_path(word)
        if path is None or path.dearest > DEAREST_PART or path.cost > DEAREST_MEAN * len(path.parts):
            return ()
        return tuple(leaf for part in path.parts for leaf in self.split(part) or (part,))

    def _cheapest_path(self, word: str) -> _Path | None:
        end = len(word)
        paths: dict[int, _Path] = {0: _Path(0, 0, ())}
        best: _Path | None = None
        for start in range(end - SHORTEST_PART + 1):
            path = paths.get(start)
            if path is None:
                continue
            tail = self._tail_cost(word[start:]) if start else None
            if tail is not None and (best is None or path.cost + tail < best.cost):
                best = path.to(word[start:], tail)
            for stop in range(start + SHORTEST_PART, end - SHORTEST_PART + 1):
                self._extend(paths, path, word, start, stop)
        return best

    def _extend(self, paths: dict[int, _Path], path: _Path, word: str, start: int, stop: int) -> None:
        head = self.heads.get(word[start:stop])
        if head is None:
            return
        _keep(paths, stop, path.to(head.word, head.cost, JOINT_COST))
        if word[stop - 1] == word[stop - 2]:  # "processtöd" has lost one of three equal letters
            _keep(paths, stop - 1, path.to(head.word, head.cost, JOINT_COST + SHARED_LETTER_COST))

    def _tail_cost(self, tail: str) -> int | None:
        stem = self.stem(tail)
        if tail in self.never_tails or stem in self.never_tails:
            return None
        return self.tails.get(stem)


def _keep(paths: dict[int, _Path], position: int, path: _Path) -> None:
    if position not in paths or path.cost < paths[position].cost:
        paths[position] = path
