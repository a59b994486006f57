"""Markdown with front matter."""

from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from ..document import (
    Block,
    Blocks,
    Document,
    Heading,
    Image,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Run,
    Runs,
    Span,
    Table,
)
from . import front_matter
from .text import REPLACEMENT, damage, decode, normalise, split_lines

# Raw HTML is text like any other: what an editor may write is what the rich text fields allow.
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def read(name: str, digest: str, data: bytes) -> Document:
    """The document in a Markdown file. Raises UnreadableError."""
    text, notes = decode(data)
    lines = [normalise(line).replace("\f", " ") for line in split_lines(text)]
    meta, offset = front_matter.split(lines)
    return Document(
        name=name,
        digest=digest,
        blocks=parse("\n".join(lines[offset:]), offset),
        printed=frozenset(number for number, line in enumerate(lines, 1) if number > offset and line.strip()).union(
            *(given.span.lines for given in meta.values())
        ),
        meta=meta,
        notes=(*notes, *(note for note in damage(lines) if REPLACEMENT in note.text)),
    )


def parse(text: str, offset: int = 0) -> Blocks:
    """The parts of a Markdown text whose first line is line `offset` + 1 of the source."""
    return tuple(_blocks(SyntaxTreeNode(_placed(PARSER.parse(text), offset))))


def inline(text: str) -> Runs:
    """The runs of one paragraph, whose marks for emphasis and links become style."""
    return _inline(SyntaxTreeNode(PARSER.parseInline(text)))


def _placed(tokens: list[Token], offset: int) -> list[Token]:
    """Tokens with their lines counted in the file; those without lines take the ones before."""
    place = [0, 1]
    for token in tokens:
        place = token.map = (
            [place[0], place[1]] if token.map is None else [token.map[0] + offset, token.map[1] + offset]
        )
    return tokens


def _span(node: SyntaxTreeNode) -> Span:
    first, end = node.map or (0, 1)
    return Span(first + 1, max(end, first + 1))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        match child.type:
            case "heading":
                yield Heading(int(child.tag[1]), _inline(child), _span(child))
            case "paragraph":
                yield from _paragraph(child)
            case "bullet_list" | "ordered_list":
                yield _list(child)
            case "table":
                yield _table(child)
            case "blockquote":
                yield Quote(tuple(_quoted(child)), _span(child))
            case "fence" | "code_block":
                yield Paragraph((Run(child.content),), _span(child))


def _paragraph(node: SyntaxTreeNode) -> Iterator[Block]:
    runs = _inline(node)
    if any(run.text.strip() for run in runs):
        yield Paragraph(runs, _span(node))
    for image in node.walk():
        if image.type == "image":
            attributes = image.attrs
            source, caption = unquote(str(attributes.get("src", ""))), str(attributes.get("title", ""))
            yield Image(source, image.content, caption, _span(node))


def _quoted(node: SyntaxTreeNode) -> Iterator[Runs]:
    for block in _blocks(node):
        match block:
            case Paragraph() | Heading():
                yield block.runs
            case List():
                yield from (item.runs for item in block.items)
            case Quote():
                yield from block.paragraphs


def _list(node: SyntaxTreeNode) -> List:
    return List(tuple(map(_item, node.children)), _span(node), node.type == "ordered_list")


def _item(node: SyntaxTreeNode) -> Item:
    runs: list[Run] = []
    nested: list[List] = []
    for block in _blocks(node):
        match block:
            case List():
                nested.append(block)
            case Heading() | Paragraph():
                runs += [Run(" "), *block.runs] if runs else block.runs
            case Quote():
                runs += [run for paragraph in block.paragraphs for run in (Run(" "), *paragraph)]
    return Item(tuple(runs), _span(node), tuple(nested))


def _table(node: SyntaxTreeNode) -> Table:
    head, *rest = node.children
    rows = [Row(_cells(row), _span(row)) for body in rest for row in body.children]
    return Table(_cells(head.children[0]), tuple(rows), _span(node))


def _cells(row: SyntaxTreeNode) -> tuple[Runs, ...]:
    return tuple(_inline(cell) for cell in row.children)


def _inline(node: SyntaxTreeNode) -> Runs:
    """The words of a node. Images are left out: they are parts of their own."""
    return tuple(run for child in node.children for run in _runs(child, Run(""))) if node.children else ()


def _runs(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline":
            if node.content:
                yield Run(node.content, style.bold, style.italic, style.link)
        case "softbreak":
            yield Run(" ", style.bold, style.italic, style.link)
        case "hardbreak":
            yield Run("\n", style.bold, style.italic, style.link)
        case "image":
            return
        case "strong":
            yield from _children(node, Run("", True, style.italic, style.link))
        case "em":
            yield from _children(node, Run("", style.bold, True, style.link))
        case "link":
            address = unquote(str(node.attrs.get("href", "")))
            yield from _children(node, Run("", style.bold, style.italic, address))
        case _:
            yield from _children(node, style)


def _children(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    for child in node.children:
        yield from _runs(child, style)
