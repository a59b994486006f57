"""What page templates read: the vocabulary items of a page in the page's language, with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Model, Q
from django.utils.functional import cached_property

from wagtail.models import Page

from ..localized import by_any_translation, localized
from ..related import RelatedGroup, StoredRelations, readable_targets, related_groups, stored_relations
from .level import Level
from .organisation import Organisation
from .place import Place
from .shown_areas import ShownAreas
from .term import Term


@dataclass(frozen=True)
class OrganisationRole:
    """An organisation of a page and what it has to do with it."""

    organisation: Organisation
    role: str
    label: str


@dataclass(frozen=True)
class LadderStep:
    """One of all levels, and whether the page is about it."""

    level: Level
    current: bool


class ShownVocabulary(ShownAreas):
    """Mixin of pages with classification. Everything here is read once per instance, so an instance serves one request."""

    pk: Any
    locale_id: int
    translation_key: UUID
    owner_organisation_id: Any
    page_organisations: Any
    page_relations: Any

    shown_rows: ClassVar[tuple[str, ...]] = ("page_sources",)

    def item_ids(self, relation: str, field: str, **only: Any) -> Any:
        """Primary keys of what the rows of a relation point at: as a subquery, or as a list while rows are unsaved.

        `only` are values that the rows must have.
        """
        rows = getattr(self, relation)
        if self.pk is None or rows.is_deferring:
            chosen = (row for row in rows.all() if all(getattr(row, name) == value for name, value in only.items()))
            return [getattr(row, f"{field}_id") for row in chosen]
        return rows.model._default_manager.filter(page_id=self.pk, **only).order_by().values(f"{field}_id")

    def items(self, relation: str, field: str) -> list[Any]:
        """The vocabulary items that the rows of a relation point at, in the vocabulary's own order."""
        model: type[Model] = getattr(self, relation).model._meta.get_field(field).related_model
        return list(dict.fromkeys(localized(model, Q(pk__in=self.item_ids(relation, field)), self.locale_id).values()))

    @cached_property
    def level_map(self) -> dict[int, Level]:
        """All levels in the page's language, by the primary key of any translation; those of the page are marked."""
        keys = Level.objects.filter(pk__in=self.item_ids("page_levels", "level")).order_by().values("translation_key")
        current = ExpressionWrapper(Q(translation_key__in=keys), output_field=BooleanField())
        return by_any_translation(Level.objects.annotate(current=current), self.locale_id)

    @property
    def all_levels(self) -> list[Level]:
        """All levels in the page's language, from the top down."""
        return list(dict.fromkeys(self.level_map.values()))

    @cached_property
    def levels(self) -> list[Level]:
        """The levels that the page is about, from the top down."""
        return [level for level in self.all_levels if level.current]

    @property
    def level_ladder(self) -> list[LadderStep]:
        """All levels from the top down, those of the page marked."""
        return [LadderStep(level, level.current) for level in self.all_levels]

    @cached_property
    def places(self) -> list[Place]:
        return self.items("page_places", "place")

    @cached_property
    def terms(self) -> list[Term]:
        return self.items("page_terms", "term")

    def organisation_ids(self) -> Iterable[int | None]:
        """Organisations that the page names besides those it is classified by. A type that has more adds their keys."""
        return [self.owner_organisation_id]

    @cached_property
    def organisation_map(self) -> dict[int, Organisation]:
        """Every organisation that the page names, in its language, by the primary key of any translation."""
        classified = self.item_ids("page_organisations", "organisation")
        return localized(Organisation, Q(pk__in=classified) | Q(pk__in=self.organisation_ids()), self.locale_id)

    @cached_property
    def organisations(self) -> list[OrganisationRole]:
        """The page's organisations with their roles, in the editor's order."""
        return [
            OrganisationRole(self.organisation_map[row.organisation_id], row.role, row.get_role_display())
            for row in self.page_organisations.all()
            if row.organisation_id in self.organisation_map
        ]

    @property
    def answering_organisation(self) -> Organisation | None:
        """The organisation that answers for the content."""
        return self.organisation_map.get(self.owner_organisation_id)

    def linked_ids(self) -> Iterable[int | None]:
        """Pages that the rows and fields of the type link to."""
        return ()

    @cached_property
    def stored_relations(self) -> StoredRelations:
        return stored_relations(self)

    @cached_property
    def linked_pages(self) -> dict[int, Page]:
        """What visitors may read of all pages that this one is related or linked to, by primary key of any translation."""
        return readable_targets(self.linked_page_ids(), self.locale_id)

    def linked_page_ids(self) -> list[int | None]:
        """Pages that this one is related or linked to, other than by its texts."""
        return [*self.stored_relations.ids, *self.linked_ids(), *self.area_page_ids()]

    @cached_property
    def related_groups(self) -> list[RelatedGroup]:
        return related_groups(self)
