"""A report in plain text becomes a report page with its chapters, goals, rows and references."""

from typing import Any

import pytest

from knowledge.importer.document import Heading, Table, plain
from knowledge.importer.draft import Context, Recognised
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise

from .papers import BUNDLE, REPORT, REPORTS
from .words import content


def recognised(source: str | bytes, **context: Any) -> Recognised:
    return recognise(read("a.txt", source.encode() if isinstance(source, str) else source), Context(**context))


@pytest.fixture(scope="module")
def result() -> Recognised:
    return recognised(REPORT)


@pytest.fixture(scope="module")
def report(result: Recognised) -> dict[str, Any]:
    return content(result.pages[0])


def line_of(text: str, source: str = REPORT) -> int:
    return source[: source.index(text)].count("\n") + 1


def test_chapters_follow_the_report_in_order(result: Recognised) -> None:
    assert [(page.kind, page.title, page.under) for page in result.pages] == [
        ("report", "Delade cyklar i Björkdalen", None),
        ("chapter", "Inledning", "report"),
        ("chapter", "Redovisning av projektmål", "report"),
        ("chapter", "Diskussion", "report"),
    ]
    assert [page.values["number"].value for page in result.pages[1:]] == [1, 2, 3]


def test_the_head_gives_series_publisher_date_and_place(report: dict[str, Any]) -> None:
    assert report["series"] == "Projektrapport"
    assert report["publisher"] == "Mötesplatsen i Björkdalen"
    assert report["quality_reviewed_by"] == "utredare"
    assert report["published_on"] == "2024-05-14"
    assert report["place_of_publication"] == "Björkdalen"


def test_period_and_aim_are_found_in_the_text(report: dict[str, Any]) -> None:
    assert (report["period_from"].isoformat(), report["period_to"].isoformat()) == ("2022-03-01", "2024-04-01")
    assert report["overall_aim"] == "Projektets övergripande syfte var att minska resorna med bil."


def test_the_summary_is_the_beginning_of_the_summary_and_that_is_said(result: Recognised) -> None:
    assert result.pages[0].values["summary"].value.startswith("Rapporten redogör för projektet Delade cyklar")
    assert len(result.pages[0].values["summary"].value) <= 300
    assert any("Sammanfattning" in note.text for note in result.notes)


def test_goals_have_wording_purpose_result_and_outcome(report: dict[str, Any]) -> None:
    assert report["goals"][:2] == [
        {
            "number": 1,
            "short_wording": "En plan för delade cyklar beslutad i alla tre kommuner",
            "wording": "En plan för delade cyklar beslutad i alla tre kommuner",
            "purpose": "Planen skulle ge en gemensam riktning.",
            "result": "Två kommuner har beslutat om planen.",
            "outcome_text": "Planen är beslutad i två kommuner.",
            "outcome": "partly_met",
        },
        {
            "number": 2,
            "short_wording": "Ett förslag på hur cyklarna sköts om",
            "wording": "Ett förslag på hur cyklarna sköts om",
            "purpose": "Cyklarna ska vara hela.",
            "result": "Förslaget är lämnat.",
            "outcome_text": "Förslaget är lämnat.",
            "outcome": "met",
        },
    ]


def test_an_outcome_that_the_report_does_not_give_is_not_guessed(result: Recognised, report: dict[str, Any]) -> None:
    assert "outcome" not in report["goals"][2]
    assert line_of("## Projektmål 3") in {note.line for note in result.notes}


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Därför kan målet anses vara delvis uppfyllt.", "partly_met"),
        ("Målet är inte uppfyllt.", "not_met"),
        ("Målet är uppfyllt.", "met"),
    ],
)
def test_without_a_table_the_outcome_is_what_a_sentence_about_the_goal_says(sentence: str, outcome: str) -> None:
    page = content(recognised(REPORT.replace("Färre ska behöva bil.", f"Färre ska behöva bil. {sentence}")).pages[0])
    assert page["goals"][2]["outcome"] == outcome


def test_resources_are_fixed_or_temporary(report: dict[str, Any]) -> None:
    assert [(row["resource_kind"], row["name"]) for row in report["resources"]] == [
        ("fixed", "Projektledare"),
        ("fixed", "Styrgrupp"),
        ("temporary", "Föreningar"),
    ]


def test_methods_say_how_many_were_asked_and_where(report: dict[str, Any]) -> None:
    assert [(row["method"], row.get("audience"), row["count"]) for row in report["methods"]][:2] == [
        ("Enkäter", "Invånare", 125),
        ("Enkäter", "Medarbetare och chefer", 77),
    ]
    assert report["methods"][2]["places"] == "Björkby, Granliden och Sjöbo"


