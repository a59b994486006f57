"""The facts of a decision: numbers, date, body and handling function."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from ...document import Given, Line, Note, Span
from ...draft import Recognised, RowDraft
from .. import persons
from ..papers import Paper
from . import labels
from .cases import Case

GENITIVE_FIRST = re.compile(
    r"^(\w+(?:nämnd|styrelse|grupp|råd|utskott|beredning)en|nämnden|styrelsen)s\b", re.IGNORECASE
)
MAX_VALUE_LINES = 4


@dataclass
class Facts:
    """What stands behind the labels at the head of the papers, with the lines."""

    found: dict[str, list[Line]] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    def first(self, name: str) -> Line | None:
        return next(iter(self.found.get(name, [])), None)

    @property
    def diary_number(self) -> str:
        line = self.first("diary_number")
        match = labels.DIARY_NUMBER.search(line.text) if line else None
        return match[0] if match else ""

    def values(self) -> dict[str, Given]:
        """The fields that they fill at once."""
        values = {}
        number = self.first("document_number")
        match = labels.DIARY_NUMBER.search(number.text) if number else None
        if number and match:
            values["document_number"] = Given(match[0], _span(number))
        function = [line for line in self.found.get("handler", []) if not persons.is_name(line.text)]
        if function:
            values["handler_function"] = Given(function[0].text, _span(function[0]))
        return values


def facts_of(case: Case) -> Facts:
    facts = Facts()
    for paper in case.papers:
        for name, label, values in _labelled(paper):
            known = facts.found.setdefault(name, [])
            known += [line for line in values if line.text not in {each.text for each in known}]
            used = [line for line in values if not persons.is_name(line.text)]
            facts.lines |= {line.number for line in used} | {label.number}
    return facts


def _labelled(paper: Paper) -> list[tuple[str, Line, list[Line]]]:
    """Each label of the head with the lines behind it: those before the next label or heading."""
    lines = _head(paper)
    found = []
    starts = [place for place, line in enumerate(lines) if labels.fact_of(line.text)[0]]
    for start, end in pairwise([*starts, len(lines)]):
        name, rest = labels.fact_of(lines[start].text)
        following = [line for line in lines[start + 1 : end] if not line.level][:MAX_VALUE_LINES]
        if name != "handler" or rest:
            following = following[:1]
        values = [Line(lines[start].number, rest)] if rest else following
        found.append((name, lines[start], values))
    return found


def _head(paper: Paper) -> list[Line]:
    """The lines before the first heading of a decision."""
    lines: list[Line] = []
    for line in paper.lines:
        if line.level and labels.heading_of(line.text):
            break
        lines.append(line)
    return lines


def numbers_of(case: Case, facts: Facts, everything: list[Paper]) -> list[RowDraft]:
    """The number of the case, and the numbers under which others have registered it."""
    rows = []
    line = facts.first("diary_number") or facts.first("document_number")
    match = labels.DIARY_NUMBER.search(line.text) if line else None
    if line and match:
        rows.append(RowDraft({"number": Given(match[0], _span(line))}, line.number))
    for paper, before, mention in _mentions(case, everything):
        match = labels.DIARY_NUMBER.fullmatch(before.text.strip("* "))
        if match:
            values = {"number": Given(match[0], _span(before)), "role": Given(paper.title, _span(before))}
            rows.append(RowDraft({name: given for name, given in values.items() if given.value}, before.number))
            facts.lines |= {before.number, mention.number}
    return rows


def _mentions(case: Case, everything: list[Paper]) -> list[tuple[Paper, Line, Line]]:
    """Where other papers of the file name the §, each with the line before it."""
    if not case.paragraph:
        return []
    pattern = re.compile(rf"§\s?{re.escape(case.paragraph[2:])}(?!\d)")
    own = {line.number for paper in case.papers for line in paper.lines}
    return [
        (paper, before, line)
        for paper in everything
        for before, line in pairwise([Line(paper.span.first, ""), *paper.lines])
        if pattern.search(line.text) and line.number not in own
    ]


def date_of(case: Case, facts: Facts, everything: list[Paper], result: Recognised) -> dict[str, Given]:
    """The day of the meeting: from the head of the minutes, or from where another paper names the § with its date."""
    line = facts.first("meeting")
    match = labels.DATE.search(line.text) if line else None
    if line and match:
        return {"decided_on": Given(match[1], _span(line))}
    for paper, _before, mention in _mentions(case, everything):
        match = labels.DATE.search(mention.text)
        if match:
            text = _("The date of the decision, %(date)s, does not stand in the § itself but on line %(line)s.")
            result.notes.append(Note(mention.number, text % {"date": match[1], "line": mention.number}))
            facts.lines.add(mention.number)
            return {"decided_on": Given(match[1], _span(mention))}
        del paper
    found = _meeting_before(case, everything)
    return {"decided_on": found} if found else {}


def _meeting_before(case: Case, everything: list[Paper]) -> Given | None:
    """The date at the head of the minutes in which the § stands."""
    if case.minutes is None:
        return None
    for paper in reversed([each for each in everything if each.span.first < case.minutes.span.first]):
        for name, _label, values in _labelled(paper):
            match = labels.DATE.search(values[0].text) if name == "meeting" and values else None
            if match:
                return Given(match[1], _span(values[0]))
    return None


def body_of(case: Case, facts: Facts) -> dict[str, Given]:
    """Who decides: the owner of the decision in its heading, else where the matter goes."""
    for paper in case.papers:
        for section in paper.sections:
            if labels.heading_of(section.title) == "decision_text" and " " in section.title.strip():
                name = re.sub(r"s [Bb]eslut$", "", section.title.strip(" :*"))
                return {"deciding_body": Given(GENITIVE_FIRST.sub(r"\1", name), Span(section.line, section.line))}
    line = facts.first("path")
    return {"deciding_body": Given(line.text, _span(line))} if line else {}


def passage_of(case: Case, name: str, result: Recognised) -> Given | None:
    """The running text under one sort of heading. The minutes' words stand before the letter's."""
    paper = next((each for each in case.papers if case.sections(name, each)), None)
    found = case.sections(name, paper) if paper else []
    blocks = tuple(block for section in found for block in section.blocks)
    return Given(blocks, Span(blocks[0].span.first, blocks[-1].span.last)) if blocks else None


def _span(line: Line) -> Span:
    return Span(line.number, line.number)
