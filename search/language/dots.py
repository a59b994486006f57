"""What a word may mean that is written without its dots: "omrade" is "område", which a keyboard or an address has no key for."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from math import prod

from .text import fold

# A word of five letters that may have lost dots in two ways, which few words have more of.
MOST_SPELLINGS = 3**5
MOST_TWINS = 3

Known = Callable[[str], object]
Cost = Callable[[str], int | None]


class Twins:
    """Finds the words that an unknown one without dots is an undotted spelling of.

    `letters` gives for a letter all it may stand for, itself first. `is_known` tells the words of the language, `cost` what it
    costs to read a word as a compound of known ones, None if it is none. A known word is meant as it is written, and a
    compound is what it costs least to read it as.
    """

    def __init__(self, letters: Mapping[str, str], is_known: Known, cost: Cost) -> None:
        self._letters = letters
        self._is_known = is_known
        self._cost = cost
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, word: str) -> tuple[str, ...]:
        if not word.isalpha() or fold(word) != word or self._is_known(word):
            return ()
        choices = [self._letters.get(letter, letter) for letter in word]
        if prod(map(len, choices)) > MOST_SPELLINGS:
            return ()
        dotted = ["".join(spelling) for spelling in product(*choices)][1:]
        known = tuple(filter(self._is_known, dotted))[:MOST_TWINS]
        return known or self._cheapest(word, dotted)

    def _cheapest(self, word: str, dotted: list[str]) -> tuple[str, ...]:
        costs = {spelling: cost for spelling in (word, *dotted) if (cost := self._cost(spelling)) is not None}
        best = min(costs, key=lambda spelling: (costs[spelling], spelling != word), default=word)
        return () if best == word else (best,)
