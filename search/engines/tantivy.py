"""The embedded engine: tantivy, an index in a folder on a local disk. Needs no server and serves one host.

A generation is a folder with an index of pages, an index of sections and the ledger, a small SQLite file that keeps the
version of every key ever written, deleted ones too. A transaction on the ledger is also what lets only one process write
at a time. Were a process to die between index and ledger, its rows are still pending and are written again.

To delete a key takes as long as to write it, so one that was never written is not deleted first. The ledger keeps the stamp
of each index's last commit: where there has been another one, by a process that died, no key is taken for new any more.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any as AnyValue
from typing import cast

import tantivy
from tantivy import Document, Index, Query, Searcher

from .answers import PAGES, SECTIONS, Scored, best, counted_together, facet_counts, facet_tokens, part_of
from .base import (
    FILLER,
    PHRASE_ANALYSES,
    TOKEN_FIELDS,
    Answer,
    EngineError,
    Entry,
    Hit,
    Operation,
    Outcome,
    Request,
    slot_of,
)
from .tantivy_queries import Fields

LEDGER = "versions.sqlite3"
META = "meta.json"
# Seconds that a writer waits for another one; a bulk of a rebuild holds the ledger for about one.
PATIENCE = 30
HEAP = 50_000_000  # bytes that the writer may fill before it makes a segment
MAX_FACET_VALUES = 10_000
MAX_SLOT = 2**10 - 1
MAX_PAGE_ID = 2**32 - 1


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "locale", "facets", "identifiers"):
        builder.add_text_field(
            name, stored=name == "key", fast=name == "facets", tokenizer_name="raw", index_option="basic"
        )
    builder.add_bytes_field("payload", stored=True)
    for name in ("page_id", "slot", "version", "newest"):
        builder.add_unsigned_field(name, stored=name in ("page_id", "version"), indexed=name == "page_id", fast=True)
    builder.add_unsigned_field("ancestors", indexed=True)
    for name in TOKEN_FIELDS:
        option = "position" if name.endswith(PHRASE_ANALYSES) else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    return builder.build()


class TantivyEngine:
    embedded = True
    format = f"tantivy-{version('tantivy')}-2"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._readers: dict[tuple[int, str, str], _Reader] = {}

    def create(self, generation: str) -> None:
        with _as_engine_errors():
            for part in (PAGES, SECTIONS):
                path = self.folder / generation / part
                path.mkdir(parents=True, exist_ok=True)
                Index(schema(), path=str(path))
            with _ledger(self.folder / generation / LEDGER) as ledger:
                ledger.execute("CREATE TABLE IF NOT EXISTS versions (key TEXT PRIMARY KEY, version INTEGER NOT NULL)")

    def write(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        self._expect(generation)
        try:
            with _as_engine_errors():
                return self._write(generation, operations)
        except DamagedLedgerError:
            self.drop(generation)  # it is made anew from the database
            raise

    def load(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        return self.write(generation, operations)

    def finish(self, generation: str) -> None:
        self._expect(generation)

    def _write(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        made = [_made(operation) for operation in operations]  # before others have to wait
        with _ledger(self.folder / generation / LEDGER) as ledger:
            versions = _versions(ledger, [PAGES, SECTIONS, *(operation.key for operation in operations)])
            written = set(versions)
            accepted: list[tuple[Operation, Document | None]] = []
            outcomes = []
            for operation, (outcome, document) in zip(operations, made, strict=True):
                if versions.get(operation.key, 0) > operation.version:
                    outcome = Outcome(operation.key, "conflict")
                outcomes.append(outcome)
                if outcome.status == "ok":
                    versions[operation.key] = operation.version
                    accepted.append((operation, document))

            def commit(part: str) -> list[tuple[str, int]]:
                path = self.folder / generation / part
                is_known = _stamp(path) == versions.get(part, 0)
                of_part = [pair for pair in accepted if part_of(pair[0].key) == part]
                _commit(path, of_part, written if is_known else None)
                return [(part, _stamp(path))] if is_known else []

            with ThreadPoolExecutor(2) as threads:  # most of a commit is waiting for the disk
                stamps = [stamp for of_part in threads.map(commit, (PAGES, SECTIONS)) for stamp in of_part]
            ledger.executemany(
                "INSERT INTO versions VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET version = excluded.version",
                [*((operation.key, operation.version) for operation, _ in accepted), *stamps],
            )
        return outcomes

    def search(self, generation: str, request: Request) -> Answer:
        with _as_engine_errors():
            reader = self._reader(generation, SECTIONS if request.filters.sections else PAGES)
            searcher = reader.searcher()
            query = reader.fields.limited(request.node, request.filters)
            return Answer(
                total=searcher.search(query, limit=1).count,  # type: ignore[attr-defined]
                hits=_hits(searcher, query, request) if request.size else [],
                counts=_counts(searcher, reader.fields, request),
            )

    def payloads(self, generation: str, keys: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        with _as_engine_errors():
            for part, wanted in _by_part(keys):
                reader = self._reader(generation, part)
                searcher = reader.searcher()
                query = reader.fields.one_of("key", wanted)
                addresses = [address for _, address in searcher.search(query, limit=len(wanted), count=False).hits]
                found |= {hit.key: hit.payload for hit in (_hit(searcher, address, 0.0) for address in addresses)}
        return found

    def scan(self, generation: str) -> Iterator[tuple[str, int]]:
        for part in (PAGES, SECTIONS):
            with _as_engine_errors():
                searcher = self._reader(generation, part).searcher()
                found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
                documents = [searcher.doc(address) for _, address in found.hits]
            for document in documents:
                yield document["key"][0], document["version"][0]

    def vocabulary(self, generation: str, field: str, locale: str) -> dict[str, int]:
        with _as_engine_errors():
            reader = self._reader(generation, PAGES)
            if field not in reader.fields:
                return {}
            counts = dict(reader.searcher().terms_with_prefix(field, "", reader.fields.term("locale", locale)))
        counts.pop(FILLER, None)
        return counts

    def generations(self) -> Iterable[str]:
        return sorted(path.parent.name for path in self.folder.glob(f"*/{LEDGER}"))

    def drop(self, generation: str) -> None:
        for part in (PAGES, SECTIONS):
            self._readers.pop((os.getpid(), generation, part), None)
        shutil.rmtree(self.folder / generation, ignore_errors=True)

    def check(self) -> None:
        with _as_engine_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            if not os.access(self.folder, os.W_OK):
                raise EngineError(f"The folder {self.folder} cannot be written.")

    def _expect(self, generation: str) -> None:
        if not (self.folder / generation / LEDGER).exists():
            raise EngineError(f"The index {generation} is missing in {self.folder}.")

    def _reader(self, generation: str, part: str) -> "_Reader":
        """Readers are each process's own, also after a fork."""
        self._expect(generation)
        key = (os.getpid(), generation, part)
        if key not in self._readers:
            self._readers[key] = _Reader(self.folder / generation / part)
        return self._readers[key]


