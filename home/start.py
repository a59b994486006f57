"""What the start page shows of the rest of the site, in a number of queries that does not grow with the site."""

from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber, TruncDate

from wagtail.models import Page

from knowledge.kinds import page_types
from knowledge.localized import by_any_translation
from knowledge.models import DecisionPage, KnowledgePage, LearningExamplePage, Level, ThemePage
from search.access import public

from .cards import Card, cards

RECENT = 4
EXAMPLES = 3


def start_page_content(home: Any) -> dict[str, Any]:
    def published(model: type[KnowledgePage]) -> Any:
        return public(model.objects.filter(locale_id=home.locale_id))

    return {
        "entrances": ways_in(home),
        "themes": themes_with_levels(published(ThemePage).order_by(*ThemePage.listing_order), home.locale_id),
        "recent": recent_changes(home.locale_id),
        "latest_decision": published(DecisionPage).exclude(decided_on=None).order_by("-decided_on", "-pk").first(),
        "examples": published(LearningExamplePage).order_by(*LearningExamplePage.listing_order)[:EXAMPLES],
    }


def ways_in(home: Any) -> list[Any]:
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


def recent_changes(locale_id: int) -> list[Card]:
    """The latest published pages of knowledge, of all types but the lists.

    Of pages that were published the same day, one of each type comes before a second one of any: whoever publishes a whole
    report does not hide all else.
    """
    published = published_pages(locale_id)
    day, newest_first = TruncDate("last_published_at"), (F("last_published_at").desc(), F("pk").desc())
    among_its_type = Window(RowNumber(), partition_by=[day, F("content_type_id")], order_by=newest_first)
    # The leads are read for the few pages that are shown, not for all that are sorted.
    newest = published.order_by(day.desc(), among_its_type.asc(), *newest_first).values("pk")[:RECENT]
    return cards(Page.objects.filter(pk__in=newest).order_by(*newest_first))


def published_pages(locale_id: int) -> Any:
    """The pages of knowledge that anyone may read, but the lists."""
    models = [model for model in page_types().values() if issubclass(model, KnowledgePage)]
    types = [model for model in models if not hasattr(model, "listed_kind")]
    return public(Page.objects.type(*types).filter(locale_id=locale_id, last_published_at__isnull=False))
