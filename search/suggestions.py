"""What a visitor may be about to ask for, while it is being typed: pages by title or number, and names that pages carry.

Every search for them goes through the visitor's own scope at that moment, so nothing is suggested that a search would not
find. Only the names themselves come from memory; they are shown if the index counts a page that carries them.
"""

import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext

from wagtail.models import Page

from . import access, reader
from .engines.base import All, Best, Everything, Hit, Node, Prefix, Term
from .entries import KIND_FACET
from .language import Language, get_language
from .language.beginnings import Typed, match, near, numbers, stems, typed_words, words_of
from .language.compounds import SHORTEST_PART
from .language.text import GRAM, fold, grams
from .names import NAMES_AGE, Name, names
from .query import identifier_token, label_token
from .scope import Scope, facet_names

SHORTEST = 2  # characters; of fewer nothing can be told
MAX_CHARACTERS = 100
MOST = 10
MOST_PAGES = 5
MOST_OF_A_GROUP = 3
# So many hits of the index are looked at for the best ones, and so many of these are read from the database.
CANDIDATES = 60
READ = 2 * MOST_PAGES


@dataclass(frozen=True)
class Suggestion:
    """Leads to a page, at `anchor` if there is one, or without a page to a search with these parameters."""

    group: str
    text: str
    note: str = ""
    page: Page | None = None
    anchor: str = ""
    search: dict[str, str] = field(default_factory=dict)


def suggest(text: str, user: access.User, locale: str) -> list[Suggestion]:
    """The best suggestions, those of one group together; words are read tolerantly where nothing begins as typed.

    Raises `EngineError` when the engine cannot answer.
    """
    text = text[:MAX_CHARACTERS]
    language = get_language(locale)
    words = typed_words(language, text)
    starts = numbers(text)
    if sum(map(str.isalnum, text)) < SHORTEST or not words:
        return []
    search = _Suggestions(Scope(user, locale), language)
    return search.best(words, starts) or search.best([search.near(word) for word in words], ())


