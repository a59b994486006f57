"""Marks pages in the registry whenever something they show is saved or deleted, in the transaction of the change.

Which models matter is read off the models themselves: pages that are searchable, the rows that belong to them, their
many-to-many relations, and whatever these name by a foreign key, such as a vocabulary. A renamed item marks all pages that
name it or a translation of it, in one statement. Page titles are not part of other pages' entries, so foreign keys to
pages do not matter. Restrictions are looked up by each search, and addresses are not in the index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, Q, QuerySet, Subquery
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from . import second_look
from .documents import Searchable
from .engines.base import page_key
from .models import SearchRow
from .references import ids_of_pages_naming
from .registry import searchable_models, touch_pages, touch_subtree, touch_where

# Saving a draft or locking a page writes these alone; none of them is found by a visitor.
SILENT_FIELDS = frozenset(
    (
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
    )
)
# Models of these packages hold no words of a page.
FOREIGN = ("wagtail.", "wagtail_localize.", "django.")


@dataclass(frozen=True)
class Reference:
    """How pages name the items of a vocabulary: the field, and the path from its model to the id of the page."""

    model: type[Model]
    field: str
    page: str

    def pages(self, item: Any) -> Any:
        """Ids of the pages that name the item or, as pages show the item of their own language, a translation of it."""
        wanted = (
            {f"{self.field}__translation_key": item.translation_key} if _is_translated(item) else {self.field: item}
        )
        return self.model._default_manager.filter(**wanted).order_by().values(self.page)


def connect() -> None:
    """Called once, when all models are known."""
    post_save.connect(page_saved, dispatch_uid="search.page_saved")
    post_delete.connect(page_deleted, dispatch_uid="search.page_deleted")
    for model, key in _rows_of(searchable_models()):
        _on_change(model, _RowChanged(key.attname))
    for model in searchable_models():
        second_look.connect(model, lambda page: page.search_dependents())
        for field in _own_fields(model):
            if isinstance(field, ManyToManyField):
                m2m_changed.connect(relation_changed, sender=field.remote_field.through, dispatch_uid=f"search.{field}")
    references = _references()
    for model, found in references.items():
        item_changed = _ItemChanged(found)
        _on_change(model, item_changed, before_delete=True)
        second_look.connect(model, item_changed.pages)
    for model, pages in _lists():
        listed_changed = _ListedChanged(pages)
        _on_change(model, listed_changed)
        second_look.connect(model, listed_changed.pages)
    for model, key in _rows_of(references):
        _on_change(model, _ItemRowChanged(references[key.related_model], key.name), before_delete=True)


_handlers: list[Any] = []


def _on_change(model: type[Model], handler: Any, *, before_delete: bool = False) -> None:
    """After a deletion nothing tells any more who named an item, so items are looked at before."""
    _handlers.append(handler)  # signals hold weak references
    post_save.connect(handler, sender=model)
    (pre_delete if before_delete else post_delete).connect(handler, sender=model)


# ---- What happens ---------------------------------------------------------------------------------------------------


def page_saved(sender: type[Model], instance: Model, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or not _is_searchable(instance):
        return
    if update_fields is not None and SILENT_FIELDS.issuperset(update_fields):
        return
    parent, known = _parents(instance)
    moved = parent != known
    if moved and known is not None:
        touch_subtree(instance, withhold=True)
    touch_pages([instance.pk], withhold=not instance.live, parent_id=parent if moved else None)
    dependents = instance.search_dependents() if isinstance(instance, Searchable) else None
    if dependents is not None:
        touch_where(dependents)
        second_look.note(instance)


def page_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Page) and _is_searchable(instance):
        touch_pages([instance.pk], deleted=True)


def relation_changed(sender: type[Model], instance: Model, action: str, reverse: bool, **kwargs: Any) -> None:
    if not action.startswith("post_") and action != "pre_clear":
        return
    if not reverse:
        touch_pages([instance.pk])
    elif kwargs.get("pk_set"):
        touch_pages(kwargs["pk_set"])


class _RowChanged:
    """A row of a page was saved or deleted."""

    def __init__(self, page: str) -> None:
        self.page = page

    def __call__(self, sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if page_id := getattr(instance, self.page):
            touch_pages([page_id])


class _ItemChanged:
    """An item that pages name was saved or is about to be deleted."""

    def __init__(self, references: list[Reference]) -> None:
        self.references = references

    def __call__(self, sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs.get("created") or _has_translations(instance):  # otherwise nobody can have named it yet
            self.touch(instance)

    def touch(self, item: Model) -> None:
        touch_where(self.pages(item))
        second_look.note(item)

    def pages(self, item: Model) -> QuerySet[Page]:
        named = Q(pk__in=_named_in_text(item))
        for reference in self.references:
            named |= Q(pk__in=reference.pages(item))
        return Page.objects.filter(named)


class _ItemRowChanged(_ItemChanged):
    """A row of such an item changed."""

    def __init__(self, references: list[Reference], item: str) -> None:
        super().__init__(references)
        self.item = item

    def __call__(self, sender: type[Model], instance: Model, **kwargs: Any) -> None:
        item = getattr(instance, self.item)
        if item and item.pk:
            self.touch(item)


class _ListedChanged:
    """Something changed that pages of a type show all of."""

    def __init__(self, model: type[Page]) -> None:
        self.model = model

    def __call__(self, sender: type[Model], instance: Model, **kwargs: Any) -> None:
        touch_where(self.pages(instance))
        second_look.note(instance)

    def pages(self, item: Model) -> QuerySet[Page]:
        return Page.objects.filter(pk__in=self.model._default_manager.order_by().values("pk"))


def _named_in_text(item: Any) -> Any:
    """Ids of pages whose running text names the item or a translation of it, as Wagtail's own register knows them."""
    items = type(item)._default_manager.filter(pk=item.pk)
    if _is_translated(item):
        items = type(item)._default_manager.filter(translation_key=item.translation_key)
    return ids_of_pages_naming(type(item), items)


