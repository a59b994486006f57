"""Elasticsearch: for installations of several hosts, or whose region runs a cluster already.

A generation is two indices, pages and sections, reached only through an alias each: writing demands the alias, so that a
late write to a dropped generation fails instead of making a new index with a guessed mapping. Which generation is live
is known by the database alone. Versions are external (`external_gte`); deleted keys remember theirs for an hour.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from .answers import (
    PAGES,
    SECTIONS,
    Scored,
    best,
    counted_together,
    facet_counts,
    facet_tokens,
    first_limit,
    part_of,
)
from .base import (
    FILLER,
    PHRASE_ANALYSES,
    TOKEN_FIELDS,
    Answer,
    EngineDownError,
    EngineError,
    Entry,
    Hit,
    Operation,
    Outcome,
    Request,
    slot_of,
)
from .elasticsearch_queries import Json, facet_filter, limited

# Seconds for one request: of those that write, of those that a visitor waits for, and of the question whether it is there.
TIMEOUT = 10
SEARCH_TIMEOUT = 3
CHECK_TIMEOUT = 2
RETRIES = 2
OVERLOADED = (429, 502, 503, 504)
TOO_LARGE = 413
MAX_WINDOW = 100_000  # deepest hit that can be asked for
MAX_FACET_VALUES = 10_000
MAX_WORDS = 60_000  # below the server's own limit of 65,536 buckets
SCAN_SIZE = 5_000
BULK_SIZE = 8_000_000  # characters of one request

SETTINGS = {
    "number_of_shards": 1,  # word statistics are kept per shard: with several, scores would depend on the shard
    "auto_expand_replicas": "0-1",
    "gc_deletes": "1h",
    "max_result_window": MAX_WINDOW,
}


def mappings() -> Json:
    properties: dict[str, Json] = {name: {"type": "keyword"} for name in ("locale", "facets", "identifiers")}
    properties |= {name: {"type": "integer"} for name in ("slot", "date_ordinal")}
    properties |= {name: {"type": "long"} for name in ("page_id", "ancestors")}
    properties["payload"] = {"type": "keyword", "index": False, "doc_values": False}
    for name in TOKEN_FIELDS:
        options = "positions" if name.endswith(PHRASE_ANALYSES) else "freqs"
        properties[name] = {"type": "text", "analyzer": "whitespace", "index_options": options}
        if name.endswith("_exact"):
            properties[name]["fielddata"] = True  # the vocabulary is read from these
    # Only what a hit shows is kept: the tokens are many times as long, and to read a hit is to read all that is kept of it.
    return {"dynamic": "strict", "_source": {"includes": ["payload"]}, "properties": properties}


class _Clients(NamedTuple):
    patient: Elasticsearch
    hurried: Elasticsearch


class ElasticsearchEngine:
    embedded = False
    format = "elasticsearch-2"

    def __init__(self, url: str, prefix: str) -> None:
        self.url = url
        self.prefix = prefix
        self._clients: dict[int, _Clients] = {}

    @property
    def client(self) -> Elasticsearch:
        return self._own.patient

    @property
    def hurried(self) -> Elasticsearch:
        """For what visitors wait for."""
        return self._own.hurried

    @property
    def _own(self) -> _Clients:
        """Those of this process: connections shared over a fork answer the wrong one."""
        if os.getpid() not in self._clients:
            patient = Elasticsearch(
                self.url,
                request_timeout=TIMEOUT,
                max_retries=RETRIES,
                retry_on_timeout=False,
                retry_on_status=OVERLOADED,
            )
            self._clients = {os.getpid(): _Clients(patient, patient.options(request_timeout=SEARCH_TIMEOUT))}
        return self._clients[os.getpid()]

    def _alias(self, generation: str, part: str) -> str:
        return f"{self.prefix}-{generation}-{part}"

    def create(self, generation: str) -> None:
        with _as_engine_errors():
            for part in (PAGES, SECTIONS):
                alias = self._alias(generation, part)
                if not self.client.indices.exists_alias(name=alias):
                    self.client.indices.create(
                        index=f"{alias}.index",
                        settings={"index": SETTINGS},
                        mappings=mappings(),
                        aliases={alias: {}},
                        wait_for_active_shards=1,
                    )

    def write(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        return self._bulks(generation, operations, refresh=True)

    def load(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        return self._bulks(generation, operations, refresh=False)

    def finish(self, generation: str) -> None:
        with _as_engine_errors():
            for part in (PAGES, SECTIONS):
                self.client.indices.refresh(index=self._alias(generation, part))

    def _bulks(self, generation: str, operations: Sequence[Operation], *, refresh: bool) -> list[Outcome]:
        return [outcome for bulk in _in_bulks(operations) for outcome in self._bulk(generation, bulk, refresh=refresh)]

    def _bulk(self, generation: str, operations: Sequence[Operation], *, refresh: bool) -> list[Outcome]:
        try:
            with _as_engine_errors():
                items = self.client.bulk(operations=self._lines(generation, operations), refresh=refresh)["items"]
        except TooLargeError as error:
            if len(operations) == 1:
                return [Outcome(operations[0].key, "error", str(error))]
            half = len(operations) // 2
            halves = (operations[:half], operations[half:])
            return [outcome for part in halves for outcome in self._bulk(generation, part, refresh=refresh)]
        return [
            _outcome(operation.key, next(iter(item.values())))
            for operation, item in zip(operations, items, strict=True)
        ]

    def _lines(self, generation: str, operations: Sequence[Operation]) -> list[Json]:
        lines: list[Json] = []
        for operation in operations:
            address = {
                "_index": self._alias(generation, part_of(operation.key)),
                "_id": operation.key,
                "version": operation.version,
                "version_type": "external_gte",
                "require_alias": True,
            }
            if operation.entry is None:
                lines.append({"delete": address})
            else:
                lines.extend(({"index": address}, _source(operation.entry)))
        return lines

    def search(self, generation: str, request: Request) -> Answer:
        alias = self._alias(generation, SECTIONS if request.filters.sections else PAGES)
        body: Json = {
            "query": limited(request.node, request.filters),
            "post_filter": facet_filter(request.filters),
            "track_total_hits": True,
            **({"source": False, "stored_fields": "_none_"} if request.bare else {"source": ["payload"]}),
        }
        counted = [
            (names, {"filter": facet_filter(filters), "aggs": _facet_terms()})
            for names, filters in counted_together(request)
        ]
        sort = ["date_ordinal:desc"] if request.by_date else ["_score:desc"]
        body["sort"] = [*sort, "page_id:asc", "slot:asc"]
        with _as_engine_errors():
            first = self.hurried.search(
                index=alias,
                **body | _first_window(request),
                aggregations={str(number): aggregation for number, (_, aggregation) in enumerate(counted)} or None,
            )
            hits = self._hits(alias, body, request, first["hits"]["hits"])
        counts: dict[str, dict[str, int]] = {}
        for number, (names, _) in enumerate(counted):
            counts |= facet_counts(names, first["aggregations"][str(number)]["values"]["buckets"])
        return Answer(first["hits"]["total"]["value"], hits, counts)

    def _hits(self, alias: str, body: Json, request: Request, first: list[Json]) -> list[Hit]:
        def fetch(limit: int) -> list[Scored]:
            found = first
            if limit > _first_window(request)["size"]:
                found = self.hurried.search(index=alias, **body, size=min(limit, MAX_WINDOW))["hits"]["hits"]
            return [_scored(hit, hit["sort"][0]) for hit in found]

        by_score = request.size and not request.by_date
        found = best(request, fetch) if by_score else [_scored(hit, 0.0) for hit in first]
        if request.bare:
            return [scored.bare(request) for scored in found]
        return [_hit(scored) for scored in found]

    def payloads(self, generation: str, keys: Sequence[str]) -> dict[str, str]:
        if not keys:
            return {}
        wanted = [{"_index": self._alias(generation, part_of(key)), "_id": key, "_source": ["payload"]} for key in keys]
        with _as_engine_errors():
            found = self.hurried.mget(docs=wanted, realtime=False)["docs"]
        return {each["_id"]: each["_source"]["payload"] for each in found if each.get("found")}

    def scan(self, generation: str) -> Iterator[tuple[str, int]]:
        for part in (PAGES, SECTIONS):
            with _as_engine_errors():
                yield from self._scan(self._alias(generation, part))

    def _scan(self, alias: str) -> Iterator[tuple[str, int]]:
        keep_alive = "2m"
        point = self.client.open_point_in_time(index=alias, keep_alive=keep_alive)["id"]
        try:
            after = None
            while True:
                found = self.client.search(
                    pit={"id": point, "keep_alive": keep_alive},
                    size=SCAN_SIZE,
                    sort=["_shard_doc"],
                    search_after=after,
                    source=False,
                    version=True,
                )["hits"]["hits"]
                yield from ((hit["_id"], hit["_version"]) for hit in found)
                if len(found) < SCAN_SIZE:
                    return
                after = found[-1]["sort"]
        finally:
            self.client.close_point_in_time(id=point)

    def vocabulary(self, generation: str, field: str, locale: str) -> dict[str, int]:
        with _as_engine_errors():
            found = self.client.search(
                index=self._alias(generation, PAGES),
                size=0,
                query={"term": {"locale": locale}},
                aggregations={"words": {"terms": {"field": field, "size": MAX_WORDS}}},
            )
        buckets = found["aggregations"]["words"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets if bucket["key"] != FILLER}

    def generations(self) -> Iterable[str]:
        start, end = f"{self.prefix}-", f"-{PAGES}"
        with _as_engine_errors():
            try:
                indices = self.client.indices.get_alias(name=f"{start}*{end}").values()
            except NotFoundError:
                return []
        return sorted(alias[len(start) : -len(end)] for index in indices for alias in index["aliases"])

    def drop(self, generation: str) -> None:
        with _as_engine_errors():
            for part in (PAGES, SECTIONS):
                self.client.indices.delete(index=f"{self._alias(generation, part)}.index", ignore_unavailable=True)

    def check(self) -> None:
        with _as_engine_errors():
            if self.client.options(request_timeout=CHECK_TIMEOUT).cluster.health()["status"] == "red":
                raise EngineError("The cluster is red: some of its data cannot be reached.")


class TooLargeError(EngineError):
    """The request is larger than the server takes. The same one will never pass, however often it is sent."""


@contextmanager
def _as_engine_errors() -> Iterator[None]:
    try:
        yield
    except (ApiError, TransportError) as error:
        raise _kind_of(error)(str(error)) from error


def _kind_of(error: ApiError | TransportError) -> type[EngineError]:
    if isinstance(error, TransportError) or error.status_code in OVERLOADED:
        return EngineDownError
    return TooLargeError if error.status_code == TOO_LARGE else EngineError


def _in_bulks(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Requests that a server is done with long before their time is up."""
    bulk: list[Operation] = []
    size = 0
    for operation in operations:
        length = _length(operation.entry) if operation.entry else 0
        if bulk and size + length > BULK_SIZE:
            yield bulk
            bulk, size = [], 0
        bulk.append(operation)
        size += length
    if bulk:
        yield bulk


