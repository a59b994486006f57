"""How a generation of the index comes about, serves, and is replaced without losing a change."""

import shutil
import sys
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace

import pytest

from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from wagtail.models import Page

from search import breaker, facets, filling, helpers, nudge, rebuild, upkeep, writing
from search.engines import get_engine
from search.engines.base import EngineError
from search.engines.tantivy import LEDGER, TantivyEngine
from search.models import SearchGeneration, SearchRow
from search.upkeep import drain_now, live_generation

from .finding import found, indexed_keys, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(add_theme):
    pages = [add_theme(f"Tema {number}", ["Punkt"]) for number in range(5)]
    drain_now()
    return pages


def states() -> dict[str, str]:
    return dict(SearchGeneration.objects.values_list("name", "state"))


def test_the_first_search_of_a_site_without_an_index_makes_one(add_theme):
    page = add_theme("Samverkan")
    assert not SearchGeneration.objects.exists()
    assert found("samverkan") == [page.pk]
    assert list(states().values()) == ["live"]


def test_the_first_index_reads_every_page_once(add_theme, monkeypatch):
    pages = [add_theme(f"Tema {number}") for number in range(3)]
    read = []
    monkeypatch.setattr("search.contents.document_for", lambda page, above: read.append(page.pk))
    rebuild.rebuild()
    assert sorted(read) == [page.pk for page in pages]
    assert pending() == []


def test_pages_that_wait_are_read_once_for_the_new_index_and_the_old(themes, monkeypatch):
    old = live_generation()
    for page in themes[:3]:
        page.title = "Ändrad"
        page.save()
    read = []
    documents = writing.documents
    monkeypatch.setattr(writing, "documents", lambda keys: read.extend(keys) or documents(keys))
    new = rebuild.rebuild()
    assert sorted(read) == [page.pk for page in themes]
    assert pending() == []
    assert versions_in(old) == versions_in(new)


def test_a_page_that_was_given_up_and_goes_into_the_new_index_is_indexed(themes):
    themes[0].save()
    SearchRow.objects.filter(page_id=themes[0].pk).update(dead=True, error="Trasig", attempts=8)
    rebuild.rebuild()
    row = SearchRow.objects.get(page_id=themes[0].pk)
    assert (row.dead, row.error, row.indexed_version) == (False, "", row.version)


def versions_in(generation: str) -> dict[str, int]:
    return dict(get_engine().scan(generation))


def test_a_site_without_pages_has_an_empty_index(root):
    assert found("samverkan") == []


def test_a_rebuild_holds_the_same_and_keeps_the_old_one_for_a_way_back(themes):
    old, before = live_generation(), indexed_keys()
    new = rebuild.rebuild()
    assert states() == {old: "retired", new: "live"}
    assert live_generation() == new
    assert indexed_keys() == before
    newest = rebuild.rebuild()
    assert states() == {new: "retired", newest: "live"}
    assert old not in get_engine().generations()


def test_a_rebuild_shows_its_progress(themes):
    steps = []
    rebuild.rebuild(lambda done, total: steps.append((done, total)))
    assert steps == [(0, 5), (5, 5)]


def test_a_rebuild_brings_back_what_the_index_has_lost(themes):
    get_engine().drop(live_generation())
    assert len(found("om temat")) == 5


def test_an_index_whose_folder_is_gone_is_made_anew_by_the_next_save(themes, django_capture_on_commit_callbacks):
    shutil.rmtree(get_engine().folder)
    with django_capture_on_commit_callbacks(execute=True):
        themes[0].save()
    assert pending() == []
    assert len(indexed_keys()) >= 10


def test_an_index_damaged_by_a_power_cut_is_made_anew(themes):
    ledger = get_engine().folder / live_generation() / LEDGER
    ledger.write_bytes(b"\0" * ledger.stat().st_size)
    themes[0].title = "Efter strömavbrottet"
    themes[0].save()
    with pytest.raises(EngineError):
        drain_now()
    breaker.reset()
    assert found("efter strömavbrottet") == [themes[0].pk]
    assert len(found("om temat")) == 5


@pytest.mark.parametrize("what", ["facet", "language"])
def test_another_schema_rebuilds_at_the_next_search(themes, monkeypatch, what):
    old = live_generation()
    if what == "facet":
        monkeypatch.setattr(facets, "_facets", facets._facets | {"new": facets.Facet("new", "New")})
    else:
        monkeypatch.setattr("search.entries.LANGUAGE_VERSION", "another")
    assert len(found("om temat")) == 5
    assert states()[old] == "retired"