# ---- What is found out about the models -----------------------------------------------------------------------------


def _is_searchable(page: Page) -> bool:
    return issubclass(page.specific_class or type(page), Searchable)


def _parents(page: Page) -> tuple[int | None, int | None]:
    """Id of the page above, now and as the registry knows it, in one query."""
    known = SearchRow.objects.filter(key=page_key(page.pk)).values("parent_id")[:1]
    above = Page.objects.filter(path=page.path[: -page.steplen]).annotate(known=Subquery(known))
    return above.values_list("pk", "known").first() or (None, None)


def _is_translated(item: Model) -> bool:
    return hasattr(item, "translation_key")


def _has_translations(item: Any) -> bool:
    others = type(item)._default_manager.exclude(pk=item.pk)
    return _is_translated(item) and others.filter(translation_key=item.translation_key).exists()


def _is_ours(model: type[Model]) -> bool:
    return not model.__module__.startswith(FOREIGN)


def _own_fields(model: type[Model]) -> Iterator[Field]:
    """Fields that the portal's own code has added, not those that every page or row has from Wagtail."""
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if _is_ours(field.model) and field.related_model and not isinstance(field, ParentalKey):
            yield field


def _rows_of(models: Iterable[type[Model]]) -> Iterator[tuple[type[Model], ParentalKey]]:
    """Models of rows that belong to one of these, with the key to it."""
    seen = set()
    for model in models:
        for relation in get_all_child_relations(model):
            if _is_ours(relation.related_model) and relation.related_model not in seen:
                seen.add(relation.related_model)
                yield relation.related_model, relation.field


def _lists() -> Iterator[tuple[type[Model], type[Page]]]:
    """Models with the page types that show all of their items."""
    for pages in searchable_models():
        for label in pages.search_lists:
            yield apps.get_model(label), pages


def _references() -> dict[type[Model], list[Reference]]:
    """For each model that pages or their rows name: by which fields."""
    found: dict[type[Model], list[Reference]] = {}
    sources = [(model, "pk") for model in searchable_models()]
    sources += [(model, key.attname) for model, key in _rows_of(searchable_models())]
    for model, page in sources:
        for field in _own_fields(model):
            target: Any = field.related_model
            if isinstance(field, ForeignKey | ManyToManyField) and _is_ours(target) and not issubclass(target, Page):
                found.setdefault(target, []).append(Reference(model, field.name, page))
    return found
