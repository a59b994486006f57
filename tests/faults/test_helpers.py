"""A large site is rebuilt by several processes: the index is the same, and no death of any of them does harm."""

from pathlib import Path

import pytest

from .conftest import Site, eventually


@pytest.fixture
def seven(site: Site) -> Site:
    for number in range(7):
        site.run("publish", f"Om samverkan {number}")
    return site


def test_several_processes_make_the_same_index_as_one(seven: Site) -> None:
    seven.run("rebuild")
    made_by_one = seven.run("contents")
    name = seven.process().run("rebuild_with_helpers")
    assert seven.run("building") is None
    assert seven.run("contents") == made_by_one
    assert made_by_one[0]
    assert name
    assert seven.differences() == {}


def test_a_helper_that_dies_ends_the_rebuild_and_the_next_one_goes_on(seven: Site) -> None:
    seven.run("rebuild")
    failed = seven.process().run("rebuild_with_helpers", "helper")
    assert "has ended" in failed
    begun = seven.run("building")
    assert begun
    assert len(seven.run("found", "samverkan")) == 7
    assert seven.process().run("rebuild_with_helpers") == begun
    assert len(seven.run("found", "samverkan")) == 7
    assert seven.differences() == {}


def test_helpers_end_when_the_rebuild_is_killed(seven: Site) -> None:
    seven.process().dies("rebuild_with_helpers", "self")
    begun = seven.run("building")
    assert begun
    eventually(lambda: helpers_of(begun), [])
    assert seven.run("rebuild") == begun
    assert seven.differences() == {}


def helpers_of(generation: str) -> list[str]:
    """Their process ids."""
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if path.parent.name.isdecimal()]
    return [path.parent.name for path in running if generation in read(path)]


def read(path: Path) -> str:
    """Empty for a process that has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