def test_a_large_site_is_rebuilt_in_the_background_while_the_old_index_serves(themes, monkeypatch):
    old, asked = live_generation(), []
    monkeypatch.setattr(upkeep, "SMALL", 4)
    monkeypatch.setattr(upkeep, "_rebuild_later", lambda: asked.append(True))
    monkeypatch.setattr("search.entries.LANGUAGE_VERSION", "another")
    assert live_generation() == old
    assert asked


def test_a_large_site_without_an_index_says_so(themes, monkeypatch):
    SearchGeneration.objects.all().delete()
    monkeypatch.setattr(upkeep, "SMALL", 4)
    monkeypatch.setattr(upkeep, "_rebuild_later", lambda: None)
    with pytest.raises(EngineError, match="search_rebuild"):
        live_generation()


def test_while_a_newer_schema_is_being_built_this_program_leaves_the_rows_to_it(themes):
    SearchGeneration.objects.create(name="newer", schema_hash="of tomorrow")
    themes[0].save()
    assert drain_now() == 1


def test_a_newer_schema_is_the_one_being_built_whatever_the_clock_of_its_host_says(themes):
    """A drain that took the live one for the newest would mark rows as indexed that the next one never gets."""
    SearchGeneration.objects.create(name="newer", schema_hash="of tomorrow")
    SearchGeneration.objects.filter(name="newer").update(created_at=timezone.now() - timedelta(minutes=10))
    themes[0].save()
    assert drain_now() == 1


def test_nobody_is_told_of_an_index_before_it_is_there(themes, monkeypatch):
    """Else drains would fail on it, for ever if the rebuild is killed just then."""
    known = []
    create = TantivyEngine.create

    def watched(self, generation):
        known.append(SearchGeneration.objects.filter(name=generation).exists())
        create(self, generation)

    monkeypatch.setattr(TantivyEngine, "create", watched)
    rebuild.rebuild()
    assert known == [False]


def test_a_rebuild_ends_though_editors_never_rest(themes, monkeypatch):
    write = TantivyEngine.write
    written = []

    def edit_meanwhile(self, generation, operations):
        written.append(generation)
        assert len(written) < 20
        themes[0].save()
        nudge.forget()
        return write(self, generation, operations)

    monkeypatch.setattr(TantivyEngine, "write", edit_meanwhile)
    new = rebuild.rebuild()
    monkeypatch.undo()
    assert states()[new] == "live"
    assert pending() == [themes[0].pk]


def test_an_index_that_was_dropped_while_it_was_made_takes_no_place(themes, monkeypatch):
    old = live_generation()
    monkeypatch.setattr(rebuild, "drain_backlog", SearchGeneration.objects.filter(state="building").delete)
    with pytest.raises(EngineError, match="dropped"):
        rebuild.rebuild()
    assert states() == {old: "live"}


def test_changes_during_a_rebuild_are_in_the_new_generation(themes, monkeypatch, add_theme):
    """Between two steps of the backfill one page behind it and one before it change, one goes, and one comes."""
    monkeypatch.setattr(filling, "BATCH", 2)
    first, _, third, fourth, last = themes

    def meddle(done, total):
        if done == 2:
            for page in (first, last):
                page.title = "Ändrad"
                page.save()
            Page.objects.get(pk=third.pk).delete()
            fourth.unpublish()
            add_theme("Ny")
            drain_now()

    rebuild.rebuild(meddle)
    assert found("ändrad") == [first.pk, last.pk]
    assert len(found("ny")) == 1
    assert len(found("om temat")) == 4
    assert {key.partition("#")[0] for key in indexed_keys()} == {f"page:{pk}" for pk in found("om temat")}


def test_a_delete_that_overtakes_the_backfill_wins(themes, monkeypatch):
    """The backfill has read the page; it is deleted and drained before the backfill writes it."""
    victim = themes[2]
    write, overtaken = TantivyEngine.write, []

    def slow_write(self, generation, operations):
        if not overtaken and any(each.key == f"page:{victim.pk}" for each in operations):
            overtaken.append(generation)
            Page.objects.get(pk=victim.pk).delete()
            drain_now()
        return write(self, generation, operations)

    monkeypatch.setattr(TantivyEngine, "write", slow_write)
    rebuild.rebuild()
    assert overtaken
    assert f"page:{victim.pk}" not in indexed_keys()


