"""The pages that belong together with a page, seen from either side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from wagtail.models import Page

from search.access import is_barred

from .families import as_own_type, with_family
from .kinds import FAMILIES, Family


@dataclass(frozen=True)
class RelatedPage:
    """One related page with the relation in words, such as "Builds on"."""

    page: Page
    relation: Any


@dataclass(frozen=True)
class RelatedGroup:
    """The related pages of one family."""

    family: Family
    pages: list[RelatedPage] = field(default_factory=list)


@dataclass(frozen=True)
class ShownLink:
    """A link to a page of the portal or to another site; only its words remain when visitors may not read the page."""

    text: str
    anchor: str
    url: str
    target: Page | None


@dataclass(frozen=True)
class StoredRelations:
    """The rows that lead from a page, and those that lead to it."""

    outgoing: list[Any]
    incoming: list[Any]

    @property
    def ids(self) -> list[int]:
        """The pages at their other ends."""
        return [*(row.target_id for row in self.outgoing), *(row.page_id for row in self.incoming)]


def stored_relations(page: Any) -> StoredRelations:
    """The relations of the page in the database; while a preview holds unsaved rows, those instead of the saved ones."""
    from .models.rows import PageRelation

    rows = list(PageRelation.objects.filter(Q(target__translation_key=page.translation_key) | Q(page_id=page.pk or 0)))
    unsaved = page.page_relations.is_deferring
    outgoing = page.page_relations.all() if unsaved else [row for row in rows if row.page_id == page.pk]
    return StoredRelations([row for row in outgoing if row.target_id], [row for row in rows if row.page_id != page.pk])


def related_groups(page: Any) -> list[RelatedGroup]:
    """Related pages that anyone may read, in the page's language where there is a translation, grouped by family.

    A relation is stored once, on one of the two pages; the other shows it with the inverse label. The number of queries
    does not depend on how many relations there are.
    """
    relations, shown = page.stored_relations, page.linked_pages
    found = [(shown.get(row.target_id), row.get_relation_display()) for row in relations.outgoing]
    for row in relations.incoming:
        other = shown.get(row.page_id)
        # Another language's copy of a page that is itself shown may lag behind it: only what the shown page says counts.
        if other and other.pk == row.page_id:
            found.append((other, row.inverse_label))
    related: dict[Page, list[str]] = {}
    for other, label in found:
        if other and other.translation_key != page.translation_key:
            related.setdefault(other, []).append(str(label))
    return grouped({other: in_words(labels) for other, labels in related.items()})


def grouped(pages: Mapping[Page, Any]) -> list[RelatedGroup]:
    """Readable targets, each with its relation in words, by family in the order of the menu."""
    groups = {family.code: RelatedGroup(family) for family in FAMILIES}
    for page, relation in pages.items():
        groups[as_own_type(page).family.code].pages.append(RelatedPage(page, relation))
    return [group for group in groups.values() if group.pages]


def in_words(labels: Iterable[str]) -> str:
    """The relations to one page as words; "See also" says nothing beside another one."""
    from .models.rows import PageRelation

    distinct = list(dict.fromkeys(labels))
    telling = [label for label in distinct if label != str(PageRelation.Relation.SEE_ALSO.label)]
    return ", ".join(telling or distinct)


def shown_links(rows: Iterable[Any], pages: Mapping[int, Page]) -> list[ShownLink]:
    """Rows of links, each leading to the page that visitors can read."""
    return [ShownLink(row.text, row.anchor, row.url, pages.get(row.target_id)) for row in rows]


def readable_targets(ids: Iterable[int | None], locale_id: int) -> dict[int, Page]:
    """What visitors can read of these pages, with one query, by the primary key of any of their translations.

    Each is the live, public page of the portal in this locale, else in the portal's first language, else in any.
    """
    ids = {pk for pk in ids if pk}
    if not ids:
        return {}
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    pages = with_family(Page.objects.filter(translation_key__in=keys)).annotate(barred=is_barred(AnonymousUser()))

    def rank(page: Page) -> tuple[bool, bool]:
        return page.locale_id == locale_id, page.locale.language_code == settings.LANGUAGE_CODE

    translations = list(pages.select_related("locale"))
    readable = (page for page in translations if page.live and not page.barred and hasattr(page.specific_class, "kind"))
    chosen = {page.translation_key: page for page in sorted(readable, key=rank)}
    return {page.pk: chosen[page.translation_key] for page in translations if page.translation_key in chosen}
