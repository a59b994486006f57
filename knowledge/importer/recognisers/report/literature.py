"""The references and appendices at the end of a report."""

import re

from django.utils.translation import gettext as _

from ...document import Given, Note, Span
from ...draft import Recognised, RowDraft
from ..decision.labels import DIARY_NUMBER
from .parts import Report

ENTRY = re.compile(
    r"(?P<publisher>[^()]{2,120}?)\s*\((?P<year>(?:19|20)\d{2})(?P<suffix>[a-z])?\)[.:,]?\s*(?P<title>\S.*)",
    re.DOTALL,
)
ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"]+[^\s<>()\[\]\".,;:]")
ACCESSED = re.compile(r"\s*\b\d{4}-\d{2}-\d{2}\b\.?\s*")
OFFICIAL = re.compile(r"\(?\b(?P<number>(?:SOU|Ds|Prop\.?|SFS)\s?\d{4}(?:/\d{2})?:\d+|(?<=\()\d{4}:\d{1,3}(?=\)))\)?")
DIARY = re.compile(
    rf"[.,]?\s*(?:Diarie?nummer|Diarien+r|Dnr)\s*:?\s*(?P<number>{DIARY_NUMBER.pattern}|\S+)", re.IGNORECASE
)
APPENDIX = re.compile(r"Bilaga\s+(?P<number>\d{1,2}[a-z]?|[A-Z])\s*[.:–-]?\s*(?P<title>\S.*)")
ALL_APPENDICES = re.compile(r"\balla bilagor", re.IGNORECASE)
MAX_PIECES = 3


def rows(report: Report, result: Recognised) -> dict[str, list[RowDraft]]:
    return {"references": _references(report, result), "appendices": _appendices(report, result)}


def _references(report: Report, result: Recognised) -> list[RowDraft]:
    """An entry begins with its author and year; what follows up to the next one belongs to it."""
    entries: list[list[tuple[str, Span]]] = []
    for section in report.references:
        result.taken |= set(section.heading.span.lines) if section.heading else set()
        titled = [(section.title, section.heading.span)] if section.heading else []
        for text, span in [*titled, *section.texts()]:
            if ENTRY.fullmatch(text):
                entries.append([(text, span)])
            elif entries and (text, span) not in titled and len(entries[-1]) <= MAX_PIECES:
                entries[-1].append((text, span))
    for entry in entries:
        for _text, span in entry:
            result.taken |= set(span.lines)
    return [row for entry in entries if (row := _reference(entry))]


def _reference(entry: list[tuple[str, Span]]) -> RowDraft | None:
    text = " ".join(text for text, _span in entry)
    span = Span(entry[0][1].first, entry[-1][1].last)
    address = ADDRESS.search(text)
    text = ADDRESS.sub(" ", text)
    match = ENTRY.fullmatch(text.strip())
    if match is None:
        return None
    title, identifier = _without_number(match["title"])
    found = {
        "title": ACCESSED.sub(" ", title).strip(" .<>()[]"),
        "publisher": match["publisher"].strip(),
        "year": int(match["year"]),
        "identifier": identifier or (f"{match['year']}{match['suffix']}" if match["suffix"] else ""),
        "url": address[0].replace("\\", "") if address else "",
    }
    return RowDraft({name: Given(value, span) for name, value in found.items() if value}, span.first)


def _without_number(title: str) -> tuple[str, str]:
    for pattern in (OFFICIAL, DIARY):
        match = pattern.search(title)
        if match:
            number = match["number"]
            official = f"SOU {number}" if pattern is OFFICIAL and number[0].isdigit() else number
            return f"{title[: match.start()]} {title[match.end() :]}", official
    return title, ""


def _appendices(report: Report, result: Recognised) -> list[RowDraft]:
    """The list of appendices. An address that is said to hold all of them is that of each."""
    found: list[RowDraft] = []
    shared = ""
    for section in report.appendices:
        result.taken |= set(section.heading.span.lines) if section.heading else set()
        for line in section.lines:
            match = APPENDIX.fullmatch(line.text.strip("* "))
            address = ADDRESS.search(line.text)
            span = Span(line.number, line.number)
            if match:
                values = {"number": Given(match["number"], span), "title": Given(match["title"].strip(" ."), span)}
                found.append(RowDraft(values, line.number))
            elif address and ALL_APPENDICES.search(section.title):
                shared = address[0]
            elif not (address or ALL_APPENDICES.search(line.text)):
                continue
            result.taken.add(line.number)
    for row in found if shared else []:
        row.values["url"] = Given(shared, Span(row.line, row.line))
    if report.appendices and not found:
        result.notes.append(Note(report.appendices[0].line, _("No appendix was found under its heading.")))
    return found
