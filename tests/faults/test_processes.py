"""Processes that are killed, that work at the same time, and that see each other's changes."""

import pytest

from .conftest import Site, eventually

BEFORE_THE_INDEX = "publish_and_die_before_the_index_is_written"
WITHIN_THE_INDEX = "publish_and_die_between_pages_and_sections"


@pytest.mark.parametrize(
    ("death", "cure"),
    [
        (BEFORE_THE_INDEX, "the next search"),
        (WITHIN_THE_INDEX, "the next search"),
        (BEFORE_THE_INDEX, "the next save"),
        (WITHIN_THE_INDEX, "the command"),
    ],
)
def test_a_process_killed_after_its_commit_is_made_up_for(site: Site, death: str, cure: str):
    site.run("publish", "Före")
    site.process().dies(death, "Mitt i")
    assert len(site.run("pending")) == 1
    if cure == "the next save":
        site.run("publish", "Efter")
    elif cure == "the command":
        assert site.run("command", "search_drain") == 0
    if cure != "the next search":
        eventually(lambda: site.run("pending"), [])  # a save leaves what is not its own to a thread
    assert len(site.run("found", "mitt i")) == 1
    assert site.run("pending") == []
    assert site.differences() == {}


def test_another_process_sees_a_change_at_its_next_search(site: Site):
    writer, reader = site.process(), site.process()
    writer.run("publish", "Före")
    assert reader.run("found", "nytt") == []
    page = writer.run("publish", "Nytt")
    assert reader.run("found", "nytt") == [page]
    writer.run("retitle", page, "Annat")
    assert reader.run("found", "nytt") == []
    writer.run("rebuild")
    assert reader.run("found", "annat") == [page]


def test_writers_at_once_and_rebuilds_between_them_lose_nothing(site: Site):
    for number in range(5):
        site.run("publish", f"Före {number}")
    writers = [site.process(), site.process()]
    for seed, writer in enumerate(writers):
        writer.begin("edit_at_random", seed, 40)
    rebuilds = {site.run("rebuild") for _ in range(3)}
    assert len(rebuilds) == 3
    assert all(writer.end()["refused"] < 40 for writer in writers)
    site.run("drain_all")
    assert site.run("pending") == []
    assert site.differences() == {}


def test_a_killed_rebuild_leaves_the_old_index_and_the_next_one_goes_on(site: Site):
    page = site.run("publish", "Kvar")
    site.process().dies("die_in_a_rebuild")
    assert site.run("found", "kvar") == [page]
    begun = site.run("building")
    assert begun
    assert site.run("rebuild") == begun
    assert site.run("found", "kvar") == [page]
    assert site.differences() == {}
