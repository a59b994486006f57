"""What the start page shows of the rest of the site. Each list is one query, whatever the site's size."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Value

from wagtail.models import Page

from knowledge.kinds import Family, family_of, page_types
from knowledge.models import DecisionPage, KnowledgePage, LearningExamplePage, ThemePage
from search.access import public

from .models import HomePage, SectionPage, StandardPage

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
        "entrances": home.entrances.select_related("target__sectionpage", "target__standardpage"),
        "themes": published(ThemePage).order_by("number", "part").prefetch_related("page_levels__level"),
        "recent": recent_changes(home.locale_id),
        "latest_decision": published(DecisionPage).exclude(decided_on=None).order_by("-decided_on", "-pk").first(),
        "examples": published(LearningExamplePage).order_by("title")[:EXAMPLES],
    }


def recent_changes(locale_id: int) -> list[Change]:
    """The latest published pages of knowledge, all types but the lists in one query."""
    types = {
        code: model
        for code, model in page_types().items()
        if issubclass(model, KnowledgePage) and model is not SectionPage
    }
    queries = [_changes_of(code, model, locale_id) for code, model in types.items()]
    rows = queries[0].union(*queries[1:], all=True).order_by("-last_published_at", "-pk")[:RECENT]
    return [
        Change(
            kind_label=family_of(family).label if types[code] is StandardPage else types[code].kind.label,
            family=family_of(family),
            page=Page(pk=pk, title=title, url_path=url_path, locale_id=locale_id),
            summary=summary,
            published_at=published_at,
        )
        for pk, title, url_path, summary, published_at, code, family in rows
    ]


def _changes_of(code: str, model: type[KnowledgePage], locale_id: int) -> Any:
    family = F("page_family") if issubclass(model, StandardPage) else Value(model.kind.family.code)
    return (
        public(model.objects.filter(locale_id=locale_id, last_published_at__isnull=False))
        .order_by()
        .annotate(kind_code=Value(code, CharField()), family_code=family)
        .values_list("pk", "title", "url_path", "summary", "last_published_at", "kind_code", "family_code")
    )
