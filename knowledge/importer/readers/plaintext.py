"""Plain text, as it comes out of a PDF, a word processor or an e-mail: any line breaks, any bullets, page furniture."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from ..document import Block, Blocks, Document, Heading, Item, Line, List, Paragraph, Row, Run, Runs, Span, Table
from . import furniture, markdown
from .text import damage, decode, normalise, split_lines

# Glyphs that are nothing but bullets may touch the text; dashes, stars and an "o" need a space to be bullets.
BULLET = re.compile(
    r"(\s*)(?:([•●◦○▪■□►➢➤✓✔☐‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf02d])\s*|([-–—*+·»«]|o(?=\s{2}|\t))\s+)(?=\S)"
)
HEADING = re.compile(r"\s*(#{1,6})\s+(?=\S)")
UNMARKED_LEVEL = 2
WORD = re.compile(r"\w|\?")
RULE = re.compile(r"[\s|:+=-]*(?:-{3,}|={3,})[\s|:+=-]*")  # between parts, or below the head of a table
BARS = re.compile(r"\|.*\|")
NO_FIRST_CELL = re.compile(r"^\(?\w{1,2}[.)]$|\.\s?\.")
# Marks of HTML that some extractions leave in a text, as the marks of Markdown.
MARKS = re.compile(r"[*_`\[\]<>\\&!~]|:/")
TAGS = (
    (re.compile(r"</?(?:b|strong)>"), "**"),
    (re.compile(r"</?(?:i|em)>"), "*"),
    (re.compile(r"</?(?:u|su[pb]|br)\s*/?>"), " "),
)
# A word that a line's end parts; before these words the hyphen is its own: "lokal- och fastighetsfrågor".
PARTED_WORD = re.compile(r"[a-zåäö]{2}-$")
HYPHEN_STAYS = re.compile(r"(?:och|eller|samt|respektive|till|resp)\b")
ONE_SPACE = re.compile(r" \S")
TAB = 4
CLOSE_SHARE = 0.02
WITHIN_SHARE = 0.15


def read(name: str, digest: str, data: bytes) -> Document:
    """The document in a text file. Raises UnreadableError."""
    text, notes = decode(data)
    raw = [normalise(line) for line in split_lines(text)]
    printed = {number for number, line in enumerate(raw, 1) if WORD.search(line)}
    # A page break in the middle of a line parts it; both parts keep the line's number.
    parts = [(number, part) for number, line in enumerate(raw, 1) for part in line.split("\f")]
    breaks = {place for place in range(1, len(parts)) if parts[place][0] == parts[place - 1][0]}
    lines = _lines(parts, breaks)
    return Document(
        name=name,
        digest=digest,
        blocks=blocks_of(line for line in lines if not line.furniture),
        printed=frozenset(printed),
        lines=tuple(lines),
        notes=(*notes, *damage(raw)),
    )


def _lines(parts: list[tuple[int, str]], breaks: set[int]) -> list[Line]:
    """The printed lines, without page numbers and bullets."""
    texts = [part for _number, part in parts]
    numbers = furniture.page_numbers(texts, breaks)
    heads = furniture.running_heads(texts, breaks | numbers)
    lines: list[Line] = []
    open_bullets: list[tuple[int, str]] = []
    blank, spacing = 1, _spacing(texts)
    breaks = breaks | _breaks_as_spaces(texts)
    for place, (number, text) in enumerate(parts):
        if place in numbers or not text.strip() or RULE.fullmatch(text):
            blank += 1
            continue
        depth, words = _bullet(text, open_bullets)
        gap = blank > spacing or place in breaks or not lines
        mark = None if depth else HEADING.match(words)
        cells = () if depth or mark else _cells(words, lines)
        level, words = (len(mark[1]), words[mark.end() :]) if mark else (0, words)
        lines.append(Line(number, " ".join(words.split()), gap, depth, level, cells, place in heads and not mark))
        blank = 0
    return lines


def _cells(text: str, before: list[Line]) -> tuple[str, ...]:
    """The cells of a row that tabs or upright bars part. Numbered items and the lines of a table of contents are none."""
    if BARS.fullmatch(text.strip()):
        return tuple(cell.strip() for cell in text.strip().strip("|").split("|"))
    if "\t" not in (text if before and before[-1].cells else text.strip()):
        return ()
    cells = [" ".join(cell.split()) for cell in text.rstrip("\n").split("\t")]
    return () if NO_FIRST_CELL.search(cells[0]) else tuple(cells)


def _breaks_as_spaces(texts: list[str]) -> set[int]:
    """Lines that begin with one space where no other line is set in: some extractions turn a page break into a space."""
    indented = [
        place for place, text in enumerate(texts) if text[:1].isspace() and text.strip() and not BULLET.match(text)
    ]
    return set(indented) if all(ONE_SPACE.match(texts[place]) for place in indented) else set()


def _spacing(texts: list[str]) -> int:
    """How many empty lines stand between the lines of one paragraph: 1 in a text with double spacing, else none.

    In such a text hardly a line follows right upon another, and yet many begin in the middle of a sentence.
    """
    follow = [bool(before.strip()) for before, text in pairwise(texts) if text.strip()]
    within = [text for text in texts if text.strip()[:1].islower()]
    return int(sum(follow) < CLOSE_SHARE * len(follow) and len(within) > WITHIN_SHARE * len(follow))


def _bullet(text: str, open_bullets: list[tuple[int, str]]) -> tuple[int, str]:
    """How deep the line's bullet stands (0: none), and its text. Deeper means further in, or another glyph below one."""
    match = BULLET.match(text.expandtabs(TAB))
    if not match:
        if text[:1].strip():  # a line at the margin ends the list; one that is indented may continue an item
            open_bullets.clear()
        return 0, text
    bullet = (len(match[1]), match[2] or match[3])
    while open_bullets and bullet[0] < open_bullets[-1][0]:
        open_bullets.pop()
    if bullet in open_bullets:
        del open_bullets[open_bullets.index(bullet) + 1 :]
    else:
        open_bullets.append(bullet)
    return len(open_bullets), text.expandtabs(TAB)[match.end() :]


