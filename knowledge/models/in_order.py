"""Pages that stand in an order under one parent: the themes of a process support, the steps of a guide."""

from typing import Any, ClassVar

from django.utils.functional import cached_property

from search.access import public


def parts_of(whole: Any) -> list[Any]:
    """The pages under a page that has one type of them, in their order: those that anyone may read."""
    (model,) = whole.clean_subpage_models()
    return list(public(model.objects.child_of(whole)).order_by(*model.listing_order)) if whole.pk else []


class InOrder:
    """Mixin of page types that are read one after the other, in their `listing_order`."""

    listing_order: ClassVar[tuple[str, ...]]

    @cached_property
    def whole(self) -> Any:
        """The page that the parts make up together; None until it is published.

        A restriction on it holds for its parts too; being a draft does not.
        """
        (model,) = self.clean_parent_page_models()  # type: ignore[attr-defined]
        return model.objects.parent_of(self).live().first()

    @cached_property
    def in_order(self) -> list[Any]:
        """All parts that anyone may read, in order; this one among them if it is one of those."""
        siblings = type(self).objects.sibling_of(self)  # type: ignore[attr-defined]
        return list(public(siblings).order_by(*self.listing_order)) if self.pk else []  # type: ignore[attr-defined]

    @property
    def previous(self) -> Any:
        return self._neighbour(-1)

    @property
    def next(self) -> Any:
        return self._neighbour(1)

    def _neighbour(self, step: int) -> Any:
        ids = [page.pk for page in self.in_order]
        if self.pk not in ids:  # type: ignore[attr-defined]
            return None
        place = ids.index(self.pk) + step  # type: ignore[attr-defined]
        return self.in_order[place] if 0 <= place < len(ids) else None
