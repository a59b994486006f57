"""A decision case: the § of the minutes with the letter before it. Persons stay behind; roles and parties go on."""

from typing import Any

import pytest

from knowledge.importer.draft import Context, PageDraft, Recognised
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise

from .papers import BUNDLE, DECISION, DECISIONS, LETTER, NOTICES, unmarked
from .words import content


def recognised(source: str | bytes) -> Recognised:
    return recognise(read("a.txt", source.encode() if isinstance(source, str) else source), Context())


def decision(source: str | bytes) -> PageDraft:
    page = recognised(source).pages[-1]
    assert page.kind == "decision"
    return page


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    return content(decision("\n\n".join((NOTICES, LETTER, DECISION))))


def test_letter_and_paragraph_are_one_decision() -> None:
    assert [page.title for page in recognised("\n\n".join((NOTICES, LETTER, DECISION))).pages] == [
        "Godkännande av slutrapport Delade cyklar, § 8/24"
    ]


def test_numbers_body_and_handler(page: dict[str, Any]) -> None:
    assert page["paragraph"] == "§ 8/24"
    assert page["document_number"] == "CRB24-0031-1"
    assert page["deciding_body"] == "Cykelrådet"
    assert page["handler_function"] == "Gemensamt cykelstöd"
    assert page["diary_numbers"] == [
        {"number": "CRB24-0031"},
        {"number": "KSBD/2024:77", "role": "Meddelanden till kommunstyrelsen 2024-08-20"},
    ]


def test_the_date_is_taken_from_where_another_paper_names_the_paragraph_and_that_is_said(page: dict[str, Any]) -> None:
    assert page["decided_on"] == "2024-06-11"
    source = "\n\n".join((NOTICES, LETTER, DECISION))
    line = source[: source.index("Cykelrådets beslut 2024")].count("\n") + 1
    assert [note.line for note in recognised(source).notes if "2024-06-11" in note.text] == [line]


def test_without_a_date_none_is_guessed() -> None:
    assert "decided_on" not in decision("\n\n".join((LETTER, DECISION))).values


def test_the_addition_stands_on_its_own(page: dict[str, Any]) -> None:
    assert page["decision_text"] == "Projektrapport Delade cyklar godkänns med tillägget."
    assert page["amendments"] == "Rådet tog initiativ till projektet 2021 och har följt det sedan dess."
    assert page["result"] == "approved_with_addition"
    assert page["proposal"] == "Projektrapport Delade cyklar godkänns."


def test_motions_name_role_and_party(page: dict[str, Any]) -> None:
    assert page["motions"] == [
        {
            "motion_kind": "addition",
            "who": "Ledamot (S)",
            "text": "Yrkar på att detta läggs till: "
            "Rådet tog initiativ till projektet 2021 och har följt det sedan dess.",
        },
        {
            "motion_kind": "approval",
            "who": "Ledamot (C)",
            "text": "Yrkar bifall till ledamotens (S) tilläggsyrkande.",
        },
    ]


def test_propositions_name_the_chair_by_party_and_say_how_it_went(page: dict[str, Any]) -> None:
    assert page["propositions"] == [
        {"question": "Ordföranden (M) ställer förvaltningens förslag under proposition.", "outcome": "Bifall"},
        {"question": "Ordföranden (M) ställer ledamotens (S) tilläggsyrkande under proposition.", "outcome": "Bifall"},
    ]


def test_background_documents_and_recipients(page: dict[str, Any]) -> None:
    assert page["background"].startswith("Rapporten redogör för projektet Delade cyklar.")
    assert "Projektmål 2 – ett förslag" in page["background"]
    assert page["basis_documents"] == [{"text": "Projektrapport Delade cyklar, 2024-05-14"}]
    assert page["sent_to"] == [{"organisation": "Kommunerna i Björkdalen"}, {"organisation": "Cykelstödet"}]


@pytest.mark.parametrize("name", DECISIONS)
def test_another_extraction_gives_the_same_decision(name: str) -> None:
    assert content(decision(DECISIONS[name]())) == content(decision(DECISION))


