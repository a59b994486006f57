"""What an import keeps, and what another import of the same source changes."""

import pytest

from wagtail.models import Page

from home.models import HomePage
from knowledge.importer import store
from knowledge.importer.document import UnreadableError
from knowledge.importer.single import Outcome
from knowledge.models import ImportRecord, ThemePage, ToolkitPage

from .conftest import Import, latest
from .sample import TEXT

PAGE = "---\nkind: standard\ntitle: Sida\nsummary: Kort.\n---\n{}\n"


def actions(outcome: Outcome) -> list[str]:
    return [each.action for each in outcome.stored]


def test_pages_are_drafts_with_their_provenance(imported: Import, home: HomePage) -> None:
    outcome = imported("sida.md", PAGE.format("Text. [x](page:99)"))
    page = latest(outcome)
    assert not page.live
    record = ImportRecord.objects.get(page=page)
    assert (record.source, record.revision_id, len(record.sha256)) == ("sida.md", page.latest_revision_id, 64)
    assert [warning["line"] for warning in record.warnings] == [6]


def test_the_same_source_changes_nothing(imported: Import, home: HomePage) -> None:
    first = imported("sida.md", PAGE.format("Text."))
    page = latest(first)
    page.title = "Redaktörens titel"
    page.save_revision()
    count = page.revisions.count()
    assert actions(imported("sida.md", PAGE.format("Text."))) == ["unchanged"]
    assert actions(imported("annat-namn.md", PAGE.format("Text."))) == ["unchanged"]
    assert (page.revisions.count(), Page.objects.filter(title="Sida").count()) == (count, 1)


def test_a_changed_source_gives_an_untouched_page_a_new_draft(imported: Import, home: HomePage) -> None:
    first = imported("sida.md", PAGE.format("Text."))
    latest(first).get_latest_revision().publish()
    second = imported("sida.md", PAGE.format("Ny text."))
    assert actions(second) == ["updated"]
    assert [note.line for note in second.notes] == [3]
    assert "Ny text" in str(latest(second).body)
    live = latest(first).__class__.objects.get()
    assert live.live
    assert "Ny text" not in str(live.body)


def test_a_changed_source_leaves_an_edited_page_alone(imported: Import, home: HomePage) -> None:
    page = latest(imported("sida.md", PAGE.format("Text.")))
    page.save_revision()
    second = imported("sida.md", PAGE.format("Ny text."))
    assert actions(second) == ["kept"]
    assert [note.line for note in second.notes] == [3]
    assert "Ny text" not in str(latest(second).body)


def test_rows_keep_their_address_when_the_source_changes(imported: Import, home: HomePage) -> None:
    first = imported("stod.txt", TEXT)
    before = {row.heading: row.key for row in latest(first, 1).points.all()}
    second = imported("stod.txt", TEXT.replace("Ingen har hela bilden", "Få har hela bilden"))
    points = list(latest(second, 1).points.all())
    assert "Få har hela bilden" in points[0].why
    assert {row.heading: row.key for row in points} == before


def test_headings_keep_their_address_when_the_text_around_them_changes(imported: Import, home: HomePage) -> None:
    first = latest(imported("sida.md", PAGE.format("## Ett\n\nText.\n\n## Två\n\nText."))).body
    second = latest(imported("sida.md", PAGE.format("## Ett\n\nText.\n\n> Ruta\n\nMer.\n\n## Två\n\nText."))).body
    assert [b.id for b in first if b.block_type == "heading"] == [b.id for b in second if b.block_type == "heading"]


def test_a_process_support_becomes_a_tree_of_drafts(imported: Import, home: HomePage) -> None:
    outcome = imported("stod.txt", TEXT)
    toolkit = ToolkitPage.objects.get()
    themes = ThemePage.objects.child_of(toolkit).order_by("path")
    assert [theme.number_label for theme in themes] == ["1", "2a", "2b", "3"]
    assert not any(theme.live for theme in themes)
    points = list(latest(outcome, 2).points.all())
    assert points[1].same_as == points[0].key


def test_another_extraction_of_a_source_makes_no_second_page(imported: Import, home: HomePage) -> None:
    imported("stod.txt", TEXT)
    second = imported("utdrag.txt", TEXT.replace("\n\n", "\n"))
    assert set(actions(second)) == {"kept"}
    assert (ToolkitPage.objects.count(), ThemePage.objects.count()) == (1, 4)


def test_a_theme_that_an_editor_has_deleted_does_not_come_back(imported: Import, home: HomePage) -> None:
    imported("stod.txt", TEXT)
    ThemePage.objects.get(number=3).delete()
    imported("stod.txt", TEXT)
    assert ThemePage.objects.count() == 3


def test_a_failure_leaves_no_half_made_pages(imported: Import, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Page.objects.count()
    filled = []

    def fail_at_the_third(*args: object, **kwargs: object) -> list[object]:
        filled.append(args)
        if len(filled) == 3:
            raise UnreadableError("Nej.")
        return []

    monkeypatch.setattr(store, "fill", fail_at_the_third)
    with pytest.raises(UnreadableError):
        imported("stod.txt", TEXT)
    assert Page.objects.count() == before
    assert not ImportRecord.objects.exists()


def test_a_page_is_refused_where_its_kind_may_not_stand(imported: Import, home: HomePage) -> None:
    before = Page.objects.count()
    with pytest.raises(UnreadableError):
        imported("tema.md", "---\nkind: theme\ntitle: Tema\n---\nText.\n", parent=home)
    assert Page.objects.count() == before
