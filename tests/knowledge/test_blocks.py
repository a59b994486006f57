"""The blocks of running text: what they become on the page, and what an editor sees before inserting one."""

import json
from typing import Any

import pytest

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import F, ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from home.models import HomePage
from knowledge.blocks import BodyBlock
from knowledge.models import ThemePage
from knowledge.sections import body_outline, body_sections
from search.models import SearchRow
from tests.factories import FilmFactory, ToolkitPageFactory

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


def items(*values: Any) -> list[dict[str, Any]]:
    """A list block's items as the editor stores them."""
    return [{"type": "item", "value": value, "id": f"{n:08}-item"} for n, value in enumerate(values)]


def test_each_step_and_question_is_found_under_an_address_of_its_own() -> None:
    steps = items({"heading": "Bjud in", "text": "<p>I tid.</p>"}, {"heading": "Enas", "text": ""})
    questions = items({"question": "Vem?", "answer": "<p>Alla.</p>"})
    value = body(("steps", {"title": "", "steps": steps}), ("faq", {"title": "", "questions": questions}))

    with translation.override("sv"):
        found = [tuple(vars(section).values()) for section in body_sections(value)]
        html = value.render_as_block()

    assert found == [
        ("steg-00000000", "Steg 1", "Bjud in", "I tid."),
        ("steg-00000001", "Steg 2", "Enas", ""),
        ("fraga-00000000", "Fråga 1", "Vem?", "Alla."),
    ]
    assert all(f'id="{anchor}"' in html for anchor, *_rest in found)


def test_a_quote_a_checklist_and_links_are_found_by_what_they_say() -> None:
    links = items({"text": "Lagen", "url": "https://www.riksdagen.se/", "page": None, "note": "I fulltext."})
    value = body(
        ("quote", {"text": "Det gick bra.", "attribution": "Enhetschef", "source": ""}),
        ("checklist", {"title": "Före", "checks": items("Bjud in.", "Läs på.")}),
        ("links", {"title": "Mer", "links": links}),
    )

    with translation.override("sv"):
        found = [(section.address, section.heading, section.text) for section in body_sections(value)]
        html = value.render_as_block()

    assert found == [
        ("Citat", "Enhetschef", "Det gick bra."),
        ("Checklista", "Före", "Bjud in. Läs på."),
        ("Länkar", "Mer", "Lagen. I fulltext."),
    ]
    assert "”Det gick bra.”" in html
    assert "Annan webbplats: www.riksdagen.se" in html


@pytest.mark.parametrize(("page", "url"), [(True, "https://example.se/"), (False, "")])
def test_a_link_leads_to_one_place(home: HomePage, page: bool, url: str) -> None:
    link = BodyBlock().child_blocks["links"].child_blocks["links"].child_block
    value = link.to_python({"text": "Läs", "page": home.pk if page else None, "url": url})

    with translation.override("sv"), pytest.raises(ValidationError) as refused:
        link.clean(value)

    assert "Välj antingen en sida eller en annan webbplats." in str(refused.value.as_json_data())


def test_a_link_to_a_page_that_nobody_can_read_keeps_its_words(home: HomePage) -> None:
    hidden = ToolkitPageFactory(parent=home, live=False)
    value = body(("links", {"title": "", "links": items({"text": "Läs mer här", "page": hidden.pk})}))

    html = value.render_as_block()

    assert "Läs mer här" in html
    assert "href" not in html


def test_a_document_says_its_format_and_size() -> None:
    document = get_document_model().objects.create(title="Mall", file=ContentFile(b"x" * 2048, "mall.pdf"))
    row = {"document": document.pk, "summary": "En sida."}
    value = body(("documents", {"title": "Mallar", "documents": items(row)}))

    with translation.override("sv"):
        html = value.render_as_block()
        (section,) = body_sections(value)

    assert "Ladda ner Mall (pdf, 2,0" in html.replace("\u00a0", " ")
    assert (section.address, section.heading, section.text) == ("Dokument", "Mallar", "Mall. En sida.")


def test_a_film_is_shown_and_found_in_the_language_of_the_page(locales: dict[str, Locale]) -> None:
    film = FilmFactory(title="Tre nivåer", transcript="Två chefer.", locale=locales["sv"])
    finnish = film.copy_for_translation(locales["fi"])
    finnish.title = "Kolme tasoa"
    finnish.save()
    value = body(("film", {"film": film.pk}))

    with translation.override("fi"):
        html = value.render_as_block()
        (section,) = body_sections(value)

    assert "Kolme tasoa" in html
    assert f'id="{section.anchor}"' in html
    assert section.heading == "Kolme tasoa"
    assert "<iframe" not in html


def test_a_film_that_is_changed_or_in_use_is_known_by_the_text_that_names_it(home: HomePage) -> None:
    film = FilmFactory(title="Tre nivåer")
    page = ToolkitPageFactory(parent=home, body=json.dumps([{"type": "film", "value": {"film": film.pk}}]))
    SearchRow.objects.update(version=F("indexed_version"))

    film.transcript = "Två chefer."
    film.save()

    assert SearchRow.objects.get(page_id=page.pk).version > SearchRow.objects.get(page_id=page.pk).indexed_version
    with pytest.raises(ProtectedError):
        film.delete()


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
