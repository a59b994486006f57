"""The headings of a decision and the facts at its head, matched against folded text."""

import re

from ...document import Line
from ..outline import key

HEADINGS = {
    "proposal": r"(?:\S+ )?forslag till (?:beslut|.{3,60} beslut)|beslutsforslag|forslag till stallningstagande",
    "motions": r"(?:forslag och )?yrkande(?:n)?(?: (?:pa|under) .{3,40})?",
    "propositions": r"proposition(?:er|sordning)?|beslutsgang",
    "decision_text": r"beslut|.{3,110}s beslut",
    "background": r"arendet|arendebeskrivning|beskrivning av arendet|sammanfattning(?: av arendet)?|bakgrund",
    "basis_documents": r"beslutsunderlag|underlag(?: for beslut(?:et)?)?",
    "sent_to": r"(?:beslutet |protokollsutdrag(?:et)? )?(?:expedieras|skickas|sands|delges|utdrag)(?: till)?|sandlista",
    "reservation": r"reservation(?:er)?",
}
HEADING = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in HEADINGS.items()))
# What only a decision has: two of them tell one.
TELLING = {"proposal", "motions", "propositions", "decision_text", "basis_documents", "sent_to"}
FACTS = {
    "diary_number": r"diarie?nummer|diarienr|dnr|arendenummer",
    "document_number": r"dokumentnummer|dokumentnr",
    "handler": r"handlaggare",
    "path": r"arendegang",
    "meeting": r"sammantradesdatum|motesdatum",
    "date": r"datum",
}
FACT = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in FACTS.items()))
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
DIARY_NUMBER = re.compile(
    r"\b(?!SOU|SFS|SOSFS|HSLF|DS|PROP)[A-ZÅÄÖ]{2,8}\s?(?:/?\d{4}[:/-]\s?\d{1,6}|\d{2}\s?-\s?\d{2,6})(?:\s?-\s?\d{1,4})?\b"
)


def heading_of(text: str) -> str:
    """Which heading of a decision these words are. Empty when they are none."""
    match = HEADING.fullmatch(key(text))
    return str(match.lastgroup) if match else ""


def fact_of(text: str) -> tuple[str, str]:
    """The fact that a line gives, as its name and what stands behind it on the line."""
    label, colon, rest = text.partition(":")
    match = FACT.fullmatch(key(label))
    if match:
        return str(match.lastgroup), rest.strip()
    first, _space, rest = text.strip("*_ ").partition(" ")
    match = FACT.fullmatch(key(first)) if not colon and re.match(r"[A-ZÅÄÖ]{0,8}\s?\d", rest) else None
    return (str(match.lastgroup), rest.strip()) if match else ("", "")


def is_heading(line: Line) -> bool:
    """Whether an unmarked line is one of these headings: it stands alone, with a capital and without a full stop."""
    text = line.text.strip("* ")
    name = heading_of(text) if text[:1].isupper() and not line.depth and not line.cells else ""
    return bool(name) and not text.endswith(".") and (line.gap or name != "decision_text" or key(text) == "beslut")
