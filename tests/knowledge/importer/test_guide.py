"""Slides become a guide with its steps, in spite of what scanning does to them."""

from typing import Any

import pytest

from knowledge.importer.document import Document, Heading
from knowledge.importer.draft import Context, Recognised
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise

from .slides import GUIDES, SLIDES, scanned
from .words import content


def document(source: str | bytes) -> Document:
    return read("guide.txt", source.encode() if isinstance(source, str) else source)


def recognised(source: str | bytes) -> Recognised:
    return recognise(document(source), Context())


@pytest.fixture(scope="module")
def pages() -> list[dict[str, Any]]:
    return [content(page) for page in recognised(SLIDES).pages]


def test_the_steps_follow_the_guide_in_order() -> None:
    assert [(page.kind, page.title, page.under) for page in recognised(SLIDES).pages] == [
        ("guide", "Tre steg till en gemensam cykelpool", None),
        ("step", "Gemensamma behov", "guide"),
        ("step", "Dela cyklarna", "guide"),
        ("step", "Säkra skötseln av de cyklar som delas", "guide"),
    ]


def test_each_step_has_its_number_and_where_it_differs_the_lists_title(pages: list[dict[str, Any]]) -> None:
    assert [page["number"] for page in pages[1:]] == [1, 2, 3]
    assert [page.get("list_title") for page in pages[1:]] == [None, "Hur vi delar cyklarna", "Säkra skötseln på plats"]


def test_a_title_that_differs_is_said() -> None:
    notes = [note.text for note in recognised(SLIDES).notes]
    assert [note for note in notes if "Hur vi delar cyklarna" in note]
    assert not [note for note in notes if "Gemensamma behov" in note]


def test_the_introduction_is_the_guides_text(pages: list[dict[str, Any]]) -> None:
    assert pages[0]["body"].startswith("En cykelpool delas av flera arbetsplatser.")


def test_slides_of_one_step_are_one_text_with_their_headings(pages: list[dict[str, Any]]) -> None:
    body = recognised(SLIDES).pages[1].values["body"].value
    assert [block.runs[0].text for block in body if isinstance(block, Heading)] == ["Exempel på behov"]
    assert "Skriv ner det i en mening, som alla kan säga ja till." in pages[1]["body"]
    assert "Korta resor mellan två arbetsplatser." in pages[1]["body"]


def test_questions_of_a_list_are_questions_to_ask(pages: list[dict[str, Any]]) -> None:
    assert [row["question"] for row in pages[2]["questions"]] == [
        "Vem behöver cykel, och när?",
        "Var står de på natten?",
        "Vem lagar en punktering?",
    ]
    assert "questions" not in pages[1]


def test_a_word_parted_at_the_end_of_a_line_is_whole(pages: list[dict[str, Any]]) -> None:
    assert "systemledarna finns" in pages[2]["body"]


def test_what_follows_the_steps_is_left_out_and_said() -> None:
    found = document(SLIDES)
    result = recognise(found, Context())
    line = SLIDES[: SLIDES.index("Lärande exempel")].count("\n") + 1
    assert found.skipped(result.taken) == [(line, line + 2)]
    (text,) = [note.text for note in result.notes if note.line == line]
    assert "skapar du en sida för hand, till exempel ett lärande exempel" in text


@pytest.mark.parametrize("name", GUIDES)
def test_another_extraction_gives_the_same_guide(name: str, pages: list[dict[str, Any]]) -> None:
    assert [content(page) for page in recognised(GUIDES[name]()).pages] == pages


def test_a_scan_without_diacritics_gives_the_steps_and_a_warning() -> None:
    source = scanned(SLIDES + "\n" + "Mer text om cyklar som delas av flera arbetsplatser. " * 10)
    found = document(source)
    result = recognise(found, Context())
    assert [(page.kind, page.values.get("number") and page.values["number"].value) for page in result.pages] == [
        ("guide", None),
        ("step", 1),
        ("step", 2),
        ("step", 3),
    ]
    assert [note for note in found.notes if "å, ä eller ö" in note.text]
    assert [note for note in result.notes if "> —>" in note.text]


def test_a_step_that_only_the_list_has_is_said() -> None:
    source = SLIDES[: SLIDES.index("\fSäkra")] + SLIDES[SLIDES.index("\fLärande") :]
    result = recognised(source)
    assert len(result.pages) == 3
    assert any("Säkra skötseln på plats" in note.text for note in result.notes)


def test_a_text_that_only_speaks_of_steps_is_no_guide() -> None:
    assert recognised("Arbetet görs i tre steg:\n\nEtt\nTvå\nTre\n\nSedan är det klart.").pages == []
