"""A document as a row of sections, for recognisers that go by headings.

Headings are those the source marks, and unmarked lines that a recogniser knows. What a page break has parted is joined.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..document import (
    Block,
    Document,
    Heading,
    Line,
    List,
    Paragraph,
    Run,
    Runs,
    Span,
    flatten,
    lines_of,
    plain,
    text_of,
)
from ..folding import fold
from ..readers.plaintext import HYPHEN_STAYS, PARTED_WORD, blocks_of, runs

IsHeading = Callable[[Line], bool]
SENTENCE_END = (".", "!", "?", ":", "”", '"')
BOLD_LINE = re.compile(r"\*\*[^*]{2,120}\*\*:?|<b>[^<]{2,120}</b>:?")
CONTENTS = re.compile(r"innehall(?:sforteckning)?")
# "Bakgrund . . . . . 6"; the page number is what tells an entry from the text after the list.
ENTRY = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<title>\S.*?)[\s.…·_]*\s(?P<page>\d{1,3})")
MAX_OTHER_LINES = 2


@dataclass
class Section:
    """A heading with what stands under it up to the next one. The first of a document may have none."""

    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        return text_of(self.heading).strip(" :") if self.heading else ""

    @property
    def key(self) -> str:
        return key(self.title)

    @property
    def line(self) -> int:
        return self.heading.span.first if self.heading else self.lines[0].number if self.lines else 1

    @property
    def span(self) -> Span:
        return Span(self.line, max([self.line, *(line.number for line in self.lines)]))

    @property
    def numbers(self) -> set[int]:
        """The lines it stands on."""
        return {line.number for line in self.lines} | set(self.heading.span.lines if self.heading else ())

    @property
    def all_lines(self) -> list[Line]:
        """Its lines with the heading's."""
        return (
            [Line(self.line, self.title, gap=True, level=self.heading.level), *self.lines]
            if self.heading
            else self.lines
        )

    def texts(self) -> list[tuple[str, Span]]:
        """The words of every paragraph and list item."""
        found: list[tuple[str, Span]] = []
        for block in self.blocks:
            if isinstance(block, List):
                found += [(plain(item.runs), item.span) for _depth, item in flatten(block.items)]
            else:
                found.append((text_of(block), block.span))
        return [(text, span) for text, span in found if text.strip()]


def key(text: str) -> str:
    """A heading as it is compared: folded, without the marks of emphasis and the colon at its end."""
    return " ".join(fold(re.sub(r"[*_#]|</?\w+>", "", text)).split()).strip(" :.")


def sections(document: Document, is_heading: IsHeading) -> list[Section]:
    """The sections of a document of any kind, in their order."""

    def heads(line: Line) -> bool:
        return is_heading(line) or bool(BOLD_LINE.fullmatch(line.text))

    lines = [line for line in lines_of(document) if not line.furniture or is_heading(line)]
    blocks = blocks_of(lines, heads) if document.lines else tuple(_promoted(document.blocks, heads))
    found: list[Section] = [Section()]
    for block in whole(blocks):
        if isinstance(block, Heading):
            found.append(Section(block))
        else:
            found[-1].blocks.append(block)
    _give_lines(found, lines)
    return [section for section in found if section.heading or section.blocks]


def whole(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with the halves of a sentence that a page break has parted put together."""
    found: list[Block] = []
    for block in blocks:
        if _goes_on(found[-1:], block):
            found[-1] = _joined(found[-1], block)
        else:
            found.append(block)
    return found


def _promoted(blocks: Iterable[Block], is_heading: IsHeading) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Paragraph) and is_heading(Line(block.span.first, plain(block.runs), gap=True)):
            yield Heading(2, block.runs, block.span)
        else:
            yield block


def _give_lines(found: Sequence[Section], lines: Sequence[Line]) -> None:
    """Each section gets the lines after its heading, up to the next one's."""
    headed = [section for section in found if section.heading]
    starts = {section.line: section for section in headed}
    current = found[0]
    for line in lines:
        if line.number in starts and starts[line.number] is not current:
            current = starts[line.number]
            if not line.cells and current.heading and plain(runs(line.text)) == text_of(current.heading):
                continue
        current.lines.append(line)


def _goes_on(before: Sequence[Block], block: Block) -> bool:
    """Whether a page break has parted a sentence: it goes on with a small letter."""
    if not before or not isinstance(block, Paragraph) or not isinstance(before[0], Paragraph | List):
        return False
    text = text_of(before[0]).rstrip()
    return plain(block.runs)[:1].islower() and not text.endswith(SENTENCE_END)


def _joined(before: Block, block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return before
    span = Span(before.span.first, block.span.last)
    if isinstance(before, List):
        last = before.items[-1]
        item = replace(last, runs=_with(last.runs, block.runs), span=Span(last.span.first, block.span.last))
        return replace(before, items=(*before.items[:-1], item), span=span)
    return Paragraph(_with(before.runs, block.runs), span) if isinstance(before, Paragraph) else before


def _with(before: Runs, after: Runs) -> Runs:
    """Two halves of a sentence. A hyphen that parts a word between them goes."""
    text = before[-1].text if before else ""
    if PARTED_WORD.search(text) and not HYPHEN_STAYS.match(plain(after)):
        return (*before[:-1], replace(before[-1], text=text[:-1]), *after)
    return (*before, Run(" "), *after)


@dataclass(frozen=True)
class Contents:
    """The table of contents: its titles in their order, and the lines it stands on."""

    titles: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()

    def __contains__(self, title: str) -> bool:
        return squeezed(title) in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(map(squeezed, self.titles))


def squeezed(title: str) -> str:
    """A heading without spaces: extractions lose some and add others."""
    return "".join(key(title).split())


def contents(lines: Sequence[Line]) -> Contents:
    """What the table of contents says. Empty when there is none."""
    for place, line in enumerate(lines):
        if CONTENTS.fullmatch(key(line.text)):
            titles, used = _entries(lines[place + 1 :])
            if len(titles) > 1:
                return Contents(tuple(titles), frozenset({line.number, *used}))
    return Contents()


def _entries(lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    titles: list[str] = []
    used: list[int] = []
    others = 0
    for line in lines:
        match = ENTRY.fullmatch(re.sub(r"</?\w+>|\*", "", line.text).strip())
        if match:
            titles.append(match["title"].strip())
            used.append(line.number)
            others = 0
        else:
            others += 1
            if others > MAX_OTHER_LINES or line.level:
                break
    return titles, used
