"""Brings rows of the registry into generations of the index. Drains and rebuilds both write through here.

Order matters and is the caller's: first the rows are read, then the generations to write to, then (here) the content. So
the content is never older than the version it is written under, and a generation that begins meanwhile misses nothing.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from wagtail.models import Page

from .engines import get_engine
from .engines.base import Entry, Operation, slot_key
from .entries import document_for, entries_of, fingerprint
from .models import SearchRow

logger = logging.getLogger(__name__)


@dataclass
class Written:
    """What became of the rows: their fingerprints by key, and the reason of each that failed."""

    done: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def write(rows: Sequence[SearchRow], generations: Sequence[str]) -> Written:
    """Write the present content of these rows to each generation.

    Raises EngineError when an engine cannot be reached; then nothing is known of any row.
    """
    result = Written()
    entries = _entries(rows, result)
    for key in _raise_slots(rows, entries):
        del entries[key]
    operations = [operation for row in rows if row.key in entries for operation in _operations(row, entries[row.key])]
    owner = {operation.key: operation.key.partition("#")[0] for operation in operations}
    for generation in generations:
        for outcome in get_engine().write(generation, operations):
            if outcome.status == "error":
                result.failed[owner[outcome.key]] = outcome.reason
    result.done = {key: fingerprint(found) for key, found in entries.items() if key not in result.failed}
    return result


def _entries(rows: Sequence[SearchRow], result: Written) -> dict[str, list[Entry]]:
    """Entries by key: none for what is gone. A page that cannot be read fails alone."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=[row.page_id for row in rows]).specific()}
    ancestors = _ancestors(pages.values())
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        page = pages.get(row.page_id)
        try:
            document = document_for(page, ancestors[page.pk]) if page else None
            entries[row.key] = entries_of(document) if document else []
        except Exception as error:
            logger.exception("%s cannot be indexed", row.key)
            result.failed[row.key] = f"{type(error).__name__}: {error}"
    return entries


def _ancestors(pages: Iterable[Page]) -> dict[int, list[int]]:
    """Ids of the pages above each page, in one query. One that is missing from a damaged tree is left out."""
    above = {page.pk: [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)] for page in pages}
    paths = {path for each in above.values() for path in each}
    ids = dict(Page.objects.filter(path__in=paths).values_list("path", "pk"))
    return {pk: [ids[path] for path in each if path in ids] for pk, each in above.items()}


def _raise_slots(rows: Sequence[SearchRow], entries: dict[str, list[Entry]]) -> list[str]:
    """Note the number of sections before they are written, and learn the highest number that anyone has noted.

    So a slower writer of older content cannot leave a section behind that a newer version has dropped: either the newer
    one has been indexed by now, and the older is not written at all (its keys are given back), or whoever indexes the newer
    one finds the number changed when marking it, and writes it once more.
    """
    versions = {row.key: row.version for row in rows}
    grown = {row.key: sections for row in rows if (sections := len(entries.get(row.key, [])) - 1) > row.slots}
    outdated = []
    with transaction.atomic():
        for key, sections in sorted(grown.items()):
            present = SearchRow.objects.filter(key=key, indexed_version__lte=versions[key])
            if not present.update(slots=Greatest(F("slots"), sections)):
                outdated.append(key)
    if grown:
        slots = dict(SearchRow.objects.filter(key__in=grown).values_list("key", "slots"))
        for row in rows:
            row.slots = slots.get(row.key, row.slots)
    return outdated


def _operations(row: SearchRow, entries: list[Entry]) -> Iterable[Operation]:
    """One for the page and one for each slot that it ever had; what no entry fills is deleted."""
    found = {entry.key: entry for entry in entries}
    for key in [row.key, *(slot_key(row.key, slot) for slot in range(row.slots))]:
        yield Operation(key, row.version, found.get(key))