def blocks_of(lines: Iterable[Line], is_heading: Callable[[Line], bool] = lambda line: False) -> Blocks:
    """Headings, paragraphs, lists and tables. An empty line parts paragraphs; a line without a bullet goes on with the one
    before it. `is_heading` knows headings that nothing marks as such.
    """
    groups: list[tuple[str, list[Line]]] = []
    for line in lines:
        kind, before = _kind(line, is_heading), groups[-1][0] if groups else ""
        if before == "list" and kind == "text" and not line.gap:
            kind = "list"
        if kind == before != "heading" and not (kind == "text" and line.gap):
            groups[-1][1].append(line)
        else:
            groups.append((kind, [line]))
    return tuple(block for kind, group in groups for block in _block(kind, group))


def _kind(line: Line, is_heading: Callable[[Line], bool]) -> str:
    if line.level or is_heading(line):
        return "heading"
    return "list" if line.depth else "table" if line.cells else "text"


def _block(kind: str, lines: list[Line]) -> Iterable[Block]:
    span = Span(lines[0].number, lines[-1].number)
    if kind == "heading":
        return [Heading(lines[0].level or UNMARKED_LEVEL, runs(lines[0].text), span)]
    if kind == "list":
        items = [lines[start:end] for start, end in pairwise(_starts(lines))]
        return [List(tuple(Item(_joined(item), Span(item[0].number, item[-1].number)) for item in items), span)]
    if kind == "table" and len(lines) > 1:
        return [_table(lines, span)]
    return [Paragraph(_joined(lines), span)]


def _starts(lines: list[Line]) -> list[int]:
    return [*(place for place, line in enumerate(lines) if line.depth), len(lines)]


def _joined(lines: list[Line]) -> Runs:
    text = ""
    for line in lines:
        parted = PARTED_WORD.search(text) and line.text[:1].islower() and not HYPHEN_STAYS.match(line.text)
        text = f"{text[:-1]}{line.text}" if parted else f"{text} {line.text}"
    return runs(text.strip())


def _table(lines: list[Line], span: Span) -> Table:
    """A table with as many cells in every row. An empty first cell goes on with the one above, as merged cells are printed."""
    width = max(len(line.cells) for line in lines)
    rows: list[Row] = []
    first: Runs = ()
    for line in lines:
        cells = [runs(cell) for cell in (*line.cells, *[""] * (width - len(line.cells)))]
        first = cells[0] = cells[0] or first
        rows.append(Row(tuple(cells), Span(line.number, line.number)))
    return Table(rows[0].cells, tuple(rows[1:]), span)


def runs(text: str) -> Runs:
    """The words of a line with the marks of emphasis and links that extractions leave in it."""
    if not MARKS.search(text):
        return (Run(text),) if text else ()
    for pattern, marks in TAGS:
        text = pattern.sub(marks, text)
    return markdown.inline(text)
