"""What the start page shows of the rest of the site, in a number of queries that does not grow with the site."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from wagtail.models import Page

from knowledge.kinds import Family, family_of, page_types
from knowledge.localized import by_any_translation
from knowledge.models import DecisionPage, KnowledgePage, LearningExamplePage, Level, ThemePage
from search.access import public

from .models import Entrance, HomePage, SectionPage, StandardPage

RECENT = 4
EXAMPLES = 3


@dataclass(frozen=True)
class Change:
    """A page that was published lately."""

    kind_label: Any
    family: Family
    page: Page
    summary: str
    published_at: datetime


def start_page_content(home: HomePage) -> dict[str, Any]:
    def published(model: type[KnowledgePage]) -> Any:
        return public(model.objects.filter(locale_id=home.locale_id))

    return {
        "entrances": ways_in(home),
        "themes": themes_with_levels(published(ThemePage).order_by(*ThemePage.listing_order), home.locale_id),
        "recent": recent_changes(home.locale_id),
        "latest_decision": published(DecisionPage).exclude(decided_on=None).order_by("-decided_on", "-pk").first(),
        "examples": published(LearningExamplePage).order_by(*LearningExamplePage.listing_order)[:EXAMPLES],
    }


def ways_in(home: HomePage) -> list[Entrance]:
    """The entrances to pages that anyone may read, with these pages."""
    entrances = list(home.entrances.all())
    targets = public(Page.objects.filter(pk__in=[entrance.target_id for entrance in entrances]))
    readable = {page.pk: page for page in targets.select_related("sectionpage", "standardpage")}
    found = [entrance for entrance in entrances if entrance.target_id in readable]
    for entrance in found:
        entrance.target = readable[entrance.target_id]
    return found


def themes_with_levels(themes: Any, locale_id: int) -> list[tuple[ThemePage, str]]:
    """Each theme with the names of its levels in the language."""
    levels = by_any_translation(Level.objects.all(), locale_id)
    return [
        (theme, ", ".join(levels[row.level_id].name for row in theme.page_levels.all() if row.level_id in levels))
        for theme in themes.prefetch_related("page_levels")
    ]


def recent_changes(locale_id: int) -> list[Change]:
    """The latest published pages of knowledge, of all types but the lists."""
    types = {
        model._meta.model_name: model
        for model in page_types().values()
        if issubclass(model, KnowledgePage) and model is not SectionPage
    }
    published = public(Page.objects.type(*types.values()).filter(locale_id=locale_id, last_published_at__isnull=False))
    newest_first = ("-last_published_at", "-pk")
    # What differs by type is read for the few pages that are shown, not for all that are sorted.
    pages = (
        Page.objects.filter(pk__in=published.order_by(*newest_first).values("pk")[:RECENT])
        .annotate(summary=Coalesce(*(f"{name}__summary" for name in types)), family=F("standardpage__page_family"))
        .order_by(*newest_first)
    )
    return [_change(page, types[page.cached_content_type.model]) for page in pages]


def _change(page: Page, model: type[KnowledgePage]) -> Change:
    family = family_of(page.family) if page.family else model.kind.family
    label = family.label if model is StandardPage else model.kind.label
    return Change(label, family, page, page.summary, page.last_published_at)
