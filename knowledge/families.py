"""Which family a page belongs to that is read as a plain page, without reading it as its own type.

Most types have one family; a few let each page choose, and for these the fields that decide come with the query.
"""

from typing import Any, TypeVar

from django.db.models import F

from wagtail.models import Page
from wagtail.query import PageQuerySet

from .kinds import page_types

Pages = TypeVar("Pages", bound=PageQuerySet)


def with_family(pages: Pages) -> Pages:
    """The pages with what `as_own_type` needs to know of them."""
    columns = {
        _column(model, field): F(f"{model._meta.model_name}__{field}")
        for model in page_types().values()
        for field in model.family_fields
    }
    return pages.annotate(**columns)


def as_own_type(page: Page) -> Any:
    """A page of the same type that has its family and the name of its kind, and nothing else."""
    model: Any = page.specific_class
    return model(**{field: getattr(page, _column(model, field)) for field in model.family_fields})


def _column(model: Any, field: str) -> str:
    return f"{model._meta.model_name}_{field}"
