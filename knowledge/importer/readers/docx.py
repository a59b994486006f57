"""Word documents: paragraphs by their styles, lists, tables, emphasis and links. Images and comments stay behind.

A part has no line in such a file; it is counted as a paragraph, from 1, and so is each row of a table.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from django.utils.translation import gettext as _

from ..document import (
    Block,
    Document,
    Heading,
    Item,
    List,
    Note,
    Paragraph,
    Row,
    Run,
    Runs,
    Span,
    Table,
    UnreadableError,
    plain,
)
from .text import normalise

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# A password makes a Word file an OLE container, as files of Word 97 are.
OLE = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 100_000_000  # bytes of one part; more is no document but an attack
HEADINGS = {f"heading {level}": level for level in range(1, 7)} | {"title": 1}
# What the packages for ZIP and XML raise on files that are broken, or made to break them.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, ArithmeticError, LookupError, NotImplementedError,
    OSError, EOFError, RecursionError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
OFF = {"0", "false", "none"}


def read(name: str, digest: str, data: bytes) -> Document:
    """The document in a Word file. Raises UnreadableError."""
    if data.startswith(OLE):
        raise UnreadableError(_("The file is protected with a password, or from an old Word. Save it anew as .docx."))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            reading = _Reading(_Parts(package))
            blocks = tuple(reading.blocks(_children(reading.parts.document.find(f"{W}body"))))
    except DAMAGE as error:
        raise UnreadableError(_("The file is damaged, or is no Word document.")) from error
    if not reading.printed:
        raise UnreadableError(_("The file is empty."))
    return Document(name, digest, blocks, frozenset(reading.printed), notes=tuple(reading.notes))


class _Parts:
    """The parts of the package that say what is in the text."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.document = self._part("word/document.xml")
        self.styles = dict(self._styles())
        self.ordered = dict(self._numberings())
        self.links = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._part("word/_rels/document.xml.rels", optional=True)
            if relation.get("TargetMode") == "External"
        }

    def _part(self, name: str, optional: bool = False) -> Element:
        if optional and name not in self.package.namelist():
            return Element("none")
        if self.package.getinfo(name).file_size > MAX_UNPACKED:
            raise zipfile.BadZipFile(name)
        return fromstring(self.package.read(name))

    def _styles(self) -> Iterator[tuple[str, tuple[int, str]]]:
        """For each style its heading level (0: none) and the numbering it brings."""
        for style in self._part("word/styles.xml", optional=True).iter(f"{W}style"):
            name = _value(style.find(f"{W}name")).lower()
            numbering = _value(style.find(f"{W}pPr/{W}numPr/{W}numId"))
            yield style.get(f"{W}styleId", ""), (HEADINGS.get(name, 0), numbering)

    def _numberings(self) -> Iterator[tuple[str, bool]]:
        """For each numbering whether it counts, or only has bullets."""
        numbering = self._part("word/numbering.xml", optional=True)
        abstract = {
            each.get(f"{W}abstractNumId", ""): _value(each.find(f"{W}lvl/{W}numFmt")) != "bullet"
            for each in numbering.iter(f"{W}abstractNum")
        }
        for each in numbering.iter(f"{W}num"):
            yield each.get(f"{W}numId", ""), abstract.get(_value(each.find(f"{W}abstractNumId")), False)