class _Reader:
    """An open index that looks at the disk only when a commit has replaced its description there."""

    def __init__(self, path: Path) -> None:
        self._meta = path / META
        self._seen = self._stamp()
        self._index = Index.open(str(path))
        self._index.config_reader("manual")
        described = json.loads(self._meta.read_bytes())["schema"]
        self.fields = Fields(self._index.schema, {field["name"] for field in described})
        self._index.reload()

    def _stamp(self) -> tuple[int, int]:
        stat = self._meta.stat()
        return stat.st_ino, stat.st_mtime_ns

    def searcher(self) -> Searcher:
        """A view of the newest commit of any process."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._index.reload()
            self._seen = stamp
        return self._index.searcher()


class DamagedLedgerError(EngineError):
    """A power cut may leave a ledger that cannot be read, because it does not wait for the disk."""


@contextmanager
def _as_engine_errors() -> Iterator[None]:
    """tantivy raises ValueError for nearly everything: a damaged file, another format, a full disk."""
    try:
        yield
    except (ValueError, OSError, sqlite3.Error) as error:
        damaged = type(error) is sqlite3.DatabaseError  # what passes, such as a lock, is a kind of its own
        raise (DamagedLedgerError if damaged else EngineError)(str(error)) from error


@contextmanager
def _ledger(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction on the ledger that only one process holds at a time."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")  # waiting for the disk would double the time of a save
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()


def _stamp(path: Path) -> int:
    """Of an index's last commit; 0 before the first."""
    return json.loads((path / META).read_bytes())["opstamp"]


