"""PDF and PowerPoint files give the same pages as the text in them, and what has no text is said."""

from collections.abc import Callable

import pytest

from django.core.cache import cache

from knowledge.importer.document import Heading, List, UnreadableError, lines_of, text_of
from knowledge.importer.draft import Context
from knowledge.importer.readers import extracted, read, source_lines
from knowledge.importer.recognisers import recognise
from search.extraction import LIMITS, Extracted, Part, child
from tests import files

from .papers import DECISION, DECISIONS, unmarked
from .printed import as_pdf, as_slides
from .slides import SLIDES
from .words import content


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each file takes time, and has tests of its own."""
    cache.clear()
    monkeypatch.setattr("search.extraction.extract", child.read)


def test_the_same_decision_as_in_plain_text() -> None:
    (plain,) = recognise(read("a.txt", unmarked(DECISION).encode()), Context()).pages
    broken = DECISIONS["lines broken"]()
    assert isinstance(broken, str)
    (page,) = recognise(read("a.pdf", as_pdf(unmarked(broken))), Context()).pages
    assert (page.kind, page.title, page.counts) == (plain.kind, plain.title, plain.counts)
    assert content(page)["motions"] == content(plain)["motions"]


def test_the_steps_of_a_guide_out_of_its_slides() -> None:
    pages = recognise(read("a.pptx", as_slides(SLIDES)), Context()).pages
    assert [(page.kind, page.title) for page in pages] == [
        ("guide", "Tre steg till en gemensam cykelpool"),
        ("step", "Gemensamma behov"),
        ("step", "Dela cyklarna"),
        ("step", "Säkra skötseln av de cyklar som delas"),
    ]


def test_empty_lines_part_paragraphs_as_the_looks_of_a_page_do() -> None:
    blocks = read("a.pdf", files.pdf(["Rubriken\n\nEtt stycke som går\növer flera rader\n\nEtt annat."])).blocks
    assert [text_of(block) for block in blocks] == ["Rubriken", "Ett stycke som går över flera rader", "Ett annat."]


def test_points_of_a_slide_are_a_list_and_its_notes_are_text() -> None:
    blocks = read("a.pptx", files.slides(("Målet", ["Ett", "Två"], "Säg detta."))).blocks
    assert [text_of(block) for block in blocks] == ["Målet", "Ett\nTvå", "Säg detta."]
    assert isinstance(blocks[1], List)
    assert not any(isinstance(block, Heading) for block in blocks)


def test_every_line_has_its_number_and_is_shown_beside_what_was_understood() -> None:
    data = files.pdf(["Ett\nTvå", "Tre"])
    document = read("a.pdf", data)
    shown = source_lines("a.pdf", data)
    assert [shown[line.number - 1] for line in lines_of(document)] == ["Ett", "Två", "Tre"]


def test_pages_without_text_are_a_warning_and_a_file_without_any_is_refused() -> None:
    document = read("a.pdf", files.pdf(["Ett.", files.PICTURE, files.PICTURE]))
    assert [note.text for note in document.notes] == ["2 sidor saknar text (inskannade?) och togs inte med."]
    with pytest.raises(UnreadableError, match="inskannad"):
        read("a.pdf", files.pdf([files.PICTURE]))
    with pytest.raises(UnreadableError, match="tom"):
        read("a.pdf", files.pdf([""]))


def test_a_very_long_file_is_read_from_its_beginning_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Extracted("page", (Part(1, "", "Ett."),), truncated=True)
    monkeypatch.setattr("search.extraction.extract", lambda path, limits: long)
    assert [note.text for note in read("a.pdf", b"%PDF-").notes] == [
        "Dokumentet är mycket långt; bara början av det lästes."
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7 trasig", "skadad"),
        ("a.pdf", b"ingen pdf", "varken pdf"),
        ("a.pptx", b"\xd0\xcf\x11\xe0" * 99, "lösenord"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=rf"^Filen går inte att läsa: .*{words}.*\.$"):
        read(name, data)


def test_a_file_is_taken_apart_once_for_the_review_and_the_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    read_files: list[object] = []

    def count(extract: Callable) -> Callable:
        return lambda path, limits: read_files.append(path) or extract(path, LIMITS)

    monkeypatch.setattr(extracted.extraction, "extract", count(child.read))
    data = files.pdf(["Ett."])
    assert read("a.pdf", data) == read("a.pdf", data)
    assert len(read_files) == 1
