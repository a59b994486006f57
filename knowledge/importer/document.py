"""The neutral document: what every reader makes of its kind of file and every recogniser starts from.

Each part knows the lines of the source it stands on, counted from 1, so that a warning can point at them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any


class UnreadableError(Exception):
    """The file cannot be read at all. The message is one sentence for the editor."""


@dataclass(frozen=True, order=True)
class Note:
    """Something the editor should look at, with the line it concerns."""

    line: int
    text: str


@dataclass(frozen=True)
class Span:
    """The first and the last line of a part of the source."""

    first: int
    last: int

    @property
    def lines(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Run:
    """Some text that looks the same throughout. `link` is an address, or `page:` and the name of a page."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    runs: Runs
    span: Span


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    span: Span


@dataclass(frozen=True)
class Item:
    """One item of a list, with the lists that hang under it."""

    runs: Runs
    span: Span
    nested: tuple["List", ...] = ()


@dataclass(frozen=True)
class List:
    items: tuple[Item, ...]
    span: Span
    ordered: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[Runs, ...]
    span: Span


@dataclass(frozen=True)
class Table:
    head: tuple[Runs, ...]
    rows: tuple[Row, ...]
    span: Span


@dataclass(frozen=True)
class Quote:
    paragraphs: tuple[Runs, ...]
    span: Span


@dataclass(frozen=True)
class Image:
    source: str
    alt: str
    caption: str
    span: Span


Block = Heading | Paragraph | List | Table | Quote | Image
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Given:
    """A value that the source gives: a scalar or list out of front matter, or parts of the text. With its lines."""

    value: Any
    span: Span

    @property
    def line(self) -> int:
        return self.span.first


@dataclass(frozen=True)
class Line:
    """One line of plain text without its bullet.

    `gap` says that an empty line or a page break stands before it, `depth` how deep its bullet stands (0: no bullet),
    `level` that it is marked as a heading (0: it is not), `cells` its parts when it is a row of a table, `furniture` that
    it looks like a running head.
    """

    number: int
    text: str
    gap: bool = False
    depth: int = 0
    level: int = 0
    cells: tuple[str, ...] = ()
    furniture: bool = False


@dataclass(frozen=True)
class Document:
    """`meta` is the front matter; `lines` is the running text line by line; `printed` are the lines that are not blank."""

    name: str
    digest: str
    blocks: Blocks
    printed: frozenset[int]
    lines: tuple[Line, ...] = ()
    meta: dict[str, Given] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def without(self, taken: set[int]) -> "Document":
        """What is left of the document when these lines are taken out."""
        blocks = tuple(block for block in self.blocks if not taken & set(block.span.lines))
        lines = tuple(line for line in self.lines if line.number not in taken)
        return replace(self, blocks=blocks, lines=lines, printed=self.printed - taken)

    def skipped(self, taken: set[int]) -> list[tuple[int, int]]:
        """The ranges of lines that nobody took. Blank lines neither break a range nor begin one."""
        ranges: list[tuple[int, int]] = []
        last_printed = 0
        for line in sorted(self.printed):
            if line not in taken:
                follows = ranges and ranges[-1][1] == last_printed
                ranges[-1:] = [(ranges[-1][0], line)] if follows else [*ranges[-1:], (line, line)]
            last_printed = line
        return ranges


def plain(runs: Runs) -> str:
    """The words of some runs, with single spaces."""
    return " ".join("".join(run.text for run in runs).split())


def text_of(block: Block) -> str:
    """The words of a block, without its nested lists."""
    match block:
        case Heading() | Paragraph():
            return plain(block.runs)
        case List():
            return "\n".join(plain(item.runs) for item in block.items)
        case Table():
            return "\n".join(" ".join(map(plain, cells)) for cells in [block.head, *(row.cells for row in block.rows)])
        case Quote():
            return "\n".join(map(plain, block.paragraphs))
        case Image():
            return block.caption or block.alt


def flatten(items: tuple[Item, ...], depth: int = 1) -> Iterator[tuple[int, Item]]:
    """Every item of a list and of the lists under it, with its depth."""
    for item in items:
        yield depth, item
        for nested in item.nested:
            yield from flatten(nested.items, depth + 1)


def lines_of(document: Document) -> tuple[Line, ...]:
    """The running text line by line, of a document of any kind: its own lines, or one line per part."""
    return document.lines or tuple(_lines_of_blocks(document.blocks))


def _lines_of_blocks(blocks: Blocks) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, List):
            yield from (
                Line(
                    item.span.first, _with_addresses(item.runs), depth=depth, gap=depth == 1 and item is block.items[0]
                )
                for depth, item in flatten(block.items)
            )
        elif isinstance(block, Table):
            rows = (
                block.rows
                if block.rows and block.rows[0].span.first == block.span.first
                else (_head(block), *block.rows)
            )
            for row in rows:
                cells = tuple(map(plain, row.cells))
                yield Line(row.span.first, " ".join(filter(None, cells)), gap=row is rows[0], cells=cells)
        elif isinstance(block, Heading | Paragraph):
            level = block.level if isinstance(block, Heading) else 0
            yield Line(block.span.first, _with_addresses(block.runs), gap=True, level=level)


def _head(table: Table) -> Row:
    return Row(table.head, Span(table.span.first, table.span.first))


def _with_addresses(runs: Runs) -> str:
    words = (f"{run.text} <{run.link}>" if run.link and run.link != run.text else run.text for run in runs)
    return " ".join("".join(words).split())
