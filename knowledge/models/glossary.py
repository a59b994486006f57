"""The page that lists all terms of the vocabulary, A–Ö, with what they mean and where they are used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar
from uuid import UUID

from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from search.access import public
from search.documents import Section

from .. import sections
from ..alphabet import initial, sort_key
from ..kinds import ABOUT, Kind
from ..localized import by_any_translation
from .base import KnowledgePage
from .rows import PageTerm
from .term import Term

# So many of the pages that use a term are named; of the others there is the number.
NAMED_USERS = 10


@dataclass(frozen=True)
class Entry:
    """A term under its own name, with the pages that use it; or, with `see`, an abbreviation that leads to its term."""

    word: str
    term: Term
    see: bool = False
    users: list[Page] = field(default_factory=list)

    @property
    def named_users(self) -> list[Page]:
        return self.users[:NAMED_USERS]

    @property
    def unnamed_users(self) -> int:
        return max(0, len(self.users) - NAMED_USERS)


@dataclass(frozen=True)
class Letter:
    name: str
    anchor: str
    entries: list[Entry]


class GlossaryPage(KnowledgePage):
    kind = Kind("glossary", ABOUT, _("Glossary"))
    page_description = _(
        "All terms and abbreviations, A–Ö. They are written in the vocabulary; here stands what introduces them."
    )
    template = "knowledge/glossary_page.html"
    max_count_per_parent = 1
    # Its own words are explained already.
    explains_terms = False
    search_lists: ClassVar[tuple[str, ...]] = ("knowledge.Term",)

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @cached_property
    def all_terms(self) -> list[Term]:
        """Every term in the page's language; one that is not translated in the language that it has."""
        return list(dict.fromkeys(by_any_translation(Term.objects.all(), self.locale_id).values()))

    @cached_property
    def users(self) -> dict[object, list[Page]]:
        """Pages that anyone may read and that name a term, in this page's language, by the term's translation key."""
        pages = public(Page.objects.filter(locale_id=self.locale_id)).order_by()
        rows = PageTerm.objects.filter(page__in=pages, term__isnull=False).exclude(page_id=self.pk)
        rows = rows.select_related("page").annotate(key=F("term__translation_key")).order_by("page__title", "page_id")
        found: dict[object, dict[int, Page]] = {}
        for row in rows:
            found.setdefault(row.key, {})[row.page_id] = row.page
        return {key: list(pages.values()) for key, pages in found.items()}

    @property
    def letters(self) -> list[Letter]:
        """The letters that any word begins with, in the order of the language's alphabet."""
        language = self.locale.language_code
        entries = sorted(self._entries(language), key=lambda entry: sort_key(entry.word, language))
        groups = groupby(entries, key=lambda entry: initial(entry.word, language))
        return [Letter(name, letter_anchor(name), list(found)) for name, found in groups]

    def _entries(self, language: str) -> Iterable[Entry]:
        for term in self.all_terms:
            yield Entry(term.term, term, users=self.users.get(term.translation_key, []))
            if term.abbreviation and initial(term.abbreviation, language) != initial(term.term, language):
                yield Entry(term.abbreviation, term, see=True)

    def parts(self) -> Iterable[sections.Part]:
        yield from super().parts()
        yield sections.Part([], [self._section(term) for term in self.all_terms])

    def _section(self, term: Term) -> Section:
        texts = (term.expansion, term.definition, ", ".join(term.synonyms_list))
        text = ". ".join(text.rstrip(".") for text in texts if text)
        return Section(term.anchor, gettext("Term"), term.name_with_abbreviation, text)

    def search_facet_values(self) -> dict[str, Iterable[str | UUID]]:
        """It carries all terms, so whoever may read it is suggested any of them."""
        return {**super().search_facet_values(), "term": [term.translation_key for term in self.all_terms]}

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        """One section for each term, so that a search for a word leads to its meaning."""
        return sections.page_sections(self)


def letter_anchor(name: str) -> str:
    spelled = {"Å": "aa", "Ä": "ae", "Ö": "oe"}.get(name, name.lower())
    return f"bokstav-{spelled if spelled.isalnum() else 'siffra'}"
