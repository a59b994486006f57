"""A file that holds several papers of a meeting: a report, letters, decisions, minutes. Where each of them begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ..document import Document, Line, Note, Span
from .outline import Section, key, sections

# "§ 16/23 Godkännande av slutrapport"
PARAGRAPH = re.compile(r"§+\s?(?P<number>\d{1,4}(?:\s?[/:]\s?\d{2,4})?)\.?(?:\s+(?P<title>[^\W\d_a-zåäö].{0,200}))?")
REPORT = re.compile(r"(?:projekt|slut|del|fou-|forsknings-?|utvarderings)?rapport(?: \d[\d:/-]*)?")
OTHERS = re.compile(
    r"(?:minnesanteckningar|meddelanden till|kallelse|foredragningslista|sammantradesprotokoll|protokoll|"
    r"protokollsutdrag|tjansteskrivelse|motion|interpellation|remissvar)\b[^.]{0,120}"
)
HANDLER = re.compile(r"handlaggare(?:\s*:.{0,100})?")
MAX_HEADING = 130


@dataclass(frozen=True)
class Paper:
    """One paper. `kind` is "report", "case" for a § of minutes, "letter" for an official's, "other", or "" for what
    stands before the first one.
    """

    kind: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return self.sections[0].title

    @property
    def span(self) -> Span:
        return Span(self.sections[0].line, self.sections[-1].span.last)

    @cached_property
    def lines(self) -> list[Line]:
        """All its lines, those of headings too."""
        return [line for section in self.sections for line in section.all_lines]


def kind_of(text: str) -> str:
    """The kind of paper that a heading begins. Empty when it begins none."""
    folded = key(text)
    if PARAGRAPH.fullmatch(" ".join(text.replace("*", "").split())):
        return "case"
    for kind, pattern in (("report", REPORT), ("letter", HANDLER), ("other", OTHERS)):
        if pattern.fullmatch(folded):
            return kind
    return ""


def begins_paper(line: Line) -> bool:
    """Whether a line that nothing marks as a heading heads a paper all the same: it stands alone and is no sentence."""
    text = line.text.strip("* ")
    alone = (line.gap or line.level > 0) and not line.depth and not line.cells
    return alone and len(text) <= MAX_HEADING and not text.endswith((".", ",", ";")) and bool(kind_of(text))


def papers(found: Sequence[Section]) -> list[Paper]:
    """The papers of a file, in their order."""
    parts: list[tuple[str, list[Section]]] = []
    for section in found:
        kind = kind_of(section.title) if section.heading else ""
        if kind == "report" and parts and parts[-1][0] == "report":
            kind = ""  # a report may call itself one again inside
        if kind or not parts:
            parts.append((kind, [section]))
        else:
            parts[-1][1].append(section)
    return [Paper(kind, tuple(part)) for kind, part in parts]


def left_out(document: Document, taken: set[int]) -> list[Note]:
    """What to say of papers of which nothing was taken: that no recogniser knows their kind."""
    notes = []
    for paper in papers(sections(document, begins_paper)):
        if paper.kind == "other" and not taken & {line.number for section in paper.sections for line in section.lines}:
            text = _(
                "“%(title)s” (lines %(first)s–%(last)s) is a paper of a kind that is not imported. If it is to be read "
                "on the site, make a page for it by hand, such as a meeting."
            )
            words = {"title": paper.title, "first": paper.span.first, "last": paper.span.last}
            notes.append(Note(paper.span.first, text % words))
    return notes