def test_an_interrupted_rebuild_goes_on_where_it_stopped(themes, monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 2)

    def stop(done, total):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild(stop)
    begun = SearchGeneration.objects.get(state="building")
    assert len(found("om temat")) == 5
    steps = []
    assert rebuild.rebuild(lambda done, total: steps.append(done)) == begun.name
    assert steps == [4, 5]
    assert len(found("om temat")) == 5


@pytest.mark.parametrize(
    "helper",
    [(sys.executable, "-c", "print('{}')"), (sys.executable, "-c", ""), ("/no/such/program",)],
    ids=["of another site", "ends at once", "is missing"],
)
def test_where_no_process_can_help_one_makes_the_index(themes, monkeypatch, settings, helper):
    settings.SEARCH_REBUILD_PROCESSES = 2
    monkeypatch.setattr(filling, "MANY", 1)
    monkeypatch.setattr(filling, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(helpers, "COMMAND", helper)
    new = rebuild.rebuild()
    assert live_generation() == new
    assert len(found("om temat")) == 5


def test_the_thread_of_a_process_that_serves_pages_asks_no_process_to_help(themes, monkeypatch, settings):
    settings.SEARCH_REBUILD_PROCESSES = 2
    asked = []

    def team(number, arguments, batches):
        asked.append(number)
        return nullcontext([])

    monkeypatch.setattr(filling, "MANY", 1)
    monkeypatch.setattr(filling, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(filling, "team", team)
    monkeypatch.setattr(upkeep, "connection", SimpleNamespace(in_atomic_block=True, close=lambda: None))
    old = live_generation()
    upkeep._rebuild_in_thread()
    assert states()[old] == "retired"
    assert asked == [0]
    rebuild.rebuild()
    assert asked == [0, 1]


def test_within_a_transaction_no_process_is_asked_to_help(themes, monkeypatch, settings):
    """It would not see what the transaction has changed."""
    settings.SEARCH_REBUILD_PROCESSES = 2
    monkeypatch.setattr(filling, "MANY", 1)
    monkeypatch.setattr(helpers, "Helper", None)
    assert rebuild.rebuild() == live_generation()


def test_an_interrupted_rebuild_of_another_schema_is_dropped(themes, monkeypatch):
    SearchGeneration.objects.create(name="left", schema_hash="of yesterday")
    get_engine().create("left")
    new = rebuild.rebuild()
    assert "left" not in states()
    assert "left" not in get_engine().generations()
    assert live_generation() == new


def test_rows_of_pages_deleted_long_ago_are_cleared_away(themes, add_theme):
    long_ago, lately = add_theme("Länge sedan").pk, add_theme("Nyss").pk
    Page.objects.filter(pk__in=[long_ago, lately]).delete()
    drain_now()
    SearchRow.objects.filter(page_id=long_ago).update(changed_at=timezone.now() - timedelta(days=8))
    rebuild.rebuild()
    assert list(SearchRow.objects.filter(deleted=True).values_list("page_id", flat=True)) == [lately]


def test_an_index_is_in_use_though_what_is_outdated_cannot_be_cleared_away(themes, monkeypatch):
    delete = QuerySet.delete

    def locked(self):
        if self.model is SearchRow:
            raise OperationalError("database is locked")
        return delete(self)

    monkeypatch.setattr(QuerySet, "delete", locked)
    assert rebuild.rebuild() == live_generation()


def test_a_failing_engine_makes_the_search_raise_its_error_and_rest(themes, monkeypatch):
    def refuse(*args):
        raise EngineError("disk full")

    SearchGeneration.objects.all().delete()
    monkeypatch.setattr(TantivyEngine, "create", refuse)
    with pytest.raises(EngineError, match="disk full"):
        live_generation()
    monkeypatch.undo()
    with pytest.raises(EngineError, match="disk full"):
        live_generation()
    breaker.reset()
    assert len(found("om temat")) == 5


def test_the_command_rebuilds(themes, capsys):
    call_command("search_rebuild")
    assert f"The index {live_generation()} is live." in capsys.readouterr().out


@override_settings(SEARCH_URL="http://127.0.0.1:1")
def test_the_command_says_when_the_engine_cannot_be_reached(themes):
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("search_rebuild")
