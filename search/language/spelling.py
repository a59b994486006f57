"""Words of the index that a misspelt word may have meant."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .text import fold, normal_form

SHORTEST_WORD = 4
LONG_WORD = 6


class Vocabulary:
    """The words of an index with the number of entries each stands in.

    Words are compared without diacritics by their Damerau-Levenshtein distance, since å, ä and ö are what is left out most
    often; 45 000 words take some milliseconds.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = {word: count for word, count in counts.items() if count > 0}
        self._by_length: dict[int, dict[str, list[str]]] = defaultdict(dict)
        for word in self._counts:
            if len(word) >= SHORTEST_WORD and word.isalpha():
                folded = fold(word)
                self._by_length[len(folded)].setdefault(folded, []).append(word)

    def __contains__(self, word: str) -> bool:
        return normal_form(word) in self._counts

    def count(self, word: str) -> int:
        """The number of entries that the word stands in."""
        return self._counts.get(normal_form(word), 0)

    def suggest(self, word: str) -> str | None:
        """The likeliest spelling of an unknown word; None for a known word or where nothing is near."""
        if word in self:
            return None
        return next(iter(self.similar(word, 1)), None)

    def similar(self, word: str, limit: int) -> list[str]:
        """Known words near a word, nearest and commonest first, without the word itself."""
        form = normal_form(word)
        if len(form) < SHORTEST_WORD or not form.isalpha():
            return []
        ranked = sorted(self._near(form), key=lambda near: (*near[:-1], -self._counts[near[-1]], near[-1]))
        return [other for *_, other in ranked if other != form][:limit]

    def _near(self, form: str) -> Iterator[tuple[int, int, int, str]]:
        from rapidfuzz.distance import DamerauLevenshtein
        from rapidfuzz.process import extract

        folded = fold(form)
        reach = 1 if len(folded) < LONG_WORD else 2
        for length in range(len(folded) - reach, len(folded) + reach + 1):
            words = self._by_length.get(length, {})
            near = extract(folded, words.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=reach, limit=None)
            for key, distance, _ in near:
                for word in words[key]:
                    yield int(distance), int(word[0] != form[0]), DamerauLevenshtein.distance(form, word), word
