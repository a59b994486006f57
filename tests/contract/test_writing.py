"""What becomes of writes: versions, deletes, errors, generations."""

import threading
from dataclasses import replace

import pytest

from search.engines.base import EngineError, Everything, Filters, Operation

from .corpus import GENERATION, ask, body, entry, keys, put


def test_an_entry_is_found_right_after_it_is_written_with_its_payload(index):
    outcomes = index.write(GENERATION, put(entry("page:1", "hemtjänst", payload='{"title": "Åre – ’vård’"}')))
    answer = index.search(GENERATION, ask(body("hemtjänst")))
    assert [outcome.status for outcome in outcomes] == ["ok"]
    assert answer.total == 1
    assert (answer.hits[0].key, answer.hits[0].page_id) == ("page:1", 1)
    assert answer.hits[0].payload == '{"title": "Åre – ’vård’"}'


def test_a_payload_may_be_long(index):
    index.write(GENERATION, put(entry("page:1", "vård", payload="ä" * 200_000)))
    assert index.search(GENERATION, ask(body("vård"))).hits[0].payload == "ä" * 200_000


def test_bare_hits_are_the_same_but_for_their_payloads_which_can_be_had_by_key(index):
    pages = [entry("page:1", "vård", payload="1"), entry("page:2", "vård och omsorg", payload="2")]
    sections = [entry(f"page:1#{slot}", "vård", payload=f"1#{slot}") for slot in (0, 3, 2000)]
    index.write(GENERATION, put(*pages, *sections))
    for options in ({}, {"filters": Filters("sv", sections=True)}, {"by_date": True}):
        full = index.search(GENERATION, ask(body("vård"), **options))
        bare = index.search(GENERATION, ask(body("vård"), bare=True, **options))
        payloads = {hit.key: hit.payload for hit in full.hits}
        assert bare == replace(full, hits=[replace(hit, payload="") for hit in full.hits])
        assert len(payloads) > 1
        assert index.payloads(GENERATION, [*payloads, "page:9", "page:9#1"]) == payloads
    assert index.payloads(GENERATION, []) == {}
    assert set(index.payloads(GENERATION, ["page:2", "page:1#2000"]).values()) == {"2", "1#2000"}


def test_writing_a_key_again_replaces_it(index):
    index.write(GENERATION, put(entry("page:1", "gammal")))
    index.write(GENERATION, put(entry("page:1", "ny"), version=2))
    assert keys(index, body("gammal")) == []
    assert keys(index, body("ny")) == ["page:1"]


def test_an_older_version_never_replaces_a_newer_one(index):
    index.write(GENERATION, put(entry("page:1", "ny"), version=5))
    outcomes = index.write(GENERATION, put(entry("page:1", "gammal"), version=4))
    assert outcomes[0].status == "conflict"
    assert keys(index, body("ny")) == ["page:1"]


def test_the_same_version_may_be_written_again(index):
    index.write(GENERATION, put(entry("page:1", "vård"), version=3))
    outcomes = index.write(GENERATION, put(entry("page:1", "omsorg"), version=3))
    assert outcomes[0].status == "ok"
    assert keys(index, body("omsorg")) == ["page:1"]


def test_a_deleted_key_is_gone_and_remembers_its_version(index):
    index.write(GENERATION, put(entry("page:1", "vård"), version=1))
    assert index.write(GENERATION, [Operation("page:1", 3, None)])[0].status == "ok"
    assert keys(index, Everything()) == []
    assert index.write(GENERATION, put(entry("page:1", "vård"), version=2))[0].status == "conflict"
    assert keys(index, Everything()) == []


def test_a_key_that_never_was_can_be_deleted_and_then_beats_older_writes(index):
    assert index.write(GENERATION, [Operation("page:1#4", 2, None)])[0].status == "ok"
    assert index.write(GENERATION, put(entry("page:1#4", "vård"), version=1))[0].status == "conflict"


def test_one_bad_entry_does_not_keep_the_others_out(index):
    bad = entry("page:2", "vård", ancestors=["not a number"])
    outcomes = index.write(GENERATION, put(entry("page:1", "vård"), bad, entry("page:3", "vård")))
    assert [outcome.status for outcome in outcomes] == ["ok", "error", "ok"]
    assert outcomes[1].reason
    assert keys(index, body("vård")) == ["page:1", "page:3"]


