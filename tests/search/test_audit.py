"""What differs between index and database is found, and mended."""

from dataclasses import replace

import pytest

from django.core.management import CommandError, call_command

from wagtail.models import Page

from knowledge.models import ThemePage
from search.audit import audit, repair
from search.engines import get_engine
from search.engines.base import EngineError, Entry, Operation, page_key
from search.engines.tantivy import TantivyEngine
from search.entries import document_for, entries_of
from search.models import SearchRow
from search.upkeep import drain_now, live_generation

from .finding import found, indexed_keys

pytestmark = pytest.mark.django_db

NOTHING = {"missing": 0, "ghost": 0, "stale": 0, "changed": 0}


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Första", "Andra"])
    add_theme("En annan")
    drain_now()
    return page


def version(page) -> int:
    return SearchRow.objects.get(page_id=page.pk).version


def entries(page) -> list[Entry]:
    return entries_of(document_for(page))


def write(key: str, version: int, entry: Entry | None = None) -> None:
    """Behind the registry's back."""
    get_engine().write(live_generation(), [Operation(key, version, entry)])


def lose_a_page(page):
    write(page_key(page.pk), version(page) + 1)
    return "missing"


def lose_a_section(page):
    write(f"{page_key(page.pk)}#0", version(page) + 1)
    return "missing"


def keep_a_section_too_many(page):
    key = f"{page_key(page.pk)}#9"
    write(key, version(page), replace(entries(page)[1], key=key))
    return "ghost"


def be_ahead_of_the_database(page):
    """As after a restored backup."""
    for entry in entries(page):
        write(entry.key, 1000, entry)
    return "stale"


def change_without_signals(page):
    ThemePage.objects.filter(pk=page.pk).update(summary="Obemärkt ändrad.")
    return "changed"


def delete_without_signals(page):
    SearchRow.objects.filter(page_id=page.pk).delete()
    ThemePage.objects.filter(pk=page.pk).update(live=False)
    return "ghost"


DAMAGES = [
    lose_a_page,
    lose_a_section,
    keep_a_section_too_many,
    be_ahead_of_the_database,
    change_without_signals,
    delete_without_signals,
]


def test_an_index_that_is_right_has_no_findings(theme):
    assert audit(deep=True).counts() == NOTHING


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_found_told_apart_and_mended(theme, damage):
    kind = damage(theme)
    findings = audit(deep=True)
    assert findings.counts() == NOTHING | {kind: 1}
    assert findings.pages == {theme.pk}
    assert repair(findings) == 0
    assert audit(deep=True).counts() == NOTHING


def test_an_edit_of_a_mended_page_is_found(theme):
    """An index ahead of the database would refuse it."""
    be_ahead_of_the_database(theme)
    repair(audit())
    theme.title = "Nyskriven"
    theme.save()
    assert found("nyskriven") == [theme.pk]


def test_a_page_that_waits_is_no_finding(theme, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(TantivyEngine, "write", lambda *args: (_ for _ in ()).throw(EngineError("no space")))
        theme.title = "Väntar"
        theme.save()
        assert audit(deep=True).counts() == NOTHING


def test_a_page_that_changes_while_it_is_looked_at_is_no_finding(theme, monkeypatch):
    scan = TantivyEngine.scan
    looks = []

    def edit_meanwhile(self, generation):
        held = list(scan(self, generation))
        if not looks:
            looks.append(1)
            page = Page.objects.get(pk=theme.pk).specific
            page.title = "Ändrad under tiden"
            page.save()
            drain_now()
        return iter(held)

    monkeypatch.setattr(TantivyEngine, "scan", edit_meanwhile)
    assert audit(deep=True).counts() == NOTHING
    assert looks


def test_the_command_ends_with_an_error_until_it_has_repaired(theme, capsys):
    call_command("search_check", "--deep")
    lose_a_section(theme)
    with pytest.raises(CommandError) as error:
        call_command("search_check", "--deep")
    assert error.value.returncode == 1
    assert str(theme.pk) in capsys.readouterr().out
    call_command("search_check", "--deep", "--repair")
    assert set(indexed_keys()) >= {entry.key for entry in entries(theme)}


def test_a_page_that_was_given_up_is_an_error(theme):
    SearchRow.objects.filter(page_id=theme.pk).update(dead=True)
    with pytest.raises(CommandError, match="differs"):
        call_command("search_check")
