"""Where each theme begins and ends, and what it is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from ...document import Line
from ...folding import fold
from ..flow import Flow, Passage, until_next
from .labels import NUMBER, WHY, WITHIN_THEME, Label

MAX_TITLE = 220
LINES_IN_TITLE = 5
SIMILAR = 85
# "2 a) Former för samverkan b) Former för beslut": parts of one theme on one line of the list.
PART = re.compile(r"(?:^|\s)([a-d])\)\s*")
JOINED_NUMBER = re.compile(r"(?:^|\s)(?P<number>\d{1,2})\s?(?P<part>[a-d])?[.)]\s+(?=\S)")


@dataclass(frozen=True)
class Name:
    """A theme's number, part and title."""

    number: int | None
    part: str
    title: str

    @property
    def code(self) -> str:
        return f"{self.number or ''}{self.part}"


@dataclass(frozen=True)
class Theme:
    name: Name
    heading: Passage
    area: Passage
    labels: tuple[Label, ...]

    def sections(self, name: str) -> list[Passage]:
        """What stands under the headings of this sort, up to the next heading of the theme."""
        ends = until_next([label.start for label in self.labels], self.area.end)
        found = zip(self.labels, ends, strict=True)
        return [Passage(self.area.flow, label.end, end) for label, end in found if label.name == name]


def find(flow: Flow, labels: Sequence[Label], announced: Sequence[Name]) -> list[Theme]:
    """The themes in the order of the text. A theme begins at its heading, which stands before its "Syfte"."""
    starts = _starts(flow, labels)
    headings: list[tuple[Name, Passage, Label]] = []
    floor = 0
    for label in starts:
        name, heading = _heading(flow, floor, label.start, announced)
        known = headings and (name.title == "" or _same(name, headings[-1][0]))
        if not known:
            headings.append((name, heading, label))
        floor = label.end
    return [_theme(flow, labels, place, headings) for place in range(len(headings))]


def _starts(flow: Flow, labels: Sequence[Label]) -> list[Label]:
    """The headings "Syfte" that begin a theme: those with suggestions or points before the next one."""
    purposes = [label for label in labels if label.name == "purpose"]
    ends = until_next([label.start for label in purposes], len(flow.text))
    return [
        label
        for label, end in zip(purposes, ends, strict=True)
        if WHY.search(flow.folded, label.end, end)
        or any(other.name in ("content", "depth") and label.end <= other.start < end for other in labels)
    ]


def _theme(flow: Flow, labels: Sequence[Label], place: int, headings: list[tuple[Name, Passage, Label]]) -> Theme:
    name, heading, first = headings[place]
    end = headings[place + 1][1].start if place + 1 < len(headings) else len(flow.text)
    outside = [label.start for label in labels if label.name not in WITHIN_THEME and first.end <= label.start < end]
    end = min([end, *outside])
    inside = tuple(label for label in labels if first.start <= label.start < end and label.name in WITHIN_THEME)
    return Theme(name, heading, flow.passage(heading.start, end), inside)


def _heading(flow: Flow, floor: int, end: int, announced: Sequence[Name]) -> tuple[Name, Passage]:
    """The heading that ends where "Syfte" begins: the nearest lines before it with a number, or the last paragraph."""
    before = flow.passage(floor, end)
    starts = before.line_starts()[-LINES_IN_TITLE:]
    for start in reversed(starts):
        match = NUMBER.match(before.folded, start)
        if match:
            title = before.part(match.end())
            if title and len(title.text) <= MAX_TITLE:
                return Name(int(match["number"]), match["part"] or "", title.words.replace("\n\n", " ")), before.part(
                    start
                )
    joined = [match for match in JOINED_NUMBER.finditer(before.folded) if before.text[match.end()].isupper()]
    if joined and 0 < len(before.folded) - joined[-1].end() <= MAX_TITLE:
        match = joined[-1]
        title = before.part(match.end())
        return Name(int(match["number"]), match["part"] or "", title.words), before.part(match.start())
    return _unnumbered(before, announced)


def _unnumbered(before: Passage, announced: Sequence[Name]) -> tuple[Name, Passage]:
    """A heading that has lost its number: the list of themes may still have it."""
    paragraphs = before.paragraphs()
    heading = paragraphs[-1] if paragraphs else before.part(0)
    if len(heading.text) > MAX_TITLE or not heading:
        last = before.line_starts()[-1]
        heading = before.part(last)
    title = heading.words
    for name in announced:
        if ratio(fold(title), fold(name.title)) >= SIMILAR:
            return replace(name, title=title), heading
    return Name(None, "", title if len(title) <= MAX_TITLE else ""), heading


def _same(one: Name, other: Name) -> bool:
    return one.code == other.code and ratio(fold(one.title), fold(other.title)) >= SIMILAR


def listed(passage: Passage) -> list[Passage]:
    """The lines of the list of themes: its items, or without bullets what begins with a number."""
    items = [item for _depth, item in passage.items()]
    if items:
        return items
    starts = [start for start in passage.line_starts() if NUMBER.match(passage.folded, start)]
    return [passage.part(start, end) for start, end in zip(starts, until_next(starts, len(passage.text)), strict=True)]


def announced(passage: Passage) -> list[Name]:
    """The themes that the list of themes names."""
    names = []
    for item in listed(passage):
        match = NUMBER.match(item.folded)
        if not match:
            continue
        number, rest = int(match["number"]), item.part(match.end())
        lead = match["part"] or ""
        parts = list(PART.finditer(rest.folded))
        bounds = [0, *(part.start() for part in parts), len(rest.text)]
        codes = [lead, *(part[1] for part in parts)]
        begins = [0, *(part.end() for part in parts)]
        for code, begin, end in zip(codes, begins, bounds[1:], strict=True):
            title = rest.part(begin, end).words
            if title:
                names.append(Name(number, code, title))
    return names


def repeated_headings(flow: Flow, themes: Sequence[Theme]) -> set[Line]:
    """Lines that give a theme's heading once more, as slides and pages do, from the first theme on."""
    repeated: set[Line] = set()
    if not themes:
        return repeated
    names = {_key(f"{theme.name.code}{theme.name.title}") for theme in themes}
    names |= {_key(theme.name.title) for theme in themes if len(theme.name.title) > LINES_IN_TITLE}
    own = {line for theme in themes for line in theme.heading.span.lines}
    lines = [line for line in flow.lines if line.number >= themes[0].heading.line]
    for place, line in enumerate(lines):
        for count in range(1, LINES_IN_TITLE):
            group = lines[place : place + count]
            if line.depth == 0 and _key("".join(each.text for each in group)) in names:
                repeated |= {each for each in group if each.number not in own}
    return repeated


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))
