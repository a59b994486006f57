"""Every test of this folder runs on every engine, on an index of its own."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.tantivy import TantivyEngine
from tests.services import require

from .corpus import GENERATION


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "tantivy":
        yield TantivyEngine(tmp_path)
        return
    yield from own_elasticsearch()


def own_elasticsearch() -> Iterator[ElasticsearchEngine]:
    """The real server, with a prefix that nobody else uses; its indices are dropped at the end."""
    engine = ElasticsearchEngine(require("elasticsearch"), f"test-{uuid.uuid4().hex[:12]}")
    try:
        yield engine
    finally:
        for generation in engine.generations():
            engine.drop(generation)


@pytest.fixture
def index(engine: Engine) -> Engine:
    engine.create(GENERATION)
    return engine
