"""Explains terms where they stand in a text: finds the first place of each term in HTML that is about to be shown.

The text itself is never stored changed. Which forms of a word are the same word is for the caller to say.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Longer phrases explain themselves, and would make the line break badly around them.
MOST_WORDS = 3
SHORTEST_WORD = 2
_KEY = 3

_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^'">])*>)""")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
# Joined words are whole: "SIP-möte" is not "SIP".
_WORD = re.compile(r"(?:&\w+;)|\w+(?:-\w+)*")
_GAP = re.compile(r"[ \n\u00a0\u00ad]+")

_RUNNING = {"p", "li", "dd"}
# Headings, links and other people's words stay as they are; controls cannot hold a control.
_UNTOUCHED = set(
    "a button h1 h2 h3 h4 h5 h6 summary label legend caption th dt figcaption blockquote cite code dfn form nav script "
    "style svg template textarea select time".split()
)

Forms = Callable[[str], Iterable[str]]
Mark = Callable[[str, "Explanation"], str]


@dataclass(frozen=True)
class Explanation:
    """A term with all that it is called; `abbreviation` is recognised only as it is written."""

    slug: str
    name: str
    expansion: str
    definition: str
    phrases: tuple[str, ...]
    abbreviation: str = ""


@dataclass(frozen=True)
class _Word:
    """One word of a phrase: `exact` as it must be written, or all its forms."""

    exact: str
    forms: frozenset[str]


@dataclass(frozen=True)
class _Phrase:
    words: tuple[_Word, ...]
    explanation: Explanation


class Glossary:
    """Compiled once for all texts in a language."""

    def __init__(self, explanations: Iterable[Explanation], forms: Forms) -> None:
        self._forms = forms
        self._phrases: dict[str, list[_Phrase]] = {}
        for explanation in explanations:
            for phrase in self._compiled(explanation):
                first = phrase.words[0]
                for key in {_key(form) for form in first.forms} or {_key(first.exact)}:
                    self._phrases.setdefault(key, []).append(phrase)
        for found in self._phrases.values():
            found.sort(key=lambda phrase: -len(phrase.words))

    def explain(self, html: str, mark: Mark) -> str:
        """The HTML with each term's first place in running text replaced by what `mark` makes of it."""
        if not self._phrases:
            return html
        done: set[str] = set()
        parts = _TAG.split(html)
        running = untouched = 0
        for place, part in enumerate(parts):
            if place % 2 == 0:
                if running and not untouched and part.strip():
                    parts[place] = self._marked(part, mark, done)
                continue
            name = _NAME.match(part)
            step = -1 if part.startswith("</") else 1
            if name is None or part.endswith("/>"):
                continue
            running += step * (name[1].lower() in _RUNNING)
            untouched += step * (name[1].lower() in _UNTOUCHED)
        return "".join(parts)

    def _compiled(self, explanation: Explanation) -> Iterator[_Phrase]:
        if explanation.abbreviation:
            yield _Phrase((_Word(explanation.abbreviation, frozenset()),), explanation)
        for text in explanation.phrases:
            words = _WORD.findall(text)
            if 0 < len(words) <= MOST_WORDS and len(words[0]) >= SHORTEST_WORD:
                yield _Phrase(tuple(_Word("", self._all_forms(word)) for word in words), explanation)

    def _all_forms(self, word: str) -> frozenset[str]:
        return frozenset({word.casefold(), *self._forms(word.casefold())})

    def _marked(self, text: str, mark: Mark, done: set[str]) -> str:
        words = list(_WORD.finditer(text))
        pieces, end, place = [], 0, 0
        while place < len(words):
            phrase = self._phrase_at(text, words, place, done)
            if phrase is None:
                place += 1
                continue
            last = place + len(phrase.words) - 1
            done.add(phrase.explanation.slug)
            pieces += [
                text[end : words[place].start()],
                mark(text[words[place].start() : words[last].end()], phrase.explanation),
            ]
            end, place = words[last].end(), last + 1
        return "".join([*pieces, text[end:]])

    def _phrase_at(self, text: str, words: list[re.Match[str]], place: int, done: set[str]) -> _Phrase | None:
        """The longest phrase that begins with this word and whose term has not been explained yet."""
        for phrase in self._phrases.get(_key(words[place][0]), ()):
            found = words[place : place + len(phrase.words)]
            if phrase.explanation.slug in done or len(found) < len(phrase.words):
                continue
            gaps = (text[one.end() : two.start()] for one, two in pairwise(found))
            if all(_GAP.fullmatch(gap) for gap in gaps) and all(map(self._is, found, phrase.words)):
                return phrase
        return None

    def _is(self, found: re.Match[str], word: _Word) -> bool:
        if word.exact:
            return found[0] == word.exact
        return found[0].casefold() in word.forms or not word.forms.isdisjoint(self._forms(found[0].casefold()))


def _key(word: str) -> str:
    """Few words of a text begin like a term; only these are looked at more closely. Vowels may change: huvudmän."""
    return word.casefold()[:_KEY]
