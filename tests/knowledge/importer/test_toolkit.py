"""A process support in plain text becomes one toolkit and its themes, whatever extraction the text comes from."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.importer.draft import Context, LevelWords, Recognised
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise

from .sample import EXTRACTIONS, TEXT
from .words import content

REAL_FILE = Path(__file__).parents[4] / "shared" / "seeds" / "S0-processtod-lokalforsorjning.txt"
LEVELS = {
    "huvudman": LevelWords(["Högsta ledning"], ["Regiondirektör"]),
    "makro": LevelWords(["Makro", "Strategisk"], ["Socialchef"]),
    "meso": LevelWords(["Meso", "Taktisk"]),
    "mikro": LevelWords(["Mikro", "Operativ"], ["Projektledare"]),
}


def recognised(source: str | bytes, **context: Any) -> Recognised:
    data = source.encode() if isinstance(source, str) else source
    return recognise(read("processtod.txt", data), Context(levels=LEVELS, **context))


@pytest.fixture(scope="module")
def pages() -> list[dict[str, Any]]:
    return [content(page) for page in recognised(TEXT).pages]


def test_themes_follow_their_toolkit_in_the_order_of_the_text(pages: list[dict[str, Any]]) -> None:
    assert [(page["kind"], page.get("number"), page.get("part")) for page in pages] == [
        ("toolkit", None, None),
        ("theme", 1, None),
        ("theme", 2, "a"),
        ("theme", 2, "b"),
        ("theme", 3, None),
    ]
    assert pages[1]["title"] == "Bestäm vad möten ska vara till för"


def test_every_question_has_its_answer(pages: list[dict[str, Any]]) -> None:
    questions = pages[0]["faq"]
    assert len(questions) == 5
    assert questions[3]["question"] == 'Hur hör det ihop med skriften "Möten som fungerar" och dess råd?'
    assert questions[3]["answer"] == "Skriften ger en bakgrund som deltagarna kan läsa före samtalet."


def test_an_answer_that_is_a_list_gives_the_checklist_too(pages: list[dict[str, Any]]) -> None:
    checks = pages[0]["checklist"]
    assert [check["text"] for check in checks][:2] == [
        "Boka ett rum med plats för alla",
        "Skicka frågorna en vecka före",
    ]
    assert [check.get("phase") for check in checks] == [None, None, "during", None]
    assert "Boka ett rum" in pages[0]["faq"][4]["answer"]


def test_sentences_of_the_introduction_fill_the_fields_they_name(pages: list[dict[str, Any]]) -> None:
    assert pages[0]["purpose"] == "Syftet är att hitta mötesformer som sparar tid för alla."
    assert pages[0]["goal"] == "Målet är att varje möte leder till ett beslut."
    assert pages[0]["target_group"] == "Till dig som leder ett samtal, i region eller kommun."
    assert pages[0]["scope_note"] == "Punkterna är inte heltäckande utan ska ses som en början."
    assert pages[0]["body"] == "Här finns tre temaområden med punkter att tala om."


def test_each_point_has_why_and_outcome(pages: list[dict[str, Any]]) -> None:
    first = pages[1]["points"][0]
    assert first == {
        "heading": "Gör en lista över de möten som redan finns",
        "why": "Ingen har hela bilden, och samma fråga tas upp på flera ställen.",
        "desired_outcome": "En lista som alla känner igen. Den visar vem som kallar och vem som beslutar.",
    }
    points = [point for page in pages[1:] for point in page["points"]]
    assert len(points) == 9
    assert all(point["why"] and (point.get("desired_outcome") or point.get("same_as")) for point in points)


def test_same_as_above_names_the_point_above(pages: list[dict[str, Any]]) -> None:
    assert pages[2]["points"][1]["same_as"] == 1
    assert "desired_outcome" not in pages[2]["points"][1]


def test_sub_points_belong_to_their_point(pages: list[dict[str, Any]]) -> None:
    assert pages[3]["points"][0]["heading"] == "Utifrån mötesplanen – ringa in vilka beslut som tas om:"
    assert pages[3]["points"][0]["sub_points"] == ["Personal och tid", "Lokaler"]
    assert "sub_points" not in pages[3]["points"][1]


def test_participants_have_the_level_that_the_text_names(pages: list[dict[str, Any]]) -> None:
    assert [page["participants"][0]["level"] for page in pages[1:]] == ["huvudman", "makro", "meso", "makro"]
    assert pages[2]["participants"][0]["roles"] == [
        "primärvårdschef",
        "socialchef",
        "ekonomichefer i region och kommun",
    ]
    assert pages[2]["participants"][0]["party"] == "both"
    assert pages[4]["participants"][0]["roles"] == ["samordnare", "controller", "projektledare"]


def test_a_level_that_the_roles_contradict_is_a_warning() -> None:
    notes = recognised(TEXT).notes
    line = TEXT[: TEXT.index("verksamhetsnära")].count("\n") + 1
    assert [note.line for note in notes if "mikro" in note.text and "makro" in note.text] == [line]


def test_no_level_is_chosen_when_the_text_names_two() -> None:
    result = recognised(TEXT.replace("på mesonivå", "på makro- och mesonivå"))
    assert "level" not in result.pages[3].rows["participants"][0].values
    assert any("makro, meso" in note.text for note in result.notes)


def test_links_and_footnotes_are_support_links(pages: list[dict[str, Any]]) -> None:
    assert pages[1]["support_links"][0]["url"].endswith("/gemensam-motesplan-for-region-och-kommun-i-samma-lan.html")
    assert pages[2]["support_links"] == [
        {
            "text": "Mer stöd för den som leder korta avstämningar finns hos utgivaren.",
            "url": "https://example.se/stod/avstamningar/korta-avstamningar-for-nya-ledare.69732.html",
        }
    ]
    assert pages[1]["points"][1]["heading"] == "Skriv en gemensam mötesplan för både region och kommun"


def test_what_is_odd_is_said_with_its_line() -> None:
    notes = {note.line: note.text for note in recognised(TEXT).notes}
    lines = TEXT.split("\n")
    assert "kalendern-" in notes[lines.index("Önskat utfall: Två mått som redan finns i kalendern-") + 1]
    assert (
        lines.index("Vad gör vi till exempel när mötena blir fler igen, trots planen som vi har kommit överens om?") + 1
        in notes
    )


@pytest.mark.parametrize("name", EXTRACTIONS)
def test_another_extraction_gives_the_same_pages(name: str, pages: list[dict[str, Any]]) -> None:
    assert [content(page) for page in recognised(EXTRACTIONS[name]()).pages] == pages


def test_without_diacritics_the_structure_is_still_seen() -> None:
    bare = TEXT.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    pages = recognised(bare).pages
    assert [len(page.rows.get("points", [])) for page in pages] == [0, 2, 3, 2, 2]


def test_lines_that_belong_to_no_field_are_listed() -> None:
    source = TEXT.replace("3. Följ upp", "Tryckt hos Tryckeriet\n\nUpplaga två\n\n3. Följ upp")
    document = read("x.txt", source.encode())
    skipped = document.skipped(recognise(document, Context(levels=LEVELS)).taken)
    first = source[: source.index("Tryckt hos")].count("\n") + 1
    assert skipped == [(first, first + 2)]


def test_a_theme_alone_is_a_theme() -> None:
    theme = TEXT[TEXT.index("1. Bestäm") : TEXT.index("2a. Hitta")]
    assert [page.kind for page in recognised(theme, kind="theme").pages] == ["theme"]


def test_another_kind_of_document_is_not_taken_for_a_process_support() -> None:
    result = recognised("Syfte\n\nMötet handlade om lokaler.\n\nMedverkar\n\nAlla.")
    assert result.pages == []
    assert len(result.notes) == 1


@pytest.mark.skipif(not REAL_FILE.exists(), reason="the real file is not part of the project")
class TestRealFile:
    @pytest.fixture
    def result(self) -> Recognised:
        return recognise(read(REAL_FILE.name, REAL_FILE.read_bytes()), Context(levels=LEVELS))

    def test_gives_one_toolkit_and_six_themes_in_order(self, result: Recognised) -> None:
        assert [page.key for page in result.pages] == [
            "toolkit", "theme-1", "theme-2a", "theme-2b", "theme-3", "theme-4", "theme-5",
        ]  # fmt: skip

    def test_gives_all_questions_checks_and_points(self, result: Recognised) -> None:
        assert result.pages[0].counts == {"faq": 7, "checklist": 6}
        points = [point for page in result.pages[1:] for point in page.rows["points"]]
        assert len(points) == 21
        assert all("why" in point.values for point in points)
        assert sum("desired_outcome" in point.values for point in points) == 20
        assert sum("same_as" in point.values for point in points) == 1

    def test_uses_every_line(self, result: Recognised) -> None:
        assert read(REAL_FILE.name, REAL_FILE.read_bytes()).skipped(result.taken) == []
