"""Word files, page by page where Word has noted where its pages end, else in one part for each heading.

Word notes the breaks of the last time it showed the document; other programs note none.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from .limits import Limits
from .parts import Collector, Extracted

PARAGRAPH, TEXT, TAB, BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")
PAGE_ENDS = qn("w:lastRenderedPageBreak")
ROW, CELL = qn("w:tr"), qn("w:tc")
# What readers of the document do not see: what was moved away, hidden text, and the second best of two drawings.
UNSEEN = {qn("w:moveFrom"), qn("w:del"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
HEADING = re.compile(r"(?:heading|rubrik|otsikko|title) ?\d?", re.IGNORECASE)
PAGE = "\f"


def read(path: Path, limits: Limits) -> Extracted:
    document = docx.Document(str(path))
    headings = {
        style.style_id for style in document.styles if style.style_id and HEADING.fullmatch(str(style.name or ""))
    }
    found = Collector("page", limits)
    has_pages = document.element.body.find(f".//{PAGE_ENDS}") is not None
    number = 1 if has_pages else 0
    title, lines = "", []  # type: str, list[str]
    for block in _blocks(document.element.body):
        if found.is_full:
            break
        if _style(block) in headings:
            found.add(number, lines, title)
            title, lines = "", []
            before, _break, title = _words(block, has_pages).rpartition(PAGE)
            number += _break.count(PAGE) + before.count(PAGE)
            continue
        first, *others = _words(block, has_pages).split(PAGE)
        lines.append(first)
        for text in others:
            found.add(number, lines, title)
            number += 1
            title, lines = "", [text]
    found.add(number, lines, title)
    return found.result


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and the rows of tables, in reading order, those within content controls and text boxes too."""
    for child in element:
        if child.tag in UNSEEN:
            continue
        if child.tag in (PARAGRAPH, ROW):
            yield child
        else:
            yield from _blocks(child)


def _style(block: Any) -> str:
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if block.tag == PARAGRAPH else None
    return "" if style is None else style.get(qn("w:val"), "")


def _words(element: Any, has_pages: bool) -> str:
    return "".join(_pieces(element, has_pages))


def _pieces(element: Any, has_pages: bool) -> Iterator[str]:
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == PAGE_ENDS and has_pages:
            yield PAGE
        elif child.tag in (TAB, BREAK):
            yield "\t" if child.tag == TAB else "\n"
        elif child.tag not in UNSEEN and not _is_hidden(child):
            yield from _pieces(child, has_pages)
            yield "\t" if child.tag == CELL else " " if child.tag == PARAGRAPH else ""


def _is_hidden(element: Any) -> bool:
    return element.tag == qn("w:r") and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
