"""The parts of a report: its head, its chapters, and the lists at its end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ...document import Block, Blocks, Document, Line, Paragraph, lines_of, text_of
from ..flow import until_next
from ..outline import Contents, Section, contents, key, sections, squeezed
from ..papers import begins_paper, papers

# Headings that reports share. They count also where nothing marks them, when they stand alone.
KNOWN = re.compile(
    r"sammanfattning|summary|forord|innehall(?:sforteckning)?|begrepp(?: och forkortningar)?|inledning|bakgrund|syfte|"
    r"(?:fasta |tillfalliga )?resurser|genomforande|resultat|diskussion|slutord|slutsatser|rekommendationer|"
    r"referens(?:er|lista)|kallor|kallforteckning|litteratur|bilag(?:or|a)|forfattare|datum och ort|ort och datum|"
    r"(?:projekt|del|effekt)?mal \d{1,2}|kapitel \d{1,2}.{0,100}"
)
CONTENTS = re.compile(r"innehall(?:sforteckning)?")
REFERENCES = re.compile(r"(?:\d{1,2}\.? )?(?:referens(?:er|lista)|kallor|kallforteckning|litteratur(?:forteckning)?)")
APPENDICES = re.compile(r"(?:\d{1,2}\.? )?bilag(?:or|a)")
ONLY_NUMBER = re.compile(r"(?:kapitel )?(\d{1,2})")
NUMBERED = re.compile(r"(?:[Kk]apitel\s+)?(?P<number>\d{1,2})[.:]?\s+(?P<title>[^\W\d_].{1,150})")
TABLE = re.compile(r"Tabell\s+(\d{1,2})\b")
FIGURE = re.compile(r"Figur\s+(\d{1,2})\s*[:.]")
MAX_HEADING = 150


@dataclass(frozen=True)
class Chapter:
    number: int | None
    title: str
    sections: tuple[Section, ...]

    @property
    def line(self) -> int:
        return self.sections[0].line

    @property
    def key(self) -> str:
        return key(self.title)


@dataclass(frozen=True)
class Report:
    """A report's sections, parted. `everything` are the sections of the whole file, of which the report is a part."""

    everything: tuple[Section, ...]
    sections: tuple[Section, ...]
    contents: Contents
    front: tuple[Section, ...]
    chapters: tuple[Chapter, ...]
    references: tuple[Section, ...]
    appendices: tuple[Section, ...]
    structure: tuple[Section, ...]

    @property
    def line(self) -> int:
        return self.sections[0].line

    def texts(self) -> Iterator[tuple[str, Section]]:
        for section in self.sections:
            for text, _span in section.texts():
                yield text, section

    def listed(self, section: Section) -> bool:
        """Whether the table of contents has the heading."""
        return section.title in self.contents

    def repeated_numbers(self) -> list[tuple[int, str, int]]:
        """Tables and chapters whose number has been given before: line, what it is, number."""
        captions = [
            (line, _("Table"), int(match[1])) for line, text in self._captions() if (match := TABLE.match(text))
        ]
        numbered = [
            (section.line, _("Chapter"), int(section.title)) for section in self.structure if section.title.isdigit()
        ]
        numbered += [(c.line, _("Chapter"), c.number) for c in self.chapters if c.number] if not numbered else []
        found = []
        for group in (captions, numbered):
            seen: Counter[int] = Counter()
            for line, what, number in group:
                seen[number] += 1
                found += [(line, what, number)] if seen[number] == 2 else []
        return found

    def _captions(self) -> Iterator[tuple[int, str]]:
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block.span.first, text_of(block)

    def figures(self) -> list[tuple[int, int]]:
        """The captions of figures: line and number."""
        return [(line, int(match[1])) for line, text in self._captions() if (match := FIGURE.match(text))]

    def missing(self) -> list[str]:
        """Headings that only the table of contents has."""
        there = {squeezed(section.title) for section in self.sections}
        # A title may go on in a line of its own, or stand behind a number.
        joined = {squeezed(section.title + text) for section in self.sections for text, _span in section.texts()[:1]}
        there |= joined | {squeezed(chapter.title) for chapter in self.chapters}
        return [title for title in dict.fromkeys(self.contents.titles) if squeezed(title) not in there]


def read(document: Document) -> Report | None:
    """The first report in a file. None when nothing calls itself one and nothing has a table of contents."""
    listed = contents(lines_of(document))
    everything = sections(document, lambda line: _is_heading(line, listed))
    paper = next((paper for paper in papers(everything) if paper.kind == "report"), None)
    if paper is None and listed.lines:
        paper = next(
            (each for each in papers(everything) if set(listed.lines) & {line.number for line in each.lines}), None
        )
    return _parted(everything, paper.sections, listed) if paper else None


