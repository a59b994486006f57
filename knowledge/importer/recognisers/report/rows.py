"""Resources, methods and recommendations: headings with a text each, and numbers of those who were asked."""

import re
from collections.abc import Iterator

from ...document import Given, Span
from ...draft import RowDraft
from ..outline import Section
from .parts import Report

RESOURCES = {"fasta resurser": "fixed", "tillfalliga resurser": "temporary"}
ASKED = re.compile(
    r"\(\s*(?:totalt\s+|sammanlagt\s+|cirka\s+)?(?P<count>\d{1,6})\s+(?:respondenter|personer|deltagare|svar\w*|intervjuade)\b[^)]*\)"
)
PLACES = re.compile(r"\bi\s+((?:[A-ZÅÄÖ][\wåäö]+,\s)*[A-ZÅÄÖ][\wåäö]+\s+och\s+[A-ZÅÄÖ][\wåäö]+)\s*$")
PROPOSED = re.compile(r"forslag pa utvecklingsomraden|utvecklingsomraden")
RECOMMENDED = re.compile(r"rekommendation(?:er)?")
MAX_AUDIENCE, MAX_NAME, MAX_GROUP = 100, 200, 150


def resources(report: Report) -> list[RowDraft]:
    """The headings below "Fasta resurser" and "Tillfälliga resurser" that have a text of their own."""
    rows: list[RowDraft] = []
    for name, code in RESOURCES.items():
        for start, section in enumerate(report.sections):
            found = [_resource(part, code) for part in _below(report, start)] if section.key == name else []
            if found:
                rows += found
                break
    return rows


def _below(report: Report, start: int) -> Iterator[Section]:
    """The sections after this one that have text, up to a heading of the table of contents or another such list."""
    firsts = {id(chapter.sections[0]) for chapter in report.chapters}
    for section in report.sections[start + 1 :]:
        if section.key in RESOURCES or report.listed(section) or id(section) in firsts:
            return
        if section.blocks and len(section.title) <= MAX_NAME:
            yield section


def _resource(section: Section, code: str) -> RowDraft:
    values = {
        "resource_kind": Given(code, section.span),
        "name": Given(section.title, Span(section.line, section.line)),
        "description": Given(_words(section), section.span),
    }
    return RowDraft(values, section.line)


def _words(section: Section) -> str:
    """The text, without the quotations that a page's layout sets into it."""
    return "\n\n".join(text for text, _span in section.texts() if not text.startswith("”"))


def methods(report: Report) -> list[RowDraft]:
    """Where the report says how many were asked: "Invånare (125 respondenter)"."""
    rows = []
    for chapter in report.chapters:
        for section in chapter.sections:
            for text, span in section.texts():
                rows += [_method(section, text, match, span) for match in ASKED.finditer(text)]
    return rows


def _method(section: Section, text: str, match: re.Match[str], span: Span) -> RowDraft:
    before = text[: match.start()].strip()
    values = {"method": Given(section.title[:150], span), "count": Given(int(match["count"]), span)}
    if len(before) <= MAX_AUDIENCE:
        values["audience"] = Given(before, span)
    places = PLACES.search(before)
    if places:
        values["places"] = Given(places[1], span)
    return RowDraft(values, span.first)


def recommendations(report: Report) -> list[RowDraft]:
    """What stands under "Förslag på utvecklingsområden" and "Rekommendationer": a heading with a text is one of them, a
    heading without names the group of those that follow.
    """
    rows: list[RowDraft] = []
    inside, recommended, group = False, False, ""
    firsts = {id(chapter.sections[0]) for chapter in report.chapters}
    before: Section | None = None
    for section in (section for chapter in report.chapters for section in chapter.sections):
        begins = PROPOSED.fullmatch(section.key) or RECOMMENDED.fullmatch(section.key)
        if id(section) in firsts:
            inside = recommended = False
        elif begins:
            recommended |= bool(RECOMMENDED.fullmatch(section.key))
            group = _short_text(section) or _group_before(before, group)
            inside = True
        elif report.listed(section):
            inside, group = False, section.title if recommended else ""
        elif inside and not section.blocks:
            group = section.title[:MAX_GROUP]
        elif inside:
            rows.append(_recommendation(section, group, "recommendation" if recommended else "development_area"))
        before = section
    return rows


def _short_text(section: Section) -> str:
    """A heading below the heading that is printed as text."""
    texts = section.texts()
    return texts[0][0] if len(texts) == 1 and len(texts[0][0]) <= MAX_GROUP and not texts[0][0].endswith(".") else ""


def _group_before(before: Section | None, group: str) -> str:
    if before is None or before.blocks or PROPOSED.fullmatch(before.key) or RECOMMENDED.fullmatch(before.key):
        return group
    return before.title[:MAX_GROUP]


def _recommendation(section: Section, group: str, code: str) -> RowDraft:
    texts = section.texts()
    values = {
        "title": Given(section.title[:200], Span(section.line, section.line)),
        "recommendation_kind": Given(code, section.span),
        "rationale": Given(texts[0][0], section.span),
    }
    if group:
        values["group"] = Given(group, section.span)
    return RowDraft(values, section.line)
