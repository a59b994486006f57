"""Words of the index that a misspelt or unfinished word may have meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from .base import Language
from .neutral import LANGUAGE
from .text import fold, normal_form

SHORTEST_WORD = 4
LONG_WORD = 7
# What is left of a shorter word without its ending is near too many others.
SHORTEST_STEM = 5

_ByLength = dict[int, dict[str, list[str]]]
_Nearness = tuple[int, bool, int]
"""How far off without diacritics, whether the first letter differs, how far off with them."""


class Vocabulary:
    """The words of an index with the number of entries each stands in.

    Words are compared without diacritics by their Damerau-Levenshtein distance, since å, ä and ö are what is left out most
    often; 45 000 words take some milliseconds. Small words are known, but nobody who writes another word means them.
    """

    def __init__(self, counts: Mapping[str, int], language: Language = LANGUAGE) -> None:
        self._counts = {word: count for word, count in counts.items() if count > 0}
        self._language = language
        self._meant = [word for word in self._counts if _is_long(word) and word not in language.stop_words]
        self._words = _by_length(self._meant)

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """The forms of words by their stem, the commonest first."""
        forms: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._meant, key=lambda word: (-self._counts[word], word)):
            forms[self._language.stem(word)].append(word)
        return forms

    @cached_property
    def _stems(self) -> _ByLength:
        return _by_length(self._forms)

    def __contains__(self, word: str) -> bool:
        return normal_form(word) in self._counts

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

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
        return self._nearest(form, _near(form, self._words, _reach(form)))[:limit]

    def similar_in_form(self, word: str, limit: int) -> list[str]:
        """Known words near a word when both are without their endings, nearest first, each in its commonest form.

        What is left of a word is shorter and must be nearer.
        """
        form = normal_form(word)
        stem = self._language.stem(form)
        near = _near(stem, self._stems, reach=1) if len(stem) >= SHORTEST_STEM else ()
        return self._nearest(form, ((self._forms[stem][0], nearness) for stem, nearness in near))[:limit]

    def _nearest(self, form: str, near: Iterable[tuple[str, _Nearness]]) -> list[str]:
        ranked = sorted(near, key=lambda one: (one[1], -self._counts[one[0]], one[0]))
        return [word for word, _ in ranked if word != form]

    def beginning_with(self, start: str, limit: int) -> list[str]:
        """Known words that go on after `start`, or compounds with a part that does, if there are no such words.

        Commonest first, each in the shortest of its forms that do; those that only begin so without diacritics come last.
        """
        form = normal_form(start)
        if not _is_long(form):
            return []
        longer = [word for word in self._meant if len(word) > len(form) and fold(word).startswith(fold(form))]
        groups: dict[str, list[str]] = defaultdict(list)
        for word in longer or self._with_part(form):
            groups[self._language.forms(word).key].append(word)
        ranked = sorted(
            (form not in words[0], -max(map(self.count, words)), min(words, key=lambda word: (len(word), word)))
            for words in groups.values()
        )
        return [word for *_, word in ranked][:limit]

    def _with_part(self, start: str) -> list[str]:
        """Compounds of which another part than the first begins so."""
        holding = (word for word in self._meant if start in word[1:])
        return [word for word in holding if any(part.startswith(start) for part in self._language.split(word)[1:])]


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and word.isalpha()


def _by_length(words: Iterable[str]) -> _ByLength:
    """Words by the length of their folded form and by that form."""
    found: _ByLength = defaultdict(dict)
    for word in words:
        folded = fold(word)
        found[len(folded)].setdefault(folded, []).append(word)
    return found


def _reach(word: str) -> int:
    return 1 if len(fold(word)) < LONG_WORD else 2


def _near(form: str, words: _ByLength, reach: int) -> Iterator[tuple[str, _Nearness]]:
    from rapidfuzz.distance import DamerauLevenshtein
    from rapidfuzz.process import extract

    if not _is_long(form):
        return
    folded = fold(form)
    for length in range(len(folded) - reach, len(folded) + reach + 1):
        of_length = words.get(length, {})
        near = extract(folded, of_length.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=reach, limit=None)
        for key, distance, _ in near:
            for word in of_length[key]:
                yield word, (int(distance), word[0] != form[0], DamerauLevenshtein.distance(form, word))
