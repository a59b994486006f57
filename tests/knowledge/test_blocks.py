"""The blocks of running text: what they become on the page, and what an editor sees before inserting one."""

from typing import Any

import pytest

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from knowledge.blocks import BodyBlock
from knowledge.models import ThemePage
from knowledge.sections import body_outline, body_sections

pytestmark = pytest.mark.django_db


def block(name: str) -> Any:
    """A block as it stands in the form of a page."""
    return ThemePage._meta.get_field("body").stream_block.child_blocks[name]


def body(*children: tuple[str, Any]) -> Any:
    return BodyBlock().to_python(
        [{"type": name, "value": value, "id": f"{name}-{n:08}"} for n, (name, value) in enumerate(children)]
    )


def heading(text: str, level: str = "h2") -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": level}


def table(**fields: Any) -> dict[str, Any]:
    values = {"number": "", "caption": "Roller", "columns": ["Nivå", "Roll"], "row_headings": True, "note": ""}
    return {**values, "rows": [["<p>Makro</p>", "<p>Chef</p>"]], **fields}


@pytest.mark.parametrize("with_image", [True, False])
@pytest.mark.parametrize("name", list(BodyBlock().child_blocks))
def test_an_editor_can_look_at_each_block_before_inserting_it(editor: Client, name: str, with_image: bool) -> None:
    if with_image:
        get_image_model().objects.create(title="Bild", file=get_test_image_file())

    assert block(name).is_previewable
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block(name).definition_prefix})

    assert response.status_code == 200
    assert "css/tokens.css" in response.content.decode()


def test_text_belongs_to_the_heading_above_it_though_a_table_stands_between() -> None:
    value = body(
        ("text", "<p>Först.</p>"),
        heading("Ett"),
        ("text", "<p>Före.</p>"),
        ("data_table", table(number="3")),
        ("text", "<p>Efter.</p>"),
        heading("Två", "h3"),
    )

    with translation.override("sv"):
        found = [(section.address, section.heading, section.text) for section in body_sections(value, "Kapitel 2")]

    assert found == [
        ("Kapitel 2", "", "Först."),
        ("Kapitel 2", "Ett", "Före. Efter."),
        ("Tabell 3", "Roller", "Nivå, Roll. Makro, Chef"),
        ("Kapitel 2", "Två", ""),
    ]
    assert [entry["title"] for entry in body_outline(value)] == ["Ett"]


def test_a_figure_and_a_fact_box_are_found_by_what_they_say() -> None:
    figure = {"image": None, "alt": "Två hus", "caption": "Husen", "long_description": "Ett rött.", "number": "2"}
    value = body(("figure", figure), ("fact_box", {"title": "Kort", "text": "<p>Bra att veta.</p>"}))

    with translation.override("sv"):
        found = [(section.address, section.heading, section.text) for section in body_sections(value)]

    assert found == [("Figur 2", "Husen", "Två hus Ett rött."), ("Faktaruta", "Kort", "Bra att veta.")]


def test_a_row_with_too_few_cells_is_named_before_publishing_and_let_through_in_a_draft() -> None:
    data_table = BodyBlock().child_blocks["data_table"]
    value = data_table.to_python(table(rows=[["<p>Makro</p>", "<p>Chef</p>"], ["<p>Meso</p>"]]))

    with translation.override("sv"), pytest.raises(ValidationError) as refused:
        data_table.clean(value)
    draft = data_table.clean_deferred(value)

    assert "Varje rad behöver 2 celler. Titta på rad 2." in str(refused.value.as_json_data())
    assert len(draft["rows"]) == 2


def test_values_written_by_code_get_the_ids_that_translations_need() -> None:
    page = ThemePage(body=[{"type": "data_table", "value": table()}])

    (stored,) = ThemePage._meta.get_field("body").get_prep_value(page.body)

    cells = stored["value"]["rows"][0]["value"]
    assert all(cell["id"] for cell in cells)
    assert [cell["value"] for cell in cells] == ["<p>Makro</p>", "<p>Chef</p>"]