def test_recommendations_are_grouped_as_in_the_report(report: dict[str, Any]) -> None:
    assert [(row["title"], row["group"], row["recommendation_kind"]) for row in report["recommendations"]] == [
        ("Lås och ljus", "Trygghet", "development_area"),
        ("Gemensam verkstad", "Skötsel", "development_area"),
        ("Låna ut längre", "Mer av det som fungerar", "recommendation"),
    ]


def test_references_have_publisher_year_number_and_address(report: dict[str, Any]) -> None:
    assert report["references"] == [
        {
            "title": "Cykeln i staden",
            "publisher": "SOU",
            "year": 2019,
            "identifier": "SOU 2019:99",
            "url": "https://example.se/sou-2019-99/",
        },
        {
            "title": "Direktiv för delade cyklar",
            "publisher": "Cykelrådet",
            "year": 2021,
            "identifier": "CRB21-0044-2",
        },
        {
            "title": "Lånecyklar",
            "publisher": "Mötesplatsen",
            "year": 2022,
            "identifier": "2022a",
            "url": "https://example.se/lanecyklar",
        },
    ]


def test_appendices_share_the_address_of_the_document_with_all_of_them(report: dict[str, Any]) -> None:
    assert report["appendices"] == [
        {"number": "1", "title": "Enkäten", "url": "https://example.se/bilagor.pdf"},
        {"number": "2", "title": "Planen", "url": "https://example.se/bilagor.pdf"},
    ]


def test_text_that_a_page_break_parted_is_joined(result: Recognised) -> None:
    assert "en kartläggning av resor som invånarna själva gjorde." in content(result.pages[1])["body"]


def test_headings_of_a_chapter_skip_no_level(result: Recognised) -> None:
    for page in result.pages:
        levels = [block.level for block in page.values["body"].value if isinstance(block, Heading)]
        assert all(level - before <= 1 for before, level in zip([1, *levels], levels, strict=False))
        assert set(levels) <= {2, 3, 4}


def test_rows_parted_by_tabs_are_a_table_with_merged_cells_filled(result: Recognised) -> None:
    tables = [block for block in result.pages[2].values["body"].value if isinstance(block, Table)]
    assert [plain(head) for head in tables[1].head] == ["Kommun", "År", "Resor"]
    assert [[plain(cell) for cell in row.cells] for row in tables[1].rows] == [
        ["Björkby", "2022", "410"],
        ["Björkby", "2023", "380"],
    ]


def test_what_is_odd_in_the_source_is_said_with_its_line(result: Recognised) -> None:
    notes = {note.line: note.text for note in result.notes}
    assert "Tabell 1" in notes[line_of("*Tabell 1. Resor")]
    assert "Kapitel 3" in notes[line_of("# 3\n\n## Referenser")]
    assert "figur 1" in notes[line_of("Figur 1:")].lower()


def test_a_heading_that_only_the_table_of_contents_has_is_said() -> None:
    source = REPORT.replace("Diskussion . . . . .", "Metodkritik . . . . .	12\nDiskussion . . . . .")
    texts = [note.text for note in recognised(source).notes]
    assert [text for text in texts if "Metodkritik" in text]
    assert not [text for text in texts if "mål 2" in text]


@pytest.mark.parametrize("name", REPORTS)
def test_another_extraction_gives_the_same_report(name: str) -> None:
    pages = [content(page) for page in recognised(REPORTS[name]()).pages]
    assert pages == [content(page) for page in recognised(REPORT).pages]


def test_a_report_in_markdown_has_the_same_chapters() -> None:
    pages = recognise(read("a.md", REPORT.encode()), Context()).pages
    assert [page.title for page in pages] == [page.title for page in recognised(REPORT).pages]


def test_report_and_decision_of_one_file_are_told_apart() -> None:
    result = recognised(BUNDLE)
    assert [page.kind for page in result.pages] == ["report", "chapter", "chapter", "chapter", "decision"]
    assert [content(page) for page in result.pages[:-1]] == [content(page) for page in recognised(REPORT).pages]


def test_only_the_kind_that_is_asked_for_is_taken() -> None:
    assert [page.kind for page in recognised(BUNDLE, kind="decision").pages] == ["decision"]


def test_a_text_that_only_mentions_a_report_is_none() -> None:
    assert recognised("Projektrapport\n\nDen är klar.\n\nSyfte\n\nVi läser den i maj.").pages == []
