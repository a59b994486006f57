"""Brings rows of the registry into generations of the index. Drains and rebuilds both write through here.

Order matters and is the caller's: first the rows are read, then the generations to write to, then (here) the content. So
the content is never older than the version it is written under, and a generation that begins meanwhile misses nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from .contents import Unreadable, documents
from .documents import PageDocument
from .engines import get_engine
from .engines.base import Entry, Operation, page_key_of, slot_key
from .entries import entries_of
from .models import SearchRow

RAISE_SLOTS = "UPDATE search_searchrow SET slots = %s WHERE key = %s"


@dataclass
class Written:
    """What became of the rows: what was written by key, the reason of each that failed, and those that others hold."""

    done: dict[str, PageDocument | None] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)


def write(rows: Sequence[SearchRow], generations: Sequence[str], *, unsearched: str = "") -> Written:
    """Write the present content of these rows to each generation; the `unsearched` one is finished before it serves.

    Raises EngineError when an engine cannot be reached; then nothing is known of any row.
    """
    engine = get_engine()
    result = Written()
    found = _read(rows, result)
    entries = {key: entries_of(document) if document else [] for key, document in found.items()}
    _raise_slots(rows, entries, result)
    operations = [operation for row in rows if row.key in entries for operation in _operations(row, entries[row.key])]
    for generation in generations:
        put = engine.load if generation == unsearched else engine.write
        for outcome in put(generation, operations):
            if outcome.status == "error":
                result.failed[page_key_of(outcome.key)] = outcome.reason
    result.done = {key: found[key] for key in entries if key not in result.failed}
    return result


def _read(rows: Sequence[SearchRow], result: Written) -> dict[str, PageDocument | None]:
    """By key: none for what is gone. A page that cannot be read fails alone."""
    keys = {row.page_id: row.key for row in rows}
    found: dict[str, PageDocument | None] = dict.fromkeys(keys.values())
    for page_id, document in documents(keys):
        key = keys[page_id]
        if isinstance(document, Unreadable):
            del found[key]
            result.failed[key] = document.reason
        else:
            found[key] = document
    return found


def _raise_slots(rows: Sequence[SearchRow], entries: dict[str, list[Entry]], result: Written) -> None:
    """Note the number of sections before they are written, and learn the highest number that anyone has noted.

    So a slower writer of older content cannot leave a section behind that a newer version has dropped: either the newer
    one has been indexed by now, and the older is not written at all (it loses its entries here), or whoever indexes the
    newer one finds the number changed when marking it, and writes it once more. A row that a transaction is just changing
    is left alone too: nobody who indexes waits for an editor.
    """
    grown = {row.key: sections for row in rows if (sections := len(entries.get(row.key, [])) - 1) > row.slots}
    if not grown:
        return
    versions = {row.key: row.version for row in rows}
    with transaction.atomic(), connection.cursor() as cursor:
        free = SearchRow.objects.filter(key__in=grown).select_for_update(skip_locked=True).in_bulk()
        writable = [row for row in free.values() if row.indexed_version <= versions[row.key]]
        cursor.executemany(RAISE_SLOTS, [(grown[row.key], row.key) for row in writable if grown[row.key] > row.slots])
    slots = {row.key: max(row.slots, grown[row.key]) for row in writable}
    for row in rows:
        row.slots = slots.get(row.key, row.slots)
    for key in grown.keys() - slots.keys():
        del entries[key]
    result.busy = sorted(grown.keys() - free.keys())


def _operations(row: SearchRow, entries: list[Entry]) -> Iterable[Operation]:
    """One for the page and one for each slot that it ever had; what no entry fills is deleted."""
    found = {entry.key: entry for entry in entries}
    for key in [row.key, *(slot_key(row.key, slot) for slot in range(row.slots))]:
        yield Operation(key, row.version, found.get(key))
