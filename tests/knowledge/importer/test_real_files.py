"""The real documents, when they lie beside the project: what each gives, in numbers."""

import re
from pathlib import Path

import pytest

from knowledge.importer.document import Document
from knowledge.importer.draft import Context, Recognised
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise

from .words import content

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
REPORT_AND_DECISION = SEEDS / "S4-projektrapport-och-beslut.txt"
GUIDE = SEEDS / "S2-fem-steg-gemensam-primarvard.txt"
NAME = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+(?: [A-ZÅÄÖ][a-zåäöé]+)+(?= \((?:S|M|SD|C|V|KD|L|MP)\))")


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT_AND_DECISION.name, REPORT_AND_DECISION.read_bytes())


@pytest.fixture(scope="module")
def result(document: Document) -> Recognised:
    return recognise(document, Context())


@pytest.mark.skipif(not REPORT_AND_DECISION.exists(), reason="the real file is not part of the project")
class TestReportAndDecision:
    def test_gives_the_chapters_in_order_and_the_decision(self, result: Recognised) -> None:
        assert [(page.kind, page.title) for page in result.pages] == [
            ("report", "Nära vård i Sörmland"),
            ("chapter", "Inledning"),
            ("chapter", "Redovisning av projektmål"),
            ("chapter", "Diskussion"),
            ("chapter", "Slutord"),
            ("decision", "Godkännande av slutrapport Nära vård, § 16/23"),
        ]

    def test_gives_four_goals_with_their_outcomes(self, result: Recognised) -> None:
        goals = content(result.pages[0])["goals"]
        assert [goal["outcome"] for goal in goals] == ["partly_met", "partly_met", "partly_met", "met"]
        assert all(goal["wording"] and goal["purpose"] and goal["result"] and goal["outcome_text"] for goal in goals)

    def test_gives_every_row_of_the_report(self, result: Recognised) -> None:
        assert result.pages[0].counts == {
            "goals": 4,
            "resources": 16,
            "methods": 4,
            "recommendations": 22,
            "references": 16,
            "appendices": 8,
        }

    def test_gives_the_whole_decision(self, result: Recognised) -> None:
        page = content(result.pages[-1])
        assert page["result"] == "approved_with_addition"
        assert page["decided_on"] == "2023-06-16"
        assert [row["number"] for row in page["diary_numbers"]] == ["NSV23-0020", "KSKF/2023:126"]
        assert [row["motion_kind"] for row in page["motions"]] == ["addition", "approval", "approval"]
        assert {row["who"] for row in page["motions"]} == {"Ledamot (S)"}
        assert [row["outcome"] for row in page["propositions"]] == ["Bifall", "Bifall"]
        assert page["amendments"].startswith("I Sörmland initierade")
        assert [row["organisation"] for row in page["sent_to"]] == ["Länets kommuner", "Länsstyrgruppen"]

    def test_names_no_person(self, result: Recognised) -> None:
        names = set(NAME.findall(REPORT_AND_DECISION.read_text()))
        assert len(names) > 10
        parts = {part for name in names for part in name.split() if len(part) > 3}
        texts = str([content(page) for page in result.pages]) + str([note.text for note in result.notes])
        assert [part for part in parts if re.search(rf"\b{part}s?\b", texts)] == []

    def test_leaves_nothing_but_the_notices_names_and_other_minutes(
        self, document: Document, result: Recognised
    ) -> None:
        assert document.skipped(result.taken) == [(3, 11), (16, 28), (44, 46), (1278, 1278), (1362, 1637)]


@pytest.mark.skipif(not GUIDE.exists(), reason="the real file is not part of the project")
class TestGuide:
    def test_gives_five_steps_and_says_that_letters_are_lost(self) -> None:
        document = read(GUIDE.name, GUIDE.read_bytes())
        pages = recognise(document, Context()).pages
        assert [(page.kind, page.title) for page in pages] == [
            ("guide", "Fem steg till plan for gemensam primarvard"),
            ("step", "Gemensamma mal"),
            ("step", "Kartlagg forutsattningarna"),
            ("step", "Agera gemensamt"),
            ("step", "Sakra stodet for arbetet med den gemensamma planen"),
            ("step", "Gemensam uppfoljning"),
        ]
        assert [note.line for note in document.notes if "å, ä eller ö" in note.text] == [1]

    def test_gives_the_questions_of_the_second_step(self) -> None:
        pages = recognise(read(GUIDE.name, GUIDE.read_bytes()), Context()).pages
        assert len(pages[2].rows["questions"]) == 7