class _Suggestions:
    """What one visitor may be shown."""

    def __init__(self, scope: Scope, language: Language) -> None:
        self.scope = scope
        self.language = language
        self.known = names(scope.filters.locale, scope.generation)

    def near(self, word: Typed) -> Typed:
        """What may be meant by a word with a slip. The words come from all pages; what they find is the visitor's own.

        A word that stands on pages is none, though no title has it.
        """
        titles = _title_words(self.scope.generation, self.scope.filters.locale, int(time.monotonic() // NAMES_AGE))
        meant = near(word, titles.union(each.text for known in self.known for words in known.words for each in words))
        return word if meant != word and any(map(self.scope.has_word, word)) else meant

    def best(self, words: Sequence[Typed], starts: Sequence[str]) -> list[Suggestion]:
        """Numbers come first where digits are typed, else last: the letters may be the beginning of one."""
        numbered, titled, named = self._numbered(starts), self._titled(words), self._named(words)
        explaining = self._explaining(named)
        wanted = {hit.page_id for hit in (*numbered, *titled, *explaining.values())}
        pages = access.visible_pages(wanted, self.scope.user) if wanted else {}
        numbered = [hit for hit in numbered if hit.page_id in pages][:MOST_OF_A_GROUP]
        known = {hit.page_id for hit in numbered}
        titled = [hit for hit in titled if hit.page_id in pages.keys() - known][:MOST_PAGES]
        by_number = [_by_number(hit, starts, pages) for hit in numbered]
        by_title = [_by_title(hit, pages) for hit in titled]
        by_name = [_by_name(name, explaining.get(name.explained_on), pages) for name in named]
        has_digit = any(char.isdigit() for start in starts for char in start)
        order = (by_number, by_title, by_name) if has_digit else (by_title, by_name, by_number)
        return [found for group in order for found in group][:MOST]

    def _numbered(self, starts: Sequence[str]) -> list[Hit]:
        """Pages with a number of their own that begins so."""
        if not starts:
            return []
        node = Best(tuple(Prefix("title_exact", identifier_token(start)) for start in starts))
        hits = self.scope.ask(node, size=CANDIDATES).hits
        return [hit for hit in hits if _number(hit, starts)][:READ]

    def _titled(self, words: Sequence[Typed]) -> list[Hit]:
        """Pages whose titles hold words that begin so, the closest first."""
        ranked = []
        for hit in self.scope.ask(All(must=tuple(map(_title_node, words))), size=CANDIDATES).hits:
            if rank := self._rank(words, json.loads(hit.payload)):
                ranked.append((*rank, hit.page_id, hit))
        return [hit for *_, hit in sorted(ranked)[:READ]]

    def _rank(self, words: Sequence[Typed], facts: dict[str, Any]) -> tuple | None:
        """By the title, else by what the page is called beside it: "Tema 2" before "Tema 10"."""
        title, label = _title(facts), facts["kind_label"]
        if rank := match(words, words_of(self.language, title)):
            return (0, *rank, len(title), "")
        if rank := match(words, words_of(self.language, f"{label} {title}")):
            number = re.search(r"\d+", label)
            return (1, *rank, int(number[0]) if number else 0, label)
        return None

    def _named(self, words: Sequence[Typed]) -> list[Name]:
        """Names that some page of the visitor's carries, the closest of each group, in the order of the groups."""
        found: dict[str, list[tuple]] = {}
        for number, known in enumerate(self.known):
            if ranks := [rank for wording in known.words if (rank := match(words, wording))]:
                found.setdefault(known.name.group, []).append((*min(ranks), number, known.name))
        ranked = [[name for *_, name in sorted(group)] for group in found.values()]
        facets = {name.facet for group in ranked for name in group}
        counts = self.scope.ask(Everything(), counts=tuple(facets), size=0).counts if facets else {}
        carried = ([name for name in group if counts[name.facet].get(name.value)] for group in ranked)
        return [name for group in carried for name in group[:MOST_OF_A_GROUP]]

    def _explaining(self, named: Iterable[Name]) -> dict[str, Hit]:
        """By kind, a page that explains names."""
        kinds = {name.explained_on for name in named if name.explained_on}
        found = {
            kind: self.scope.ask(Everything(), replace(self.scope.filters, facets={KIND_FACET: (kind,)}), size=1).hits
            for kind in kinds
        }
        return {kind: hits[0] for kind, hits in found.items() if hits}


def _title_node(typed: Typed) -> Node:
    """A word that begins so. The folded form is kept as a stem, which may be shorter than what has been typed."""
    nodes: list[Node] = []
    for start in typed:
        nodes.append(Prefix("title_exact", start, 2.0))
        nodes.append(Prefix("title_exact", label_token(start), 0.1))
        if fold(start) == start:
            nodes.append(Prefix("title_folded", start))
            nodes += [Term("title_folded", stem, 0.1) for stem in stems(start)]
        if len(start) >= SHORTEST_PART:
            nodes.append(_inside(start))
    return Best(tuple(nodes))


def _inside(start: str) -> Node:
    """Words that may hold what is typed inside, which weighs less than any word that begins so."""
    if len(start) < GRAM:
        return Prefix("title_parts", start, 0.05)
    return All(must=tuple(Term("title_grams", gram, 0.01) for gram in grams(start)))


def _title(facts: dict[str, Any]) -> str:
    return " ".join(filter(None, (facts["title_prefix"], facts["title"])))


def _number(hit: Hit, starts: Sequence[str]) -> str:
    return next((each for each in json.loads(hit.payload)["identifiers"] if each.startswith(tuple(starts))), "")


def _by_number(hit: Hit, starts: Sequence[str], pages: dict[int, Page]) -> Suggestion:
    return Suggestion(gettext("Numbers"), _number(hit, starts), _title(json.loads(hit.payload)), pages[hit.page_id])


def _by_title(hit: Hit, pages: dict[int, Page]) -> Suggestion:
    facts = json.loads(hit.payload)
    return Suggestion(gettext("Pages"), facts["title"], facts["kind_label"], pages[hit.page_id])


def _by_name(name: Name, hit: Hit | None, pages: dict[int, Page]) -> Suggestion:
    """Leads to where the name is explained, else to the pages that carry it."""
    if hit and hit.page_id in pages:
        return Suggestion(name.group, name.label, name.note, pages[hit.page_id], name.anchor)
    chosen = {name.facet: name.value} if name.facet in facet_names() else {}
    return Suggestion(name.group, name.label, name.note, search={"q": name.wordings[0], **chosen})


@lru_cache(maxsize=8)
def _title_words(generation: str, locale: str, age: int) -> frozenset[str]:
    return frozenset(reader.vocabulary(generation, "title_exact", locale))
