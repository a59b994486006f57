"""What a page type tells the search about itself: the contract between the page types and the index.

A page type inherits `Searchable` and yields its sections. Nothing here knows which page types exist.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from wagtail.models import Page


@dataclass(frozen=True)
class Section:
    """One passage that can be found and linked to: a discussion point, a § of a decision, a chapter's heading.

    `anchor` is the stable fragment of its address ("" for the page's beginning), `address` the words that stand in the
    margin ("Punkt 2", "§ 16/23", "Tabell"; "" means the whole page).
    """

    anchor: str
    address: str
    heading: str
    text: str


@dataclass(frozen=True)
class FileSection:
    """One page or slide of a file that the page leads to. `words` are those of its text by analysis.

    `address` and `heading` are what a hit calls it: "Bilaga", "Rapporten (pdf), sida 7". `anchor` is the fragment of that
    page in the address of the file, `title` what the document is called.
    """

    document_id: int
    sha: str
    title: str
    anchor: str
    address: str
    heading: str
    text: str
    words: dict[str, str]


@dataclass(frozen=True)
class Validity:
    """From and to which day, both included, what a page says holds. Which of them has passed is asked when it is shown."""

    start: datetime.date | None = None
    end: datetime.date | None = None

    @property
    def is_past(self) -> bool:
        return self.end is not None and self.end < timezone.localdate()

    @property
    def is_to_come(self) -> bool:
        return self.start is not None and self.start > timezone.localdate()

    @property
    def words(self) -> str:
        """The state in words, in the active language; empty for what holds today."""
        return gettext("Out of date") if self.is_past else gettext("Not yet valid") if self.is_to_come else ""


ALWAYS = Validity()


@dataclass(frozen=True)
class PageDocument:
    """All that the index holds about one page in one language."""

    page_id: int
    locale: str
    kind: str
    kind_label: str
    family: str
    title: str
    summary: str
    sections: tuple[Section, ...]
    ancestors: tuple[int, ...]
    keywords: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date: datetime.date | None = None
    title_prefix: str = ""
    facts: tuple[str, ...] = ()
    validity: Validity = ALWAYS
    files: tuple[FileSection, ...] = ()

    @property
    def slots(self) -> int:
        """How many entries it has beside the page's own."""
        return len(self.sections) + len(self.files)


class Searchable:
    """Mixin for page models that visitors can find.

    A type overrides `search_sections`; the rest has defaults. All methods read published content from the page instance
    itself and must not depend on the request or the active language: labels come in the page's own language.
    """

    search_lists: ClassVar[tuple[str, ...]] = ()
    """Models, as "app.Model", of which pages of this type show every item: a change of one marks these pages."""

    @classmethod
    def search_load(cls, pages: Sequence[Self]) -> None:
        """Read together what the methods below will ask of these pages of this type. It saves queries and changes nothing."""

    def search_sections(self) -> Iterable[Section]:
        """The passages of the page, in reading order. The first may be the page's beginning with an empty anchor."""
        raise NotImplementedError

    def search_attachments(self) -> Iterable[int]:
        """Ids of the documents that visitors get from the page. What stands in them is found with it."""
        return ()

    def search_kind(self) -> str:
        """Code of the page's kind, as in the JSON output."""
        raise NotImplementedError

    def search_kind_label(self) -> str:
        """The kind in words, such as "Tema 2b", shown with each hit."""
        return ""

    def search_family(self) -> str:
        """Code of the family that gives a hit its colour and mark."""
        return ""

    def search_facts(self) -> Iterable[str]:
        """What stands under a hit, in words: level or place, date."""
        return ()

    def search_summary(self) -> str:
        return ""

    def search_title_prefix(self) -> str:
        """What stands before the title in a hit, such as a theme's number "2b"."""
        return ""

    def search_keywords(self) -> Iterable[str]:
        """Words that find the page though they stand nowhere in its text: names of places, aliases of levels."""
        return ()

    def search_identifiers(self) -> Iterable[str]:
        """Diary numbers, § and the like as written; any spelling of one leads straight to the page."""
        return ()

    def search_date(self) -> datetime.date | None:
        """The date by which lists are sorted. The facts say it in words."""
        return None

    def search_validity(self) -> Validity:
        """When what the page says holds. Hits and lists say in words what is out of date or not yet valid."""
        return ALWAYS

    def search_dependents(self) -> "QuerySet[Page] | None":
        """Pages whose entries show something of this one, such as its date; they are indexed anew when it is saved."""
        return None

    def search_facet_values(self) -> dict[str, Iterable[str | UUID]]:
        """Values of each facet by facet name (see `search.facets`); vocabulary items by their translation key."""
        return {}
