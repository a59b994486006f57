"""Writes pages to the tables themselves: saving twenty thousand one by one would take an hour, and is not what is measured.

No signal is sent, so that no site has an index of them before it is told to make one.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

AT_ONCE = 500
CHILDREN_AT_ONCE = 100  # rows of many columns: SQLite takes some thirty thousand values in one statement


def fill(home: Any, until: int, make: Callable[[int], Any], after: Callable[[Sequence[Any]], None]) -> int:
    """See to it that the site has at least so many pages. Gives their number; what was cut off goes on where it was.

    `make` gives the unsaved page of a number, `after` writes what belongs to pages that have been written.
    """
    from django.db import transaction

    from wagtail.models import Page

    first = Page.objects.child_of(home).count()
    for numbers in batched(range(first, until), AT_ONCE):
        with transaction.atomic():
            pages = [make(number) for number in numbers]
            for number, page in zip(numbers, pages, strict=True):
                _put_below(home, number, page)
            _insert(pages)
            after(pages)
            Page.objects.filter(pk=home.pk).update(numchild=numbers[-1] + 1)
    return max(first, until)


def batched(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _put_below(home: Any, number: int, page: Any) -> None:
    from django.contrib.contenttypes.models import ContentType

    page.slug = slug(number)
    page.draft_title = page.title
    page.depth = home.depth + 1
    page.path = page._get_path(home.path, page.depth, number + 1)
    page.url_path = f"{home.url_path}{page.slug}/"
    page.locale_id = home.locale_id
    page.content_type = ContentType.objects.get_for_model(page)
    page.live = True


def slug(number: int) -> str:
    return f"sida-{number}"


def _insert(pages: Sequence[Any]) -> None:
    from wagtail.models import Page

    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in columns}) for page in pages])
    for page, base in zip(pages, bases, strict=True):
        page.pk = base.pk  # which is the key of both tables
    for model in {type(page) for page in pages}:
        for some in batched([page for page in pages if type(page) is model], CHILDREN_AT_ONCE):
            model._base_manager._insert(some, fields=model._meta.local_concrete_fields, using="default", raw=True)
