"""From what an editor wrote to what the search finds: plain text, and the sections of running text."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from search.documents import Section

from .blocks.body import block_anchor


def plain(value: Any) -> str:
    """The words of rich text or of plain text, without markup and with single spaces."""
    source = getattr(value, "source", value) or ""
    return " ".join(strip_tags(get_text_for_indexing(str(source))).split())


def body_outline(body: StreamValue) -> list[dict[str, str]]:
    """The h2 headings of running text."""
    return [
        {"anchor": block_anchor(child), "title": child.value["text"]}
        for child in body
        if child.block_type == "heading" and child.value["level"] == "h2"
    ]


def table_text(value: Any) -> str:
    """The rows of a table as sentences: "Makro, Primärvårdschef. Meso, …"."""
    rows = [", ".join(filter(None, (plain(cell) for cell in row))) for row in value["rows"]]
    return ". ".join(filter(None, [", ".join(value["columns"]), *rows, value.get("note", "")]))


def body_sections(body: StreamValue, address: str = "") -> Iterator[Section]:
    """Running text as sections: what stands before the first heading, then one per heading, table, figure and fact box.

    `address` is what the headings' sections are called in the margin; tables and figures carry their own.
    """
    anchor, heading, texts = "", "", []
    for child in body:
        value = child.value
        if child.block_type == "text":
            texts.append(plain(value))
            continue
        if child.block_type == "heading":
            if heading or texts:
                yield Section(anchor, address, heading, " ".join(texts))
            anchor, heading, texts = block_anchor(child), value["text"], []
            continue
        yield block_section(child)
    if heading or texts:
        yield Section(anchor, address, heading, " ".join(texts))


def block_section(child: StreamValue.StreamChild) -> Section:
    """A table, figure or fact box as a section of its own."""
    anchor, value = block_anchor(child), child.value
    if child.block_type == "data_table":
        address = _("Table %(number)s") % {"number": value["number"]} if value["number"] else _("Table")
        return Section(anchor, address, value["caption"], table_text(value))
    if child.block_type == "figure":
        address = _("Figure %(number)s") % {"number": value["number"]} if value["number"] else _("Figure")
        return Section(anchor, address, value["caption"], f"{value['alt']} {value['long_description']}".strip())
    return Section(anchor, _("Fact box"), value["title"] or "", plain(value["text"]))