def test_a_whole_bundle_without_marks_gives_the_same_decision() -> None:
    whole = "\n\n".join((NOTICES, LETTER, DECISION))
    assert content(decision(unmarked(whole))) == content(decision(whole))


def test_markdown_gives_the_same_motions() -> None:
    document = read("a.md", DECISION.encode())
    rows = recognise(document, Context()).pages[0].rows
    assert [row.values["who"].value for row in rows["motions"]] == ["Ledamot (S)", "Ledamot (C)"]
    assert len(rows["propositions"]) == 2


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("yrkar avslag på förslaget.", "rejection"),
        ("yrkar på avslag till förmån för eget förslag.", "rejection"),
        ("yrkar bifall till förvaltningens förslag.", "approval"),
        ("yrkar att andra meningen ändras till: Ja.", "amendment"),
        ("yrkar att rapporten kompletteras med en karta.", "addition"),
    ],
)
def test_kinds_of_motions(wording: str, kind: str) -> None:
    source = DECISION.replace("yrkar bifall till Ottilia Bergfors (S) tilläggsyrkande.", wording)
    assert decision(source).rows["motions"][1].values["motion_kind"].value == kind


def test_a_motion_of_no_clear_kind_gets_none_and_a_warning() -> None:
    result = recognised(
        DECISION.replace("yrkar bifall till Ottilia Bergfors (S) tilläggsyrkande.", "yrkar något annat.")
    )
    motion = result.pages[0].rows["motions"][1]
    assert "motion_kind" not in motion.values
    assert motion.line in {note.line for note in result.notes}


@pytest.mark.parametrize(
    ("wording", "result"),
    [
        ("Förslaget avslås.", "rejected"),
        ("Ärendet återremitteras.", "referred_back"),
        ("Rapporten läggs till handlingarna.", "filed"),
        ("Planen antas.", "approved"),
    ],
)
def test_results(wording: str, result: str) -> None:
    start = DECISION.index("Projektrapport Delade cyklar godkänns med")
    source = DECISION[:start] + wording + DECISION[DECISION.index("\n", start) :]
    assert decision(source).values["result"].value == result


def test_a_result_that_is_not_one_word_is_left_to_the_editor() -> None:
    start = DECISION.index("Projektrapport Delade cyklar godkänns med")
    source = f"{DECISION[:start]}Punkt 1 godkänns. Punkt 2 avslås.{DECISION[DECISION.index(chr(10), start) :]}"
    result = recognised(source)
    assert "result" not in result.pages[0].values
    assert any("ett ord" in note.text for note in result.notes)


def test_several_paragraphs_are_several_decisions() -> None:
    other = DECISION.replace("§ 8/24", "§ 9/24").replace("CRB24-0031", "CRB24-0032")
    pages = recognised(f"{DECISION}\n\n{other}").pages
    assert [page.key for page in pages] == ["decision-8-24", "decision-9-24"]


def test_a_letter_alone_is_a_proposal() -> None:
    page = content(decision(LETTER))
    assert page["proposal"] == "Projektrapport Delade cyklar godkänns."
    assert "decision_text" not in page
    assert "result" not in page


def test_what_is_not_of_the_case_is_listed() -> None:
    document = read("a.txt", BUNDLE.encode())
    result = recognise(document, Context())
    skipped = {line for first, last in document.skipped(result.taken) for line in range(first, last + 1)}
    lines = BUNDLE.split("\n")
    for text in (
        "Sixten Lövhage",
        "## Minnesanteckningar cykelverkstaden 2024-06-02",
        "Signe Myrvold",
        "Kommunstyrelsen",
    ):
        assert lines.index(text) + 1 in skipped
    assert lines.index("### Yrkanden") + 1 not in skipped
    line = lines.index("## Minnesanteckningar cykelverkstaden 2024-06-02") + 1
    (text,) = [note.text for note in result.notes if note.line == line]
    assert "inte importeras" in text
    assert "skapar du en sida för hand, till exempel ett möte" in text


def test_running_text_about_a_decision_is_none() -> None:
    assert recognised("Enligt § 8 i lagen gäller beslut.\n\nBeslut\n\nNämnden sade ja.").pages == []
