"""A server takes requests up to a size. A page that is larger must hold up no other."""

import json

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ApiError

from search.engines.base import Operation
from search.engines.elasticsearch import ElasticsearchEngine

from .corpus import entry

LIMIT = 20_000


class SmallServer:
    """Takes bulks of at most LIMIT bytes, and tells what it has taken."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refused = 0

    def bulk(self, operations: list[dict], refresh: bool) -> dict:
        if len(json.dumps(operations)) > LIMIT:
            self.refused += 1
            meta = ApiResponseMeta(413, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "127.0.0.1", 1))
            raise ApiError("Request Entity Too Large", meta, None)
        keys = [line["index"]["_id"] for line in operations if "index" in line]
        self.taken += keys
        return {"items": [{"index": {"_id": key, "status": 201}} for key in keys]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> SmallServer:
    server = SmallServer()
    monkeypatch.setattr(ElasticsearchEngine, "client", server)
    return server


def test_what_is_too_large_at_once_is_sent_in_parts(server):
    operations = [Operation(f"page:{number}", 1, entry(f"page:{number}", body="ord " * 200)) for number in range(30)]
    outcomes = ElasticsearchEngine("http://127.0.0.1:1", "x").write("g", operations)
    assert [(outcome.key, outcome.status) for outcome in outcomes] == [(each.key, "ok") for each in operations]
    assert server.taken == [each.key for each in operations]


def test_a_page_that_is_too_large_fails_alone(server):
    sizes = {"page:1": 10, "page:2": LIMIT, "page:3": 10}
    operations = [Operation(key, 1, entry(key, body="ord " * size)) for key, size in sizes.items()]
    outcomes = ElasticsearchEngine("http://127.0.0.1:1", "x").write("g", operations)
    assert [outcome.status for outcome in outcomes] == ["ok", "error", "ok"]
    assert "Too Large" in outcomes[1].reason


def test_a_large_load_is_sent_in_requests_that_are_soon_done(server, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.BULK_SIZE", 3000)
    operations = [Operation(f"page:{number}", 1, entry(f"page:{number}", body="ord " * 200)) for number in range(30)]
    outcomes = ElasticsearchEngine("http://127.0.0.1:1", "x").load("g", operations)
    assert [outcome.key for outcome in outcomes] == server.taken == [each.key for each in operations]
    assert not server.refused
