"""The goals of a project: wording, purpose and result where each is told, and the outcome where the report sums up."""

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from django.utils.translation import gettext as _

from ...document import Given, Note, Paragraph, Row, Span, Table, plain, text_of
from ...draft import Recognised, RowDraft, words
from ...folding import fold
from ..outline import Section, key
from .parts import Report

GOAL = re.compile(r"(?:projekt|del|effekt)?mal (?P<number>\d{1,2})(?:\s*[-–:.]\s*.{0,150})?")
STATED = re.compile(r"(?:Projekt|Del|Effekt)?[Mm]ål\s+(?P<number>\d{1,2})\s*[-–:.]?\s+(?P<wording>\S.{9,})", re.DOTALL)
NAMED = re.compile(r"mal (\d{1,2})\b")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
MET = {"not_met": r"\b(?:inte|ej) (?:helt )?uppfyll|ouppfyll", "partly_met": r"\bdelvis uppfyll", "met": r"uppfyll"}
MAX_SHORT = 150
ALIKE = 80


def numbers(report: Report) -> dict[int, Section]:
    """Where each goal is told first, by its number."""
    found: dict[int, Section] = {}
    for section in report.sections:
        match = GOAL.fullmatch(section.key)
        if match:
            found.setdefault(int(match["number"]), section)
    return found


def rows(report: Report, result: Recognised) -> list[RowDraft]:
    stated = _stated(report)
    told = numbers(report)
    found = []
    for number in sorted({*stated, *told}):
        row = _row(report, number, stated.get(number), told.get(number), result)
        if row is not None:
            found.append(row)
    return found


def _stated(report: Report) -> dict[int, Given]:
    """The list of goals: "Projektmål 1 …" with the wording."""
    found: dict[int, Given] = {}
    for section in report.sections:
        for text, span in section.texts():
            match = STATED.fullmatch(text)
            if match and len(match["wording"]) < 400:
                found.setdefault(int(match["number"]), Given(match["wording"].strip(" ."), span))
    return found


def _row(
    report: Report, number: int, stated: Given | None, section: Section | None, result: Recognised
) -> RowDraft | None:
    own = _under(report, section) if section else []
    wording = stated or _first_words(own)
    line = section.line if section else wording.line if wording else report.line
    if wording is None:
        result.notes.append(Note(line, _("Goal %(number)s has no wording.") % {"number": number}))
        return None
    values = {
        "number": Given(number, Span(line, line)),
        "short_wording": Given(_short(wording.value), wording.span),
        "wording": words(wording.value, wording.span),
    }
    for name, heading in (("purpose", "syfte"), ("result", "resultat")):
        part = next((each for each in own if each.key == heading and each.blocks), None)
        if part is not None:
            values[name] = Given(tuple(part.blocks), part.span)
    values |= _outcome(report, number, wording.value, own)
    if "outcome" not in values:
        text = _("The report does not say whether goal %(number)s was met.")
        result.notes.append(Note(line, text % {"number": number}))
    return RowDraft(values, line)


def _under(report: Report, start: Section) -> list[Section]:
    """The sections from a goal's heading up to the next goal's or the next chapter's."""
    own: list[Section] = []
    firsts = {id(chapter.sections[0]) for chapter in report.chapters}
    begun = False
    for section in report.sections:
        if section is start:
            begun = True
        elif begun and (GOAL.fullmatch(section.key) or id(section) in firsts):
            break
        if begun:
            own.append(section)
    return own


def _first_words(own: list[Section]) -> Given | None:
    """What stands right under the goal's heading, be it marked as a heading itself."""
    for place, section in enumerate(own[:2]):
        if place and section.heading and section.key not in ("syfte", "resurser"):
            return Given(section.title, section.heading.span)
        for text, span in section.texts()[:1]:
            return Given(text.strip(" ."), span)
    return None


def _short(wording: str) -> str:
    if len(wording) <= MAX_SHORT:
        return wording
    return f"{wording[: MAX_SHORT - 1].rsplit(' ', 1)[0].rstrip(' ,')}…"


def _outcome(report: Report, number: int, wording: str, own: list[Section]) -> dict[str, Given]:
    """From the table that sums up, else from a sentence under the goal's own headings."""
    for table in _tables(report):
        row = next((row for row in table.rows if _about(row, number, wording)), None)
        if row is not None:
            return _from_row(table, row)
    for section in _discussed(report, number) or own:
        for block in section.blocks:
            for sentence in SENTENCE.split(text_of(block)) if isinstance(block, Paragraph) else ():
                if met(sentence) and _only_about(sentence, number):
                    return {"outcome": Given(met(sentence), block.span), "outcome_text": words(sentence, block.span)}
    return {}


def _only_about(sentence: str, number: int) -> bool:
    """Whether a sentence speaks of a goal, and of no other one."""
    folded = fold(sentence)
    return "mal" in folded and {int(other) for other in NAMED.findall(folded)} <= {number}


def _tables(report: Report) -> Iterator[Table]:
    for section in report.sections:
        yield from (b for b in section.blocks if isinstance(b, Table) and any(_judges(row) for row in b.rows))


def _judges(row: Row) -> str:
    return next((code for cell in row.cells if (code := met(plain(cell)))), "")


def _about(row: Row, number: int, wording: str) -> bool:
    """Whether a row is about the goal: by its number, or where rows have none by its words."""
    found = [number for cell in row.cells for number in NAMED.findall(fold(plain(cell)))]
    if found:
        return int(found[0]) == number
    return any(ratio(key(plain(cell)), key(wording)) >= ALIKE for cell in row.cells)


def _from_row(table: Table, row: Row) -> dict[str, Given]:
    heads = [key(plain(head)) for head in table.head]
    values = {}
    for head, cell in zip(heads, row.cells, strict=True):
        code = met(plain(cell))
        if code and "outcome" not in values:
            values["outcome"] = Given(code, row.span)
        elif head in ("utfall", "kommentar", "resultat") and plain(cell):
            values.setdefault("outcome_text", words(plain(cell), row.span))
    return values


def _discussed(report: Report, number: int) -> list[Section]:
    """What other chapters say under the goal's number."""
    starts = [s for s in report.sections if (m := GOAL.fullmatch(s.key)) and int(m["number"]) == number]
    return [section for start in starts for section in _under(report, start)]


def met(text: str) -> str:
    """The code of what a text says about a goal. Empty when it says nothing."""
    folded = fold(text)
    return next((code for code, pattern in MET.items() if re.search(pattern, folded)), "")
