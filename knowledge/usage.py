"""Where vocabulary items are used. An item in use is never deleted, from wherever the deletion comes."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, ProtectedError
from django.db.models.fields.related import ForeignObjectRel
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from .models.vocabulary import VocabularyItem


def users_of(item: VocabularyItem) -> list[Model]:
    """The pages and vocabulary items that name this item, each once, pages first by title."""
    found = {(type(user)._meta.label, user.pk): user for user in _users(item)}
    return sorted(found.values(), key=lambda user: (not isinstance(user, Page), str(user)))


def _users(item: VocabularyItem) -> Iterator[Model]:
    for relation in item._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        field: Any = relation.field
        holders = field.model._base_manager.filter(**{field.name: item})
        parent_keys = [key for key in field.model._meta.get_fields() if isinstance(key, ParentalKey)]
        if field in parent_keys:
            continue  # the item's own child rows
        if issubclass(field.model, Page):
            yield from Page.objects.filter(pk__in=holders.values("pk"))
        elif parent_keys:
            yield from _parents(parent_keys[0], holders)
        else:
            yield from holders
    yield from Page.objects.filter(pk__in=_named_in_text(item))


def _named_in_text(item: VocabularyItem) -> list[int]:
    """Ids of pages whose running text names the item."""
    references = ReferenceIndex.get_references_to(item)
    of_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return [int(pk) for pk in of_pages.values_list("object_id", flat=True)]


def _parents(key: ParentalKey, rows: Any) -> Iterator[Model]:
    model: type[Any] = key.related_model
    manager = Page.objects if issubclass(model, Page) else model._base_manager
    yield from manager.filter(pk__in=rows.values(key.attname))


def refuse_deletion_of_used_item(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Raise ProtectedError, naming the users, when a vocabulary item that is in use is about to be deleted."""
    if not isinstance(instance, VocabularyItem):
        return
    users = users_of(instance)
    if users:
        names = ", ".join(str(user) for user in users)
        message = _("“%(item)s” is in use and cannot be deleted: %(users)s") % {"item": instance, "users": names}
        raise ProtectedError(message, set(users))


def protect_used_items() -> None:
    pre_delete.connect(refuse_deletion_of_used_item, dispatch_uid="knowledge.refuse_deletion_of_used_item")
