"""The pages that belong together with a page, seen from either side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from wagtail.models import Page
from wagtail.query import PageQuerySet

from search.access import is_barred

from .kinds import FAMILIES, Family

if TYPE_CHECKING:
    from .models import BasePage


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


def related_groups(page: "BasePage") -> list[RelatedGroup]:
    """Related pages that anyone may read, in the page's language where there is a translation, grouped by family.

    A relation is stored once, on one of the two pages; the other shows it with the inverse label. The number of queries
    does not depend on how many relations there are.
    """
    outgoing, incoming = stored_relations(page)
    keys = {row.target.translation_key for row in outgoing} | {row.page.translation_key for row in incoming}
    shown = readable_pages(keys - {page.translation_key}, page.locale_id)
    # Another language's copy of a page that is itself shown may lag behind it, so only what the shown page says counts.
    incoming = [row for row in incoming if row.page_id == getattr(shown.get(row.page.translation_key), "pk", None)]
    labels = [(row.target.translation_key, row.get_relation_display()) for row in outgoing]
    labels += [(row.page.translation_key, row.inverse_label) for row in incoming]
    families = families_of(shown.values())
    groups = {family.code: RelatedGroup(family) for family in FAMILIES}
    for key, label in dict.fromkeys((key, str(label)) for key, label in labels):
        if key in shown:
            other = shown[key]
            groups[families[other.pk].code].pages.append(RelatedPage(other, label))
    return [group for group in groups.values() if group.pages]


def stored_relations(page: "BasePage") -> tuple[list[Any], list[Any]]:
    """The rows that lead from the page, unsaved ones of a preview among them, and those that lead to it."""
    from .models import PageRelation

    rows = PageRelation.objects.filter(
        Q(target__translation_key=page.translation_key) | Q(page_id=page.pk or 0)
    ).select_related("page", "target")
    unsaved = page.page_relations.is_deferring
    outgoing = page.page_relations.all() if unsaved else [row for row in rows if row.page_id == page.pk]
    incoming = [row for row in rows if row.page_id != page.pk and row.target]
    return [row for row in outgoing if row.target], incoming


def shown_links(rows: Iterable[Any], locale_id: int) -> list[ShownLink]:
    """Rows of links, each leading to the page that visitors can read: in this locale where it is translated."""
    rows = list(rows)
    pages = readable_targets((row.target_id for row in rows), locale_id)
    return [ShownLink(row.text, row.anchor, row.url, pages.get(row.target_id)) for row in rows]


def readable_pages(keys: Iterable[Any], locale_id: int) -> dict[Any, Page]:
    """A live, public page of the portal for each translation key: in this locale, else in another language."""
    keys = set(keys)
    return _readable(_judged(translation_key__in=keys), locale_id) if keys else {}


def readable_targets(ids: Iterable[int | None], locale_id: int) -> dict[int, Page]:
    """The same for pages by primary key, with one query: a link to any translation of a page leads to the one to read."""
    ids = {pk for pk in ids if pk}
    if not ids:
        return {}
    translations = list(_judged(translation_key__in=Page.objects.filter(pk__in=ids).values("translation_key")))
    chosen = _readable(translations, locale_id)
    return {page.pk: chosen[page.translation_key] for page in translations if page.translation_key in chosen}


def _judged(**conditions: Any) -> PageQuerySet:
    return Page.objects.filter(**conditions).annotate(barred=is_barred(AnonymousUser())).select_related("locale")


def _readable(pages: Iterable[Page], locale_id: int) -> dict[Any, Page]:
    """By translation key: the page in this locale, else in the portal's first language, else in any."""

    def rank(page: Page) -> tuple[bool, bool]:
        return page.locale_id == locale_id, page.locale.language_code == settings.LANGUAGE_CODE

    readable = (page for page in pages if page.live and not page.barred and hasattr(page.specific_class, "kind"))
    return {page.translation_key: page for page in sorted(readable, key=rank)}


def families_of(pages: Iterable[Page]) -> dict[int, Family]:
    """The family of each page by primary key. Only types whose pages choose their family themselves are read."""
    from .models import BasePage

    families: dict[int, Family] = {}
    own_choice: dict[type[BasePage], list[int]] = {}
    for page in pages:
        model = page.specific_class
        if model.family is BasePage.family:
            families[page.pk] = model.kind.family
        else:
            own_choice.setdefault(model, []).append(page.pk)
    for model, ids in own_choice.items():
        families |= {pk: page.family for pk, page in model.objects.in_bulk(ids).items()}
    return families