def _commit(path: Path, accepted: list[tuple[Operation, Document | None]], written: set[str] | None) -> None:
    """`written` are the keys that may be in the index; None if nobody knows."""
    if not accepted:
        return
    writer = Index.open(str(path)).writer(heap_size=HEAP, num_threads=1)
    for operation, document in accepted:
        if written is None or operation.key in written:
            writer.delete_documents_by_term("key", operation.key)
        if document is not None:
            writer.add_document(document)
        if written is not None:
            written.add(operation.key)
    writer.commit()
    writer.wait_merging_threads()


def _versions(ledger: sqlite3.Connection, keys: list[str]) -> dict[str, int]:
    versions: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        marks = ",".join("?" * len(chunk))
        versions.update(ledger.execute(f"SELECT key, version FROM versions WHERE key IN ({marks})", chunk))  # noqa: S608
    return versions


def _made(operation: Operation) -> tuple[Outcome, Document | None]:
    """The document to write, and whether it can be written. A bad value must not reach the writer: it kills the bulk."""
    try:
        document = _document(operation.entry, operation.version) if operation.entry else None
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        return Outcome(operation.key, "error", f"{type(error).__name__}: {error}"), None
    return Outcome(operation.key, "ok"), document


def _by_part(keys: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each part that some of the keys are in, with these."""
    return ((part, list(wanted)) for part, wanted in groupby(sorted(keys, key=part_of), key=part_of))


def _document(entry: Entry, version: int) -> Document:
    slot = slot_of(entry.key) or 0
    values = {
        "key": entry.key,
        "page_id": entry.page_id,
        "slot": slot,
        "version": version,
        # One number that sorts by date and, within a date, by page and slot.
        "newest": (entry.date_ordinal << 42) | ((MAX_PAGE_ID - entry.page_id) << 10) | max(MAX_SLOT - slot, 0),
        "locale": entry.locale,
        "facets": facet_tokens(entry.facets),
        "identifiers": list(entry.identifiers),
        "ancestors": list(entry.ancestors),
        "payload": entry.payload.encode(),
    }
    return Document.from_dict(values | {field: entry.tokens[field] for field in TOKEN_FIELDS}, schema())


def _hits(searcher: Searcher, query: Query, request: Request) -> list[Hit]:
    if request.by_date:
        newest = searcher.search(
            query, limit=request.size, offset=request.offset, order_by_field="newest", count=False
        ).hits
        found = _scored(searcher, [(0.0, address) for _, address in newest])
    else:
        found = best(request, lambda limit: _scored(searcher, searcher.search(query, limit=limit, count=False).hits))
    if not request.bare:
        return [_hit(searcher, scored.handle, scored.rounded) for scored in found]
    return [scored.bare(request) for scored in found]


def _scored(searcher: Searcher, hits: Sequence[tuple[AnyValue, tantivy.DocAddress]]) -> list[Scored]:
    addresses = [address for _, address in hits]
    pages = cast(list[int], searcher.fast_field_values("page_id", addresses))
    slots = cast(list[int], searcher.fast_field_values("slot", addresses))
    return [Scored(score, page, slot, address) for (score, address), page, slot in zip(hits, pages, slots, strict=True)]


def _hit(searcher: Searcher, address: tantivy.DocAddress, score: float) -> Hit:
    document = searcher.doc(address)
    return Hit(document["key"][0], document["page_id"][0], score, bytes(document["payload"][0]).decode())


def _counts(searcher: Searcher, fields: Fields, request: Request) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    terms = {"values": {"terms": {"field": "facets", "size": MAX_FACET_VALUES}}}
    for names, filters in counted_together(request):
        buckets = searcher.aggregate(fields.limited(request.node, filters), terms)["values"]["buckets"]
        counts |= facet_counts(names, buckets)
    return counts