def test_outcomes_come_in_the_order_of_the_operations(index):
    index.write(GENERATION, put(entry("page:2", "vård"), version=9))
    operations = put(entry("page:1#0", "a"), entry("page:2", "b"), entry("page:1", "c"))
    outcomes = index.write(GENERATION, operations)
    assert [(outcome.key, outcome.status) for outcome in outcomes] == [
        ("page:1#0", "ok"),
        ("page:2", "conflict"),
        ("page:1", "ok"),
    ]


def test_scan_gives_every_key_with_its_version_and_no_deleted_one(index):
    index.write(GENERATION, put(entry("page:1", "a"), entry("page:1#0", "a"), version=4))
    index.write(GENERATION, put(entry("page:2", "b"), entry("page:2#0", "b"), version=6))
    index.write(GENERATION, [Operation("page:2#0", 7, None)])
    assert sorted(index.scan(GENERATION)) == [("page:1", 4), ("page:1#0", 4), ("page:2", 6)]


def test_an_empty_index_can_be_searched_scanned_and_read(index):
    assert index.search(GENERATION, ask(Everything(), counts=("kind",))).total == 0
    assert list(index.scan(GENERATION)) == []
    assert index.vocabulary(GENERATION, "body_exact", "sv") == {}


def test_the_vocabulary_counts_pages_of_one_locale_without_the_filler(index):
    index.write(
        GENERATION,
        put(
            entry("page:1", "vård vård nära"),
            entry("page:2", "vård"),
            entry("page:2#0", "vård hemlig"),
            entry("page:3", "hoito", locale="fi"),
        ),
    )
    assert index.vocabulary(GENERATION, "body_exact", "sv") == {"vård": 2, "nära": 1}


def test_generations_are_apart_listed_and_dropped(engine):
    engine.create("old")
    engine.create("new")
    engine.write("old", put(entry("page:1", "vård")))
    assert engine.search("new", ask(Everything())).total == 0
    assert list(engine.generations()) == ["new", "old"]
    engine.drop("old")
    assert list(engine.generations()) == ["new"]
    engine.drop("old")


def test_creating_a_generation_again_keeps_what_is_in_it(index):
    index.write(GENERATION, put(entry("page:1", "vård")))
    index.create(GENERATION)
    assert keys(index, body("vård")) == ["page:1"]


def test_a_missing_generation_is_an_engine_error_and_is_never_made_by_a_write(index):
    for attempt in (
        lambda: index.search("gone", ask(Everything())),
        lambda: index.write("gone", put(entry("page:1", "vård"))),
        lambda: index.vocabulary("gone", "body_exact", "sv"),
        lambda: list(index.scan("gone")),
    ):
        with pytest.raises(EngineError):
            attempt()
    assert list(index.generations()) == [GENERATION]


def test_a_working_engine_passes_its_own_check(engine):
    assert engine.check() is None


def test_readers_and_writers_at_once_see_whole_versions_only(index):
    """Each write puts the same word into two pages; a reader must never see it in one of them alone."""
    index.write(GENERATION, put(entry("page:1", "ord0"), entry("page:2", "ord0")))
    torn, failures, done = [], [], threading.Event()

    def read():
        try:
            while not done.is_set():
                answer = index.search(GENERATION, ask(Everything(), size=5))
                if answer.total != 2:
                    torn.append(answer)
        except Exception as error:
            failures.append(error)

    def write(version):
        try:
            word = f"ord{version}"
            index.write(GENERATION, put(entry("page:1", word), entry("page:2", word), version=version))
        except Exception as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(version,)) for version in (6, 2, 5, 3, 4)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert failures == []
    assert torn == []
    assert sorted(keys(index, body("ord6"))) == ["page:1", "page:2"]


def test_a_delete_in_one_batch_with_its_write_obeys_the_versions(index):
    operations = [*put(entry("page:1", "vård"), version=3), Operation("page:1", 2, None)]
    assert [outcome.status for outcome in index.write(GENERATION, operations)] == ["ok", "conflict"]
    assert keys(index, body("vård")) == ["page:1"]


def test_what_is_loaded_is_found_when_it_is_finished(index):
    assert [outcome.status for outcome in index.load(GENERATION, put(entry("page:1", "vård"), version=3))] == ["ok"]
    index.finish(GENERATION)
    assert keys(index, body("vård")) == ["page:1"]
    assert [outcome.status for outcome in index.load(GENERATION, put(entry("page:1", "äldre"), version=2))] == [
        "conflict"
    ]
    index.finish(GENERATION)
    assert keys(index, body("vård")) == ["page:1"]
