"""A folder of documents becomes a site."""

from pathlib import Path

import pytest

from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from home.models import HomePage
from knowledge.importer.folder import FolderOutcome, import_folder
from knowledge.models import Level, Organisation, Place

FILES = {
    "vocabularies.yaml": """
places:
- {slug: by, name: Byn, parent: lan, code: 0484}
- {slug: lan, name: Länet, translations: {fi: {name: Lääni}}}
levels:
- {slug: makro, name: Makro, aliases: [Strategisk, Makronivå], typical_roles: [Chef]}
organisations:
- {slug: rad, name: Rådet, kind: board, places: [by], parent: namnd, colour: red}
- {slug: namnd, name: Nämnden, kind: board, translations: {fi: {name: Lautakunta}}}
""",
    "01-start.md": "---\nkind: home\ntitle: Start\nsummary: S.\n---\n## Vägar in\n"
    "| Rubrik | Text | Sida |\n|---|---|---|\n| Läs mer | Om oss. | page:2 |\n",
    "01-start.fi.md": "---\nkind: home\nlocale: fi\ntranslation_of: 1\ntitle: Etusivu\nsummary: E.\n---\n"
    "## Vägar in\n| Rubrik | Text | Sida |\n|---|---|---|\n| Lue lisää | Meistä. | page:2 |\n",
    # A child before its parent, each linking to the other.
    "02-barn.md": "---\nkind: standard\ntitle: Barn\nparent: 03-foralder\nsummary: B.\nlevels: [makro]\n"
    "related: [{page: 3, relation: builds_on}]\n---\nUpp till [föräldern](page:3).\n"
    "Med [mallen (docx)](document:mall.docx) och [en till](document:saknas.pdf).\n",
    "03-foralder.md": "---\nkind: standard\ntitle: Förälder\nsummary: F.\norganisations: [rad]\n---\nTill [barnet](page:2).\n",
    "04-trasig.md": "---\ntitle: [\n---\n",
    "05-okand.md": "---\nkind: ovanlig\ntitle: X\n---\n",
    "06-losryckt.md": "---\nkind: standard\ntitle: X\nparent: 99\n---\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text.lstrip(), encoding="utf-8")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mall.docx").write_bytes(b"PK mall")
    return tmp_path


@pytest.fixture
def root(locales: object) -> Page:
    for page in Page.objects.filter(depth=2):
        page.delete()
    return Page.objects.get(depth=1)


@pytest.fixture
def outcome(folder: Path, root: Page) -> FolderOutcome:
    return import_folder(folder, root)


def draft(title: str) -> Page:
    return Page.objects.get(title=title).get_latest_revision_as_object()


def test_parents_come_before_children_and_sources_before_translations(outcome: FolderOutcome) -> None:
    assert [page.title for page in outcome.written] == ["Start", "Förälder", "Barn", "Etusivu"]
    assert not any(page.live for page in outcome.written)


def test_every_page_stands_where_it_belongs(outcome: FolderOutcome) -> None:
    assert draft("Start").get_parent().is_root()
    assert draft("Etusivu").get_parent().is_root()
    assert draft("Förälder").get_parent().title == "Start"
    assert draft("Barn").get_parent().title == "Förälder"


def test_links_lead_both_ways(outcome: FolderOutcome) -> None:
    child, parent = draft("Barn"), draft("Förälder")
    assert f'<a id="{parent.pk}" linktype="page">' in child.body[0].value.source
    assert f'<a id="{child.pk}" linktype="page">' in parent.body[0].value.source
    assert child.page_relations.get().target_id == parent.pk
    assert draft("Start").entrances.get().target_id == child.pk


def test_documents_come_along_and_are_attached(outcome: FolderOutcome) -> None:
    document = get_document_model().objects.get()
    assert document.title == "mallen"
    assert list(draft("Barn").search_attachments()) == [document.pk]
    assert ("02-barn.md", "Dokumentet som ”document:saknas.pdf” nämner hittades inte.") in [
        (name, note.text) for name, note in outcome.warnings
    ]


def test_what_was_left_out_is_named_by_its_file(outcome: FolderOutcome) -> None:
    assert [name for name, _note in outcome.warnings] == [
        "vocabularies.yaml", "04-trasig.md", "05-okand.md", "06-losryckt.md", "02-barn.md",
    ]  # fmt: skip


def test_vocabularies_are_loaded_with_their_trees_and_languages(outcome: FolderOutcome) -> None:
    village = Place.objects.get(slug="by")
    assert (village.parent.name, village.code) == ("Länet", "0484")
    assert set(Place.objects.filter(slug="lan").values_list("name", "locale__language_code")) == {
        ("Länet", "sv"),
        ("Lääni", "fi"),
    }
    council = Organisation.objects.get(slug="rad")
    assert council.parent.slug == "namnd"
    assert [row.place for row in council.organisation_places.all()] == [village]
    assert Level.objects.get(slug="makro").aliases_list == ["Strategisk", "Makronivå"]


def test_another_import_changes_nothing(outcome: FolderOutcome, folder: Path, root: Page) -> None:
    Level.objects.update(name="Redaktörens namn")
    revisions = [page.latest_revision_id for page in Page.objects.order_by("pk")]
    again = import_folder(folder, Page.objects.get(depth=1))
    assert again.written == []
    assert [page.latest_revision_id for page in Page.objects.order_by("pk")] == revisions
    assert Level.objects.get().name == "Redaktörens namn"


def test_published_pages_are_live_and_their_references_known(folder: Path, root: Page) -> None:
    import_folder(folder, root, publish=True)
    assert HomePage.objects.live().count() == 2
    child = Page.objects.get(title="Barn")
    assert ReferenceIndex.get_references_to(Level.objects.get()).filter(object_id=str(child.pk)).exists()


def test_progress_is_told_for_every_page(folder: Path, root: Page) -> None:
    told: list[tuple[int, int]] = []
    import_folder(folder, root, lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
