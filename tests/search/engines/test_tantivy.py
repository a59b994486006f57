"""What only the embedded engine has: a ledger beside its indices."""

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest
from tantivy import Index

from search.engines import tantivy
from search.engines.base import Operation
from search.engines.tantivy import LEDGER, TantivyEngine
from tests.contract.corpus import GENERATION, body, entry, keys, put

FIRST = put(entry("page:1", "vård"), entry("page:1#0", "vård"))
SECOND = put(entry("page:2", "omsorg"), entry("page:2#0", "omsorg"))


@pytest.fixture
def index(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path)
    engine.create(GENERATION)
    return engine


@pytest.fixture
def deleted(index: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keys that are deleted before they are written."""
    found: list[str] = []

    def opened(path: str) -> Mock:
        real = Index.open(path)

        def writer(**options: int) -> Mock:
            watched = Mock(wraps=real.writer(**options))
            delete = watched.delete_documents_by_term
            watched.delete_documents_by_term = lambda field, key: (found.append(key), delete(field, key))
            return watched

        return Mock(wraps=real, writer=writer)

    monkeypatch.setattr(tantivy, "Index", Mock(open=opened))
    return found


def died_before_the_ledger(index: TantivyEngine, operations: list[Operation]) -> None:
    """The indices have what was written, and the ledger knows nothing of it."""
    ledger = index.folder / GENERATION / LEDGER
    before = ledger.with_suffix(".before")
    shutil.copy(ledger, before)
    index.write(GENERATION, operations)
    for left in ledger.parent.glob(f"{LEDGER}-*"):
        left.unlink()
    shutil.copy(before, ledger)


def test_a_key_that_was_never_written_is_not_deleted_first(index, deleted):
    index.write(GENERATION, FIRST)
    assert deleted == []
    index.write(GENERATION, [*FIRST, *SECOND])
    assert sorted(deleted) == ["page:1", "page:1#0"]


def test_a_key_stands_once_in_the_index_though_it_is_written_twice_at_a_time(index):
    index.write(GENERATION, put(entry("page:1", "gammal"), entry("page:1", "ny")))
    assert list(index.scan(GENERATION)) == [("page:1", 1)]
    assert keys(index, body("ny")) == ["page:1"]


def test_what_a_process_wrote_that_died_before_its_ledger_is_replaced_however_late(index):
    died_before_the_ledger(index, FIRST)
    index.write(GENERATION, SECOND)
    index.write(GENERATION, FIRST)
    index.write(GENERATION, SECOND)
    assert sorted(index.scan(GENERATION)) == [("page:1", 1), ("page:1#0", 1), ("page:2", 1), ("page:2#0", 1)]


def test_an_index_whose_ledger_has_no_stamps_yet_is_written_as_before(index):
    index.write(GENERATION, FIRST)
    with tantivy._ledger(index.folder / GENERATION / LEDGER) as ledger:
        ledger.execute("DELETE FROM versions WHERE key IN ('pages', 'sections', 'page:1', 'page:1#0')")
    index.write(GENERATION, FIRST)
    assert sorted(index.scan(GENERATION)) == [("page:1", 1), ("page:1#0", 1)]
