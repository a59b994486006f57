"""Decisions out of minutes: each § with its proposal, motions, propositions and decision, and the letter that prepared it.

It goes by the headings that such papers have, so that several papers in one file are told apart. Who moved and who chaired
is kept as role and party.
"""

import re

from django.utils.translation import gettext as _

from ...document import Document, Given, Line, Note
from ...draft import Context, PageDraft, Recognised
from .. import persons
from ..outline import sections
from ..papers import Paper, begins_paper, papers
from . import labels
from .cases import Case, cases
from .rows import amendment, basis, motions, outcome, propositions, recipients
from .values import body_of, date_of, facts_of, numbers_of, passage_of

KINDS = ("decision",)
MIN_HEADINGS = 2


def score(document: Document) -> int:
    """How many decisions the document seems to hold."""
    return len(_cases(document))


def recognise(document: Document, context: Context) -> Recognised:
    """One page for each decision, in the order of the text."""
    result = Recognised()
    found = papers(sections(document, _is_heading))
    everyone = {name for paper in found for name in persons.names(paper.lines)}
    for case in cases(found, MIN_HEADINGS):
        page = _page(case, found, result)
        if page.key in {other.key for other in result.pages}:
            page.key += f"-{page.line}"
        near = {name for paper in case.papers for name in persons.names(paper.lines)}
        if near:
            text = _("“%(title)s”: persons are kept as role and party; their names were left out.")
            result.notes.append(Note(page.line, text % {"title": page.title}))
        persons.leave_out(page, everyone, near)
        result.pages.append(page)
    return result


def _cases(document: Document) -> list[Case]:
    return cases(papers(sections(document, _is_heading)), MIN_HEADINGS)


def _is_heading(line: Line) -> bool:
    return begins_paper(line) or labels.is_heading(line)


def _page(case: Case, everything: list[Paper], result: Recognised) -> PageDraft:
    facts = facts_of(case)
    title = ", ".join(filter(None, [case.title or _("Untitled"), case.paragraph]))
    page = PageDraft("decision", title, case.papers[0].span.first, key=_key(case, facts))
    page.values = {
        **facts.values(),
        **body_of(case, facts),
        **date_of(case, facts, everything, result),
    }
    if case.paragraph:
        page.values["paragraph"] = Given(case.paragraph, case.papers[0].sections[0].span)
    for name in ("proposal", "background", "reservation"):
        given = passage_of(case, name, result)
        if given is not None:
            page.values[name] = given
    page.values |= amendment(case, result)
    page.values |= outcome(case, page.values, result)
    page.rows = {
        "diary_numbers": numbers_of(case, facts, everything),
        "motions": motions(case, result),
        "propositions": propositions(case, result),
        "basis_documents": basis(case),
        "sent_to": recipients(case),
    }
    page.rows = {name: rows for name, rows in page.rows.items() if rows}
    _take(case, facts.lines, result)
    return page


def _key(case: Case, facts: object) -> str:
    name = case.paragraph or getattr(facts, "diary_number", "") or case.title
    return f"decision-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"[:90]


def _take(case: Case, facts: set[int], result: Recognised) -> None:
    """The lines of what was used: the heads, the facts, and every section that a field is made of."""
    result.taken |= facts | case.heading_lines
    for paper in case.papers:
        for section in paper.sections:
            if labels.heading_of(section.title):
                result.taken |= section.numbers
    if case.letter and case.minutes:
        _compare(case, result)


def _compare(case: Case, result: Recognised) -> None:
    """The letter says much again. Where it says something else, the minutes stand, and a note says so."""
    for name in ("background", "basis_documents", "sent_to"):
        ours, theirs = case.text(name, case.minutes), case.text(name, case.letter)
        if ours and theirs and ours != theirs:
            section = case.sections(name, case.letter)[0]
            text = _("“%(heading)s” reads otherwise in the letter than in the minutes, whose words were taken.")
            result.notes.append(Note(section.line, text % {"heading": section.title}))