def _length(entry: Entry) -> int:
    return len(entry.payload) + sum(map(len, entry.tokens.values()))


def _source(entry: Entry) -> Json:
    return {
        "page_id": entry.page_id,
        "slot": slot_of(entry.key) or 0,
        "locale": entry.locale,
        "facets": facet_tokens(entry.facets),
        "identifiers": list(entry.identifiers),
        "ancestors": list(entry.ancestors),
        "date_ordinal": entry.date_ordinal,
        "payload": entry.payload,
        **entry.tokens,
    }


def _outcome(key: str, item: Json) -> Outcome:
    status = item["status"]
    if status in (200, 201) or (status == 404 and item.get("result") == "not_found"):
        return Outcome(key, "ok")
    if status == 409:
        return Outcome(key, "conflict")
    error = item.get("error", {})
    reason = f"{error.get('type')}: {error.get('reason')}"
    if status in OVERLOADED or error.get("type") == "index_not_found_exception":
        raise EngineError(reason)
    return Outcome(key, "error", reason)


def _scored(hit: Json, score: float) -> Scored:
    _, page, slot = hit["sort"]
    return Scored(score, int(page), int(slot), hit)


def _hit(scored: Scored) -> Hit:
    return Hit(scored.handle["_id"], scored.page_id, scored.rounded, scored.handle["_source"]["payload"])


def _first_window(request: Request) -> Json:
    """The first request already holds what is needed unless many scores are equal; by date the engine's order stands."""
    if not request.size:
        return {"size": 0}
    if request.by_date:
        return {"from_": request.offset, "size": request.size}
    return {"size": min(first_limit(request), MAX_WINDOW)}


def _facet_terms() -> Json:
    return {"values": {"terms": {"field": "facets", "size": MAX_FACET_VALUES}}}
