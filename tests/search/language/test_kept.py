import pytest

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

import search.language
from search.language import lemmas, sv
from search.language.kept import kept


@pytest.fixture(autouse=True)
def empty_cache():
    caches["words"].clear()
    yield
    caches["words"].clear()


def never() -> None:
    raise AssertionError("It was made a second time.")


def test_what_one_process_has_made_is_taken_by_the_next():
    assert kept("numbers", lambda: {1: "one"}) == {1: "one"}
    assert kept("numbers", never) == {1: "one"}


def test_another_version_of_the_analysis_has_its_own(monkeypatch):
    kept("numbers", lambda: {1: "one"})
    monkeypatch.setattr(search.language, "VERSION", "another")
    assert kept("numbers", lambda: {1: "ett"}) == {1: "ett"}


def test_half_a_file_is_made_anew(monkeypatch, tmp_path):
    on_disk = FileBasedCache(str(tmp_path), {})
    monkeypatch.setattr(search.language.kept, "caches", {"words": on_disk})
    kept("numbers", lambda: {1: "one"})
    (path,) = tmp_path.glob("*.djcache")
    for length in (0, 3, path.stat().st_size - 5):
        path.write_bytes(path.read_bytes()[:length])
        assert kept("numbers", lambda: {1: "one"}) == {1: "one"}
        assert kept("numbers", never) == {1: "one"}


def test_word_lists_are_the_same_when_they_were_kept():
    def lists():
        sv._splitter.cache_clear()
        lemmas._list.cache_clear()
        splitter = sv._splitter()
        return splitter.heads, splitter.tails, [lemmas.Lemmas("sv").of(word) for word in ("barnet", "nämndens", "xyz")]

    made = lists()
    assert len(made[0]) > 10_000
    assert made[2] == [("barn",), ("nämnd",), ()]
    assert lists() == made
