"""Which pages name something in whatever they hold, as Wagtail's register of references knows it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Model, QuerySet
from django.db.models.functions import Cast

from wagtail.models import Page, ReferenceIndex


def ids_of_pages_naming(model: type[Model], items: QuerySet[Any] | Iterable[Any]) -> QuerySet[Any]:
    """Ids of the pages that name any of these items, which are told by a query or by their ids: also of those that are gone."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=_as_written(items) if isinstance(items, QuerySet) else [str(each) for each in items],
    )
    return references.order_by().values_list(Cast("object_id", BigIntegerField()), flat=True)


def _as_written(items: QuerySet[Any]) -> QuerySet[Any]:
    """The register holds ids as text."""
    return items.order_by().values_list(Cast("pk", CharField()), flat=True)
