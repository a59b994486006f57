"""Links in running text. They lead to what visitors can read, in the language of the page; of others only the words remain.

Wagtail looks up the links of each text by itself, so that a page with fifty answers costs fifty queries and more. Here all
texts of a page are looked through before its template begins, and what they link to is read together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Model
from django.dispatch import receiver

from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from .related import readable_targets


def page_urls(ids: Iterable[str], locale_id: int) -> dict[str, str]:
    pages = readable_targets((int(pk) for pk in ids if pk.isdecimal()), locale_id)
    return {str(pk): page.url or "" for pk, page in pages.items()}


def document_urls(ids: Iterable[str], locale_id: int) -> dict[str, str]:
    documents = get_document_model().objects.in_bulk([int(pk) for pk in ids if pk.isdecimal()])
    return {str(pk): document.url for pk, document in documents.items()}


FINDERS: dict[str, Callable[[Iterable[str], int], dict[str, str]]] = {"page": page_urls, "document": document_urls}


class Addresses:
    """Addresses of what the texts of one page link to, by kind of link and primary key; "" for what nobody can read."""

    def __init__(self, locale_id: int) -> None:
        self.locale_id = locale_id
        self.known: dict[tuple[str, str], str] = {}

    def of(self, kind: str, ids: Iterable[str]) -> list[str]:
        ids = list(ids)
        missing = {pk for pk in ids if (kind, pk) not in self.known}
        if missing:
            found = FINDERS[kind](missing, self.locale_id)
            self.known |= {(kind, pk): found.get(pk, "") for pk in missing}
        return [self.known[kind, pk] for pk in ids]


_addresses: ContextVar[Addresses | None] = ContextVar("addresses of the page that is shown", default=None)


def look_up(objects: Iterable[Model], locale_id: int) -> None:
    """Find the targets of all links in the texts of these objects, a page and its rows, until the request is over."""
    kinds = {Page: "page", get_document_model(): "document"}
    wanted: dict[str, set[str]] = defaultdict(set)
    for item in objects:
        for field in item._meta.fields:
            if hasattr(field, "extract_references"):
                for model, pk, *_place in field.extract_references(getattr(item, field.name)):
                    if model in kinds:
                        wanted[kinds[model]].add(str(pk))
    found = Addresses(locale_id)
    for kind, ids in wanted.items():
        found.of(kind, ids)
    _addresses.set(found)


@receiver((request_started, request_finished))
def _forget(**kwargs: Any) -> None:
    _addresses.set(None)


def addresses() -> Addresses:
    """Those of the page that is being shown; a fresh look-up where no page has been asked for, as in the editor."""
    return _addresses.get() or Addresses(Locale.get_active().pk)