@dataclass
class _Reading:
    parts: _Parts
    printed: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self, body: Iterable[Element]) -> Iterator[Block]:
        items: list[tuple[int, Item]] = []
        ordered = False
        for element in _unwrapped(body):
            block, depth, counts = (
                self._paragraph(element) if element.tag == f"{W}p" else (self._table(element), 0, False)
            )
            if isinstance(block, Paragraph) and depth:
                if not items:
                    ordered = counts
                items.append((depth, Item(block.runs, block.span)))
                continue
            if items and block is not None:
                yield _list(items, ordered)
                items = []
            if block is not None:
                yield block
        if items:
            yield _list(items, ordered)

    def _span(self, text: str) -> Span:
        number = next(self.numbers)
        if text.strip():
            self.printed.add(number)
        return Span(number, number)

    def _paragraph(self, element: Element) -> tuple[Block | None, int, bool]:
        """A heading, a paragraph, or one item of a list with its depth and whether it is counted."""
        runs = tuple(self._runs(element))
        span = self._span(plain(runs))
        if element.find(f".//{W}drawing") is not None or element.find(f".//{W}pict") is not None:
            self.notes.append(Note(span.first, _("There is an image in the Word file; it was left out.")))
        if not plain(runs):
            return None, 0, False
        properties = element.find(f"{W}pPr")
        level, numbering = self.parts.styles.get(_value(_find(properties, f"{W}pStyle")), (0, ""))
        if level:
            return Heading(level, runs, span), 0, False
        own = _find(properties, f"{W}numPr")
        numbering = _value(_find(own, f"{W}numId")) or numbering
        if numbering in ("", "0"):
            return Paragraph(runs, span), 0, False
        depth = _value(_find(own, f"{W}ilvl"))
        return Paragraph(runs, span), int(depth) + 1 if depth.isdigit() else 1, self.parts.ordered.get(numbering, False)

    def _runs(self, element: Element, link: str = "") -> Iterator[Run]:
        for child in element:
            if child.tag == f"{W}hyperlink":
                yield from self._runs(child, self.parts.links.get(child.get(f"{R}id", ""), ""))
            elif child.tag in (f"{W}ins", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent"):
                yield from self._runs(child, link)
            elif child.tag == f"{W}r":
                text = normalise("".join(_texts(child)))
                if text:
                    yield Run(text, _on(child.find(f"{W}rPr/{W}b")), _on(child.find(f"{W}rPr/{W}i")), link)

    def _table(self, element: Element) -> Table | None:
        rows = []
        for row in element.iter(f"{W}tr"):
            cells = [self._cell(cell) for cell in row.findall(f"{W}tc")]
            rows.append(Row(tuple(cells), self._span(" ".join(map(plain, cells)))))
        width = max((len(row.cells) for row in rows), default=0)
        if not width:
            return None
        whole = [Row((*row.cells, *[()] * (width - len(row.cells))), row.span) for row in rows]
        return Table(whole[0].cells, tuple(whole[1:]), Span(whole[0].span.first, whole[-1].span.last))

    def _cell(self, cell: Element) -> Runs:
        runs: list[Run] = []
        for paragraph in cell.findall(f"{W}p"):
            runs += [Run(" "), *self._runs(paragraph)] if runs else list(self._runs(paragraph))
        return tuple(runs)


def _unwrapped(body: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, those within content controls too."""
    for element in body:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag == f"{W}sdt":
            yield from _unwrapped(_children(element.find(f"{W}sdtContent")))


def _list(items: list[tuple[int, Item]], ordered: bool) -> List:
    """Items of any depth as a list of lists."""
    top = min(depth for depth, _item in items)
    whole: list[Item] = []
    for place, (depth, item) in enumerate(items):
        if depth > top and whole:
            continue
        below = items[place + 1 :]
        end = next((at for at, (other, _each) in enumerate(below) if other <= top), len(below))
        nested = (_list(below[:end], False),) if end else ()
        whole.append(Item(item.runs, item.span, nested))
    return List(tuple(whole), Span(items[0][1].span.first, items[-1][1].span.last), ordered)


def _texts(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            yield "-" if child.tag == f"{W}noBreakHyphen" else " "
        elif child.tag == f"{W}br":
            yield "\n" if child.get(f"{W}type") != "page" else " "


def _children(element: Element | None) -> Iterable[Element]:
    return () if element is None else element


def _find(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(name)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _on(element: Element | None) -> bool:
    """A switch is on by standing there, unless it says otherwise."""
    return element is not None and _value(element) not in OFF
