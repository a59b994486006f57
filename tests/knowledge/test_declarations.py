"""What each page type and block declares, and the checks that say so when it is forgotten."""

from typing import Any

import pytest

from django.core.checks import run_checks
from django.core.exceptions import FieldDoesNotExist
from django.db.migrations.writer import MigrationWriter

from wagtail import blocks

from knowledge import checks
from knowledge.blocks import BodyBlock
from knowledge.declarations import Rows, Value
from knowledge.fields import AudienceField, CompactStreamField
from knowledge.kinds import FAMILIES, GUIDE, Kind, family_of, kind_of, page_types
from knowledge.models import BasePage, KnowledgePage, ThemePage

# The types of this package, by the code of their kind.
KNOWLEDGE = [code for code, model in page_types().items() if model._meta.app_label == "knowledge"]


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def test_the_project_passes_its_own_checks(db: None) -> None:
    assert [message for message in run_checks() if message.id.startswith("knowledge.")] == []


def test_every_kind_belongs_to_a_family_of_the_menu() -> None:
    assert {"toolkit", "theme", "example", "report", "chapter", "decision"} <= set(page_types())
    for code, model in page_types().items():
        assert kind_of(code) is model.kind
        assert model.kind.family in FAMILIES
        assert family_of(model.kind.family.code) is model.kind.family


def test_a_type_without_kind_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ThemePage, "kind", None)

    assert ids(checks.missing_kinds([ThemePage])) == ["knowledge.E001"]


def test_two_types_with_one_kind_are_reported() -> None:
    one, other = (type(name, (), {"kind": Kind("same", GUIDE, name), "_meta": ThemePage._meta}) for name in "ab")

    assert ids(checks.shared_kinds([one, other])) == ["knowledge.E002", "knowledge.E002"]


def test_a_type_without_sections_of_its_own_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ThemePage, "search_sections")

    assert ids(checks.missing_sections([ThemePage])) == ["knowledge.E003"]


def test_a_type_without_template_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ThemePage, "template", "knowledge/nowhere.html")

    assert ids(checks.missing_templates([ThemePage])) == ["knowledge.E004"]


def test_a_block_without_template_description_or_search_text_is_reported() -> None:
    class BareBlock(blocks.StructBlock):
        pass

    assert ids(checks.block_messages(BareBlock())) == ["knowledge.E005", "knowledge.E006", "knowledge.E007"]


def test_every_block_of_running_text_is_looked_at() -> None:
    names = {block.name for block in checks.blocks_of(ThemePage)}

    assert set(BodyBlock().child_blocks) <= names


@pytest.mark.parametrize("code", KNOWLEDGE)
def test_every_declared_import_field_exists(code: str) -> None:
    model = page_types()[code]
    for declared in model.import_fields:
        if isinstance(declared, Value):
            model._meta.get_field(declared.name)
        else:
            check_rows(model, declared)


def check_rows(model: type[BasePage], declared: Rows) -> None:
    relation = model._meta.get_field(declared.relation)
    names = [declared.title, declared.number, declared.text, declared.link, declared.page_link]
    for name in filter(None, [*names, *declared.labels.values(), *declared.keys.values()]):
        relation.related_model._meta.get_field(name)


@pytest.mark.parametrize("code", KNOWLEDGE)
def test_no_heading_means_two_things_in_one_type(code: str) -> None:
    headings = [heading for declared in page_types()[code].import_fields for heading in declared.headings]

    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("code", KNOWLEDGE)
def test_rows_that_a_type_shows_exist(code: str) -> None:
    model = page_types()[code]
    for path in model.shown_rows:
        try:
            model._meta.get_field(path.split("__")[0])
        except FieldDoesNotExist:
            pytest.fail(f"{model.__name__} has no rows called {path}")


def test_a_change_of_blocks_is_no_change_of_the_database() -> None:
    field = KnowledgePage._meta.get_field("body")
    words = {"verbose_name": field.verbose_name, "help_text": field.help_text}
    other = CompactStreamField([("text", blocks.TextBlock())], blank=True, **words)

    assert field.deconstruct()[1:] == other.deconstruct()[1:]
    assert "knowledge.fields.CompactStreamField([]" in MigrationWriter.serialize(field)[0]


def test_a_cloned_field_keeps_its_blocks() -> None:
    field = ThemePage._meta.get_field("body")

    assert set(field.clone().stream_block.child_blocks) == set(field.stream_block.child_blocks)


def test_audiences_are_chosen_among_the_known_ones() -> None:
    field = AudienceField().formfield()

    assert field.clean(["manager", "editor"]) == ["manager", "editor"]
    with pytest.raises(Exception, match="doctor"):
        AudienceField().clean(["doctor"], None)
