"""What page templates read: the vocabulary items of a page in the page's language, with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.functional import cached_property

from ..localized import by_any_translation, localized
from ..related import RelatedGroup, related_groups
from .level import Level
from .organisation import Organisation
from .place import Place
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


class ShownVocabulary:
    """Mixin of pages with classification. Everything here is read once per instance, so an instance serves one request."""

    shown_rows: ClassVar[tuple[str, ...]] = ("page_levels", "page_organisations", "page_sources")

    def items(self, relation: str, field: str) -> list[Any]:
        """The vocabulary items that the rows of a relation point at, in the vocabulary's own order."""
        rows = getattr(self, relation)
        model: type[Model] = rows.model._meta.get_field(field).related_model
        if self.pk is None or rows.is_deferring:
            ids: Any = [getattr(row, f"{field}_id") for row in rows.all()]
        else:
            ids = rows.model._default_manager.filter(page_id=self.pk).order_by().values(f"{field}_id")
        return list(dict.fromkeys(localized(model, ids, self.locale_id).values()))

    @cached_property
    def level_map(self) -> dict[int, Level]:
        """All levels in the page's language, by the primary key of any translation."""
        return by_any_translation(Level.objects.all(), self.locale_id)

    @property
    def all_levels(self) -> list[Level]:
        """All levels in the page's language, from the top down."""
        return list(dict.fromkeys(self.level_map.values()))

    @cached_property
    def levels(self) -> list[Level]:
        chosen = {self.level_map.get(row.level_id) for row in self.page_levels.all()}
        return [level for level in self.all_levels if level in chosen]

    @property
    def level_ladder(self) -> list[LadderStep]:
        """All levels from the top down, those of the page marked."""
        return [LadderStep(level, level in self.levels) for level in self.all_levels]

    @cached_property
    def places(self) -> list[Place]:
        return self.items("page_places", "place")

    @cached_property
    def terms(self) -> list[Term]:
        return self.items("page_terms", "term")

    def organisation_ids(self) -> Iterable[int | None]:
        """Every organisation that the page names. A type that names more of them adds their keys."""
        return [self.owner_organisation_id, *(row.organisation_id for row in self.page_organisations.all())]

    @cached_property
    def organisation_map(self) -> dict[int, Organisation]:
        return localized(Organisation, self.organisation_ids(), self.locale_id)

    @property
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

    @cached_property
    def related_groups(self) -> list[RelatedGroup]:
        return related_groups(self)
