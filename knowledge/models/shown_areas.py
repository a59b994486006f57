"""The areas of a page: each leads to the page that describes it, and that page lists the pages of the area."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.functional import cached_property

from wagtail.models import Locale, Page

from ..localized import shown_translations
from ..related import RelatedGroup, grouped
from .area import Area, FocusArea, TargetArea

# So many pages are listed where an area is described; the search has all of them.
MAX_LISTED = 100
# The rows that name areas, with the field that does.
AREAS = {"page_focus_areas": "focus_area", "page_target_areas": "target_area"}

MODELS: dict[str, type[Area]] = {model.facet: model for model in (FocusArea, TargetArea)}
COLUMNS = [field.attname for field in FocusArea._meta.concrete_fields]


@dataclass(frozen=True)
class AreaPages:
    """The pages of an area that the page describes, by family."""

    area: Area
    groups: list[RelatedGroup]


def _area(row: dict[str, Any]) -> Any:
    area: Any = MODELS[row["vocabulary"]](**{name: row[name] for name in COLUMNS})
    area.locale = Locale(pk=area.locale_id, language_code=row["language"])
    area.described_on, area.described_here = row["described_on"], bool(row["described_here"])
    return area


class ShownAreas:
    """Mixin of pages that have areas. One query, and another one where the page describes an area."""

    pk: Any
    locale_id: int
    item_ids: Callable[..., Any]
    items: Callable[[str, str], list[Any]]

    @cached_property
    def focus_areas(self) -> list[Any]:
        """In the page's language, without what `areas` adds."""
        return self.items("page_focus_areas", "focus_area")

    @cached_property
    def target_areas(self) -> list[Any]:
        return self.items("page_target_areas", "target_area")

    @cached_property
    def areas(self) -> list[Any]:
        """Focus areas and then target areas, in the page's language and the order of their vocabulary.

        Each has `described_on`, the primary key of a page that describes it, and `described_here`.
        """
        queries = [self._query(relation, field) for relation, field in AREAS.items()]
        found = [_area(row) for row in queries[0].union(*queries[1:], all=True)]
        return [area for model in MODELS.values() for area in self._shown(found, model)]

    def _shown(self, found: list[Any], model: type[Area]) -> list[Any]:
        """Of each area the translation that is shown. Keys of different vocabularies are not mixed."""
        areas = [area for area in found if type(area) is model]
        chosen = dict.fromkeys(shown_translations(areas, self.locale_id).values())
        return sorted(chosen, key=lambda area: (area.sort, area.name))

    def _query(self, relation: str, field: str) -> QuerySet:
        """The areas of one vocabulary, in all languages, as `_area` reads them."""
        rows = getattr(self, relation).model._default_manager
        model: Any = rows.model._meta.get_field(field).related_model

        def keys(**only: Any) -> QuerySet:
            named = model._default_manager.filter(pk__in=self.item_ids(relation, field, **only))
            return named.order_by().values("translation_key")

        describing = rows.filter(
            **{f"{field}__translation_key": OuterRef("translation_key")}, describes=True, page__live=True
        )
        areas = model._default_manager.filter(translation_key__in=keys()).order_by()
        return areas.annotate(
            vocabulary=Value(model.facet),
            language=F("locale__language_code"),
            described_on=Subquery(describing.order_by("page_id").values("page_id")[:1]),
            described_here=ExpressionWrapper(Q(translation_key__in=keys(describes=True)), output_field=BooleanField()),
        ).values(*COLUMNS, "vocabulary", "language", "described_on", "described_here")

    @cached_property
    def pages_by_area(self) -> list[tuple[Any, int]]:
        """Translation key of an area that the page describes, and primary key of another page of the area, by title."""
        described = [area.translation_key for area in self.areas if area.described_here]
        if not described:
            return []
        queries = [
            getattr(self, relation)
            .model._default_manager.filter(
                **{f"{field}__translation_key__in": described}, page__live=True, page__locale_id=self.locale_id
            )
            .exclude(page_id=self.pk)
            .order_by()
            .annotate(area=F(f"{field}__translation_key"), title=F("page__title"))
            .values_list("area", "page_id", "title")
            for relation, field in AREAS.items()
        ]
        rows = queries[0].union(*queries[1:]).order_by("title")[:MAX_LISTED]
        return [(key, page_id) for key, page_id, _title in rows]

    def area_page_ids(self) -> list[int | None]:
        """The pages that describe the page's areas, and those of the areas that it describes."""
        return [*(area.described_on for area in self.areas), *(page_id for _key, page_id in self.pages_by_area)]

    @property
    def described_areas(self) -> list[AreaPages]:
        """The areas that the page describes, with the pages that visitors may read of each."""
        shown: dict[int, Page] = self.linked_pages  # type: ignore[attr-defined]
        lists = []
        for area in self.areas:
            ids = [page_id for key, page_id in self.pages_by_area if key == area.translation_key]
            pages = dict.fromkeys((shown[pk] for pk in ids if pk in shown), "")
            lists.append(AreaPages(area, grouped(pages)))
        return [each for each in lists if each.groups]
