"""What running text names: the pages and documents that it links to, and its films.

Links lead to what visitors can read, in the language of the page; of others only the words remain. Wagtail looks up the
links of each text by itself, so that a page with fifty answers costs fifty queries and more. Here all texts of a page are
looked through before its template begins, and what they name is read together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Model
from django.dispatch import receiver

from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from .localized import localized
from .models.film import Film
from .related import readable_targets


def page_urls(ids: Iterable[str], locale_id: int) -> dict[str, str]:
    return urls_of(readable_targets((int(pk) for pk in ids if pk.isdecimal()), locale_id))


def urls_of(pages: Mapping[int, Page]) -> dict[str, str]:
    return {str(pk): page.url or "" for pk, page in pages.items()}


def document_urls(ids: Iterable[str], locale_id: int) -> dict[str, str]:
    documents = get_document_model().objects.in_bulk([int(pk) for pk in ids if pk.isdecimal()])
    return {str(pk): document.url for pk, document in documents.items()}


def films(ids: Iterable[str], locale_id: int) -> dict[str, Film]:
    return {str(pk): film for pk, film in localized(Film, map(int, ids), locale_id).items()}


FINDERS: dict[str, Callable[[Iterable[str], int], Mapping[str, Any]]] = {
    "page": page_urls,
    "document": document_urls,
    "film": films,
}


class Targets:
    """What the texts of one page name, by kind and primary key: the addresses of pages and documents, and the films.

    Empty for what nobody can read or what is no more.
    """

    def __init__(self, locale_id: int) -> None:
        self.locale_id = locale_id
        self.known: dict[tuple[str, str], Any] = {}

    def of(self, kind: str, ids: Iterable[str]) -> list[Any]:
        ids = list(ids)
        missing = {pk for pk in ids if (kind, pk) not in self.known}
        if missing:
            found = FINDERS[kind](missing, self.locale_id)
            self.known |= {(kind, pk): found.get(pk, "") for pk in missing}
        return [self.known[kind, pk] for pk in ids]


_targets: ContextVar[Targets | None] = ContextVar("targets of the page that is shown", default=None)


def look_up(objects: Iterable[Model], locale_id: int, page_ids: Iterable[int | None] = ()) -> dict[int, Page]:
    """Find what the texts of these objects name, a page and its rows, and the films of rows, until the request is over.

    The pages among them, and those of `page_ids`, are read together and given back; see `related.readable_targets`.
    """
    kinds = {Page: "page", get_document_model(): "document", Film: "film"}
    wanted: dict[str, set[str]] = defaultdict(set)
    for item in objects:
        for field in item._meta.fields:
            if hasattr(field, "extract_references"):
                for model, pk, *_place in field.extract_references(getattr(item, field.name)):
                    if model in kinds:
                        wanted[kinds[model]].add(str(pk))
            elif field.related_model is Film and (pk := getattr(item, field.attname)):
                wanted["film"].add(str(pk))
    found = Targets(locale_id)
    named = [pk for pk in wanted.pop("page", ()) if pk.isdecimal()]
    pages = readable_targets([*map(int, named), *page_ids], locale_id)
    found.known |= {("page", pk): "" for pk in named} | {("page", pk): url for pk, url in urls_of(pages).items()}
    for kind, ids in wanted.items():
        found.of(kind, ids)
    _targets.set(found)
    return pages


@receiver((request_started, request_finished))
def _forget(**kwargs: Any) -> None:
    _targets.set(None)


def targets(locale_id: int | None = None) -> Targets:
    """Those of the page that is being shown; a fresh look-up where no page has been asked for, as in the editor."""
    found = _targets.get()
    if found is not None and locale_id in (None, found.locale_id):
        return found
    return Targets(locale_id or Locale.get_active().pk)
