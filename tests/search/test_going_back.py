"""The generation that was live before can be taken into use again, and then lacks nothing that happened since."""

import shutil
from datetime import timedelta

import pytest

from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from wagtail.models import Page

from search import filling, rebuild
from search.audit import audit
from search.engines import get_engine
from search.engines.base import EngineError
from search.engines.tantivy import TantivyEngine
from search.models import SearchGeneration, SearchRow
from search.upkeep import drain_now, live_generation

from .finding import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(add_theme):
    pages = [add_theme(f"Tema {number}", ["Punkt"]) for number in range(4)]
    drain_now()
    return pages


def states() -> dict[str, str]:
    return dict(SearchGeneration.objects.values_list("name", "state"))


def test_the_former_index_serves_again_with_all_that_has_changed_since(themes, add_theme):
    former = live_generation()
    present = rebuild.rebuild()
    themes[0].title = "Ändrad"
    themes[0].save()
    Page.objects.get(pk=themes[1].pk).delete()
    themes[2].unpublish()
    new = add_theme("Tillkommen")
    drain_now()
    waiting = add_theme("Väntar")
    assert rebuild.go_back() == former
    assert states() == {former: "live", present: "retired"}
    assert audit(deep=True).pages == set()
    assert found("om temat") == [themes[0].pk, themes[3].pk, new.pk, waiting.pk]
    assert found("ändrad") == [themes[0].pk]


def test_only_what_may_have_changed_is_read_again(themes, monkeypatch):
    rebuild.rebuild()
    SearchRow.objects.update(indexed_at=timezone.now() - timedelta(hours=2))
    themes[3].save()
    read = []
    monkeypatch.setattr("search.writing._read", lambda rows, result: read.extend(rows) or {})
    SearchGeneration.objects.update(filled_to="")
    filling.fill(SearchGeneration.objects.get(state="retired"), rebuild._changed_since_it_served(), lambda *of: None)
    assert [row.page_id for row in read] == [themes[3].pk]


def test_going_back_and_forth_ends_where_it_began(themes):
    former, present = live_generation(), rebuild.rebuild()
    assert [rebuild.go_back(), rebuild.go_back()] == [former, present]
    assert audit(deep=True).pages == set()


def test_going_back_that_was_cut_off_is_finished_by_a_rebuild(themes, monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 1)
    former = live_generation()
    rebuild.rebuild()
    Page.objects.get(pk=themes[3].pk).delete()
    drain_now()

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.go_back(stop)
    assert rebuild.rebuild() == former
    assert audit(deep=True).pages == set()


def test_an_index_of_another_schema_is_no_way_back(themes, capsys):
    rebuild.rebuild()
    SearchGeneration.objects.filter(state="retired").update(schema_hash="of yesterday")
    with pytest.raises(CommandError, match="no former index"):
        call_command("search_rebuild", "--back")
    assert sorted(states().values()) == ["live", "retired"]


def test_an_older_program_goes_back_to_its_own_index_though_it_cannot_use_the_present_one(themes):
    former = live_generation()
    rebuild.rebuild()
    SearchGeneration.objects.filter(state="live").update(schema_hash="of tomorrow")
    call_command("search_rebuild", "--back")
    assert live_generation() == former
    assert len(found("om temat")) == 4


def test_going_back_waits_for_no_file_to_be_read(themes, monkeypatch):
    former = live_generation()
    rebuild.rebuild()
    read = []
    monkeypatch.setattr("search.files.reading.ask_again", lambda: read.append("asked again"))
    monkeypatch.setattr("search.files.reading.read_all", lambda: read.append("read"))
    call_command("search_rebuild", "--back")
    assert live_generation() == former
    assert read == []


def test_without_a_former_index_there_is_no_way_back(themes):
    assert rebuild.go_back() is None


def test_a_former_index_whose_successor_is_lost_is_no_way_back(themes):
    """Nothing tells any more since when it lacks what."""
    rebuild.rebuild()
    shutil.rmtree(get_engine().folder / live_generation())
    rebuild.rebuild()
    assert list(states().values()) == ["live"]


def test_the_one_that_was_live_is_kept_whatever_the_clock_of_its_host_said(themes):
    first = live_generation()
    second = rebuild.rebuild()
    SearchGeneration.objects.filter(name=first).update(created_at=F("created_at") + timedelta(minutes=10))
    third = rebuild.rebuild()
    assert states() == {second: "retired", third: "live"}


def test_the_way_back_leads_to_the_last_one_though_an_older_one_could_not_be_dropped(themes, monkeypatch):
    oldest = live_generation()
    former = rebuild.rebuild()

    def refuse(self, generation):
        raise EngineError("away")

    with monkeypatch.context() as patched:
        patched.setattr(TantivyEngine, "drop", refuse)
        present = rebuild.rebuild()
    assert live_generation() == present
    assert states() == {oldest: "discarded", former: "retired", present: "live"}
    assert rebuild.go_back() == former
    assert states() == {present: "retired", former: "live"}
    assert oldest not in get_engine().generations()
