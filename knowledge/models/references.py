"""Wagtail's register of what a page refers to, written once for each save.

Wagtail itself writes it anew, for the whole page, after each of the page's rows: thirty times for a page of thirty rows.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Field

from wagtail.models import Page, ReferenceIndex


@contextmanager
def references_written_once(page: Page, update_fields: Iterable[str] | None) -> Iterator[None]:
    """Within it a page and its rows are saved, in one transaction; nothing else is.

    A save of fields that refer to nothing, such as that of a draft's title, leaves the register as it is.
    """
    # Wagtail's module cannot be imported before all models are loaded.
    from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
        return
    with transaction.atomic():
        with disable_reference_index_auto_update():
            yield
        if update_fields is None:
            ReferenceIndex.create_or_update_for_object(page)
        elif any(_refers(page._meta.get_field(name)) for name in update_fields):
            # Its rows have not been saved, and may differ in memory.
            ReferenceIndex.create_or_update_for_object(type(page)._default_manager.get(pk=page.pk))


def _refers(field: Field) -> bool:
    if hasattr(field, "extract_references"):
        return True
    ignored = "wagtail_reference_index_ignore"
    return (
        bool(field.many_to_one)
        and not getattr(field, ignored, False)
        and not getattr(field.related_model, ignored, False)
    )
