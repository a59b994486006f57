"""From the database to what is to be found of its pages: many pages in as many queries as one takes."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wagtail.models import Page

from .documents import PageDocument, Searchable
from .entries import document_for

logger = logging.getLogger(__name__)

# Somebody may delete page after page; between two of them there is time to read.
TRIES = 10


@dataclass(frozen=True)
class Unreadable:
    """A page that raised an error."""

    reason: str


Read = PageDocument | Unreadable | None


def documents(page_ids: Iterable[int | None]) -> Iterator[tuple[int, Read]]:
    """What is to be found of each of these pages that is there; None for one that visitors may not find."""
    pages = _specific(page_ids)
    _load(pages)
    ancestors = _ancestors(pages)
    for page in pages:
        try:
            yield page.pk, document_for(page, ancestors[page.pk])
        except Exception as error:
            logger.exception("Page %s cannot be read", page.pk)
            yield page.pk, Unreadable(f"{type(error).__name__}: {error}")


def _specific(page_ids: Iterable[int | None]) -> list[Page]:
    """Wagtail reads pages in two steps, and stumbles over one that is deleted in between. Then they are read anew."""
    pages = Page.objects.filter(pk__in=list(page_ids)).specific().select_related("locale", for_specific_subqueries=True)
    for _ in range(TRIES - 1):
        with suppress(KeyError):
            return list(pages.all())
    return list(pages.all())


def _load(pages: Iterable[Page]) -> None:
    """A type whose pages cannot be read together has each of them read by itself, so that only the damaged one fails."""
    types: dict[type, list[Any]] = defaultdict(list)
    for page in pages:
        types[type(page)].append(page)
    for model, group in types.items():
        if issubclass(model, Searchable):
            try:
                model.search_load(group)
            except Exception:
                logger.exception("Pages of the type %s are read one by one", model.__name__)


def _ancestors(pages: Sequence[Page]) -> dict[int, list[int]]:
    """Ids of the pages above each page. One that is missing from a damaged tree is left out.

    A page that is moved among its siblings takes other paths for itself, for them and for all below, and no page's content
    changes by that. So if it happens while pages are read, the paths that were read may be those of other pages by now: each
    path is only good beside those of the same query.
    """
    paths = {page.pk: page.path for page in pages}
    while True:
        above = {pk: [path[:end] for end in range(Page.steplen, len(path), Page.steplen)] for pk, path in paths.items()}
        wanted = {path for each in above.values() for path in each}
        ids = dict(Page.objects.filter(Q(pk__in=paths) | Q(path__in=wanted)).values_list("path", "pk"))
        moved = {pk: path for path, pk in ids.items() if pk in paths and paths[pk] != path}
        if not moved:
            return {pk: [ids[path] for path in each if path in ids] for pk, each in above.items()}
        paths |= moved
