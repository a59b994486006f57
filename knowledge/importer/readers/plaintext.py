"""Plain text, as it comes out of a PDF, a word processor or an e-mail: any line breaks, any bullets, page furniture."""

import re
from dataclasses import replace
from itertools import pairwise

from ..document import Block, Blocks, Document, Item, Line, List, Paragraph, Run, Span
from . import furniture
from .text import damage, decode, normalise, split_lines

# Glyphs that are nothing but bullets may touch the text; dashes, stars and an "o" need a space to be bullets.
BULLET = re.compile(r"(\s*)(?:([•●◦○▪■□►➢➤✓✔☐‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf02d])\s*|([-–—*+·]|o(?=\s{2}|\t))\s+)(?=\S)")
TAB = 4
CLOSE_SHARE = 0.02
WITHIN_SHARE = 0.15


def read(name: str, digest: str, data: bytes) -> Document:
    """The document in a text file. Raises UnreadableError."""
    text, notes = decode(data)
    raw = [normalise(line) for line in split_lines(text)]
    printed = {number for number, line in enumerate(raw, 1) if line.strip()}
    # A page break in the middle of a line parts it; both parts keep the line's number.
    parts = [(number, part) for number, line in enumerate(raw, 1) for part in line.split("\f")]
    breaks = {place for place in range(1, len(parts)) if parts[place][0] == parts[place - 1][0]}
    lines = _lines(parts, breaks)
    return Document(
        name=name,
        digest=digest,
        blocks=_blocks([line for line in lines if not line.furniture]),
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
    for place, (number, text) in enumerate(parts):
        if place in numbers or not text.strip():
            blank += 1
            continue
        depth, words = _bullet(text, open_bullets)
        gap = blank > spacing or place in breaks or not lines
        lines.append(Line(number, " ".join(words.split()), gap, depth, furniture=place in heads))
        blank = 0
    return lines


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


def _blocks(lines: list[Line]) -> Blocks:
    """Paragraphs and lists: an empty line parts paragraphs, a line without a bullet goes on with the one before it."""
    blocks: list[Block] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        span = Span(line.number, line.number)
        if line.depth:
            item = Item((Run(line.text),), span)
            blocks[-1:] = [_with(last, item)] if isinstance(last, List) else [*blocks[-1:], List((item,), span)]
        elif line.gap or last is None:
            blocks.append(Paragraph((Run(line.text),), span))
        else:
            blocks[-1] = _continued(last, line)
    return tuple(blocks)


def _with(block: List, item: Item) -> List:
    return List((*block.items, item), Span(block.span.first, item.span.last))


def _continued(block: Block, line: Line) -> Block:
    span = Span(block.span.first, line.number)
    if isinstance(block, List):
        last = block.items[-1]
        item = replace(last, runs=(*last.runs, Run(f" {line.text}")), span=Span(last.span.first, line.number))
        return List((*block.items[:-1], item), span)
    if isinstance(block, Paragraph):
        return Paragraph((*block.runs, Run(f" {line.text}")), span)
    return block