def _is_heading(line: Line, listed: Contents) -> bool:
    if begins_paper(line):
        return True
    text = line.text.strip("* ")
    if line.number in listed.lines or line.depth or line.cells or len(text) > MAX_HEADING or text.endswith((".", ",")):
        return False
    folded = key(text)
    number = NUMBERED.fullmatch(text)
    in_list = text in listed or bool(number and number["title"] in listed)
    return line.gap and text[:1].isupper() | text[:1].isdigit() and (in_list or bool(KNOWN.fullmatch(folded)))


def _parted(everything: Sequence[Section], found: Sequence[Section], listed: Contents) -> Report:
    starts = _chapter_starts(found)
    ends = [place for place, section in enumerate(found) if _is_back(section) and (not starts or place > starts[0][0])]
    end = _back_start(found, ends[0]) if ends else len(found)
    starts = [start for start in starts if start[1] < end]
    first = starts[0][0] if starts else end
    chapters: list[Chapter] = []
    structure: list[Section] = []
    ends_of_chapters = until_next([start[0] for start in starts], end)
    for (place, title_place, number, title), following in zip(starts, ends_of_chapters, strict=True):
        structure += found[place:title_place]
        chapters.append(Chapter(number, title, tuple(found[title_place:following])))
    front = [section for section in found[:first] if not CONTENTS.fullmatch(section.key)]
    structure += [section for section in found[:first] if CONTENTS.fullmatch(section.key) and not section.blocks]
    structure += [section for section in found[end:] if ONLY_NUMBER.fullmatch(section.key) and not section.blocks]
    references, appendices = _back(found[end:])
    return Report(
        tuple(everything), tuple(found), listed, tuple(front), tuple(chapters), references, appendices, tuple(structure)
    )


def _is_back(section: Section) -> bool:
    return bool(REFERENCES.fullmatch(section.key) or APPENDICES.fullmatch(section.key))


def _back_start(found: Sequence[Section], place: int) -> int:
    """The lists at the end begin with the chapter number before their heading."""
    return place - 1 if place and ONLY_NUMBER.fullmatch(found[place - 1].key) and not found[place - 1].blocks else place


def _chapter_starts(found: Sequence[Section]) -> list[tuple[int, int, int | None, str]]:
    """Where chapters begin: place of the number, place of the title, number and title.

    By numbers that stand alone before a heading, by numbered headings, else by the highest level of headings.
    """
    alone: list[tuple[int, int, int | None, str]] = [
        (place, place + 1, int(match[1]), found[place + 1].title)
        for place, section in enumerate(found[:-1])
        if (match := ONLY_NUMBER.fullmatch(section.key)) and not section.blocks and found[place + 1].heading
    ]
    if len(alone) > 1:
        return alone
    numbered: list[tuple[int, int, int | None, str]] = []
    for place, section in enumerate(found):
        match = NUMBERED.fullmatch(section.title)
        if match and int(match["number"]) == len(numbered) + 1:
            numbered.append((place, place, int(match["number"]), match["title"]))
    return numbered if len(numbered) > 1 else _highest(found)


def _highest(found: Sequence[Section]) -> list[tuple[int, int, int | None, str]]:
    after = next((place for place, section in enumerate(found) if CONTENTS.fullmatch(section.key)), 1) + 1
    levels = Counter(section.heading.level for section in found[after:] if section.heading)
    level = min((level for level, count in levels.items() if count > 1), default=0)
    return [
        (place, place, None, section.title)
        for place, section in enumerate(found)
        if place >= after
        and section.heading
        and section.heading.level <= level
        and section.key not in ("sammanfattning",)
    ]


def _back(found: Sequence[Section]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections of the references and those of the appendices."""
    parts: dict[str, list[Section]] = {"": [], "references": [], "appendices": []}
    current = ""
    for section in found:
        if REFERENCES.fullmatch(section.key):
            current = "references"
        elif APPENDICES.fullmatch(section.key):
            current = "appendices"
        parts[current].append(section)
    return tuple(parts["references"]), tuple(parts["appendices"])


def body(found: Iterable[Section], with_first_heading: bool = False) -> Blocks:
    """The running text of some sections. No heading is more than one level below the one before it."""
    blocks: list[Block] = []
    level = 1
    for place, section in enumerate(found):
        if (place or with_first_heading) and section.heading:
            level = max(2, min(section.heading.level, level + 1, 4))
            blocks.append(replace(section.heading, level=level))
        blocks += section.blocks
    return tuple(blocks)
