"""Dictionary forms of inflected words, from the word lists of the package `simplemma`."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from .kept import kept

SHORTEST_INFLECTION = 3
SHORTEST_HEAD, SHORTEST_TAIL = 3, 5


class Lemmas:
    """Looks up dictionary forms in one language's list, which is read at the first question.

    The list is kept compressed in memory (12–44 MB instead of 90–340) at some ten microseconds a question.
    """

    def __init__(self, code: str, noun_forms: Callable[[str], Iterable[str]] = lambda word: ()) -> None:
        self.code = code
        self.noun_forms = noun_forms

    @property
    def words(self) -> Mapping[str, str]:
        return _list(self.code)

    def of(self, word: str) -> tuple[str, ...]:
        """Dictionary forms of a lower-case word, () if the list does not know it.

        The list holds one reading a form, often the verb's. `noun_forms` are forms that the word has only if it is a noun:
        through the genitive "nämnds", "nämnd" gives "nämnd" besides "nämna". The noun comes last. Words of one or two
        letters are abbreviations more often than inflections and stay as they are.
        """
        if len(word) < SHORTEST_INFLECTION:
            return (word,)
        forms = [self._known(form) for form in (word, *self.noun_forms(word))]
        return tuple(dict.fromkeys(form.lower() for form in forms if form))

    def tail(self, word: str) -> str:
        """The longest known word that a longer one ends with, as compounds do; "" if there is none."""
        tails = (word[start:] for start in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1))
        return next((tail for tail in tails if self._known(tail)), "")

    def is_name(self, word: str) -> bool:
        """Whether the list knows the lower-case word with a capital only, as it does place names."""
        return self.words.get(word) is None and self.words.get(word.capitalize()) is not None

    def _known(self, word: str) -> str | None:
        return self.words.get(word) or self.words.get(word.capitalize())


@lru_cache(maxsize=4)
def _list(code: str) -> Mapping[str, str]:
    try:
        from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
    except ImportError:
        return {}
    return kept(f"lemmas-{code}", lambda: LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(code))
