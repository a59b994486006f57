"""A report with its chapters: what its head says, goals with outcomes, resources, recommendations, references, appendices.

It goes by the table of contents, by chapter numbers and by the headings that such reports share, so that the level at which
an extraction marks a heading does not matter.
"""

from django.utils.translation import gettext as _

from ...document import Document, Given, Note, Span
from ...draft import Context, PageDraft, Recognised
from .. import persons
from ..papers import papers
from . import goals, head, literature, rows
from .parts import Chapter, Report, body, read

KINDS = ("report", "chapter")
MIN_CHAPTERS = 2
MAX_TITLE = 250


def score(document: Document) -> int:
    """How many chapters and goals the report has; 0 when the document holds no report."""
    report = read(document)
    if report is None or len(report.chapters) < MIN_CHAPTERS:
        return 0
    return len(report.chapters) + len(goals.numbers(report))


def recognise(document: Document, context: Context) -> Recognised:
    """The report and its chapters in the order of the text. Nothing when there is none."""
    result = Recognised()
    report = read(document)
    if report is None:
        return result
    page = PageDraft("report", head.title(report, result), report.line, key="report")
    page.values = head.values(report, result)
    page.rows = {
        "goals": goals.rows(report, result),
        "resources": rows.resources(report),
        "methods": rows.methods(report),
        "recommendations": rows.recommendations(report),
        **literature.rows(report, result),
    }
    page.rows = {name: found for name, found in page.rows.items() if found}
    result.pages = [page, *(_chapter(chapter, place, result) for place, chapter in enumerate(report.chapters, 1))]
    result.taken |= report.contents.lines | {number for section in report.structure for number in section.numbers}
    _say_what_is_odd(report, result)
    _leave_persons_out(document, report, result)
    return result


def _chapter(chapter: Chapter, place: int, result: Recognised) -> PageDraft:
    for section in chapter.sections:
        result.taken |= section.numbers
    values = {"number": Given(chapter.number or place, Span(chapter.line, chapter.line))}
    blocks = body(chapter.sections)
    if blocks:
        values["body"] = Given(blocks, Span(blocks[0].span.first, blocks[-1].span.last))
    else:
        result.notes.append(Note(chapter.line, _("The chapter “%(title)s” is empty.") % {"title": chapter.title}))
    return PageDraft(
        "chapter", chapter.title[:MAX_TITLE], chapter.line, f"chapter-{place}", under="report", values=values
    )


def _say_what_is_odd(report: Report, result: Recognised) -> None:
    if not any(chapter.number for chapter in report.chapters):
        text = _("The chapters have no numbers; they were numbered in their order.")
        result.notes.append(Note(report.chapters[0].line if report.chapters else report.line, text))
    for line, what, number in report.repeated_numbers():
        text = _("%(what)s %(number)s stands twice in the source.")
        result.notes.append(Note(line, text % {"what": what, "number": number}))
    for line, number in report.figures():
        text = _("The picture of figure %(number)s is not in the text; its caption was kept.")
        result.notes.append(Note(line, text % {"number": number}))
    for title in report.missing():
        text = _("The table of contents has “%(title)s”, but the text has no such heading.")
        result.notes.append(Note(min(report.contents.lines), text % {"title": title}))


def _leave_persons_out(document: Document, report: Report, result: Recognised) -> None:
    everyone = {name for paper in papers(report.everything) for name in persons.names(paper.lines)}
    near = persons.names([line for section in report.sections for line in section.all_lines])
    for page in result.pages:
        lines = persons.leave_out(page, everyone, near)
        if lines:
            text = _("“%(title)s”: the names of persons were left out.")
            result.notes.append(Note(min(lines), text % {"title": page.title}))
