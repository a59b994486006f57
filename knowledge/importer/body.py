"""Running text as blocks: the data of a StreamField out of the parts of a document."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from .document import Block, Heading, Image, List, Note, Paragraph, Quote, Run, Runs, Table, plain
from .html import RichText
from .images import Images

CAPTION = re.compile(
    r"^Tabell(?:\s+(?P<number>\w+(?:\.\w+)*)\s*[:.]|\s*:)\s*(?P<caption>.+)$", re.IGNORECASE | re.DOTALL
)
LEVELS = {1: "h2", 2: "h2", 3: "h3", 4: "h4", 5: "h4", 6: "h4"}


class BodyWriter:
    """Writes the blocks of one field.

    Ids are made from `seed` and the block's place: its section, its kind and its number among those. So a page that is
    imported again, and its translations, give each heading and table the same address.
    """

    def __init__(self, rich: RichText, images: Images, seed: str) -> None:
        self.rich = rich
        self.images = images
        self.seed = seed
        self.notes: list[Note] = []
        self.data: list[dict[str, Any]] = []
        self.text: list[Block] = []
        self.caption: re.Match[str] | None = None
        self.heading = ""
        self.section = 0
        self.counts: Counter[str] = Counter()

    def write(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        pending = list(blocks)
        for place, block in enumerate(pending):
            following = pending[place + 1] if place + 1 < len(pending) else None
            self._write(block, following)
        self._close_text()
        return self.data

    def _write(self, block: Block, following: Block | None) -> None:
        match block:
            case Paragraph() if isinstance(following, Table) and _caption(block.runs):
                self._close_text()  # the caption goes with the table that follows
                self.caption = _caption(block.runs)
            case Paragraph() | List():
                self.text.append(block)
            case Heading():
                self._close_text()
                self._heading(block)
            case Table():
                self._close_text()
                self._table(block)
            case Image():
                self._close_text()
                self._figure(block)
            case Quote():
                self._close_text()
                self._fact_box(block)

    def _add(self, kind: str, value: Any, block_id: str = "") -> None:
        self.data.append({"type": kind, "value": value, "id": block_id or self._new_id(kind)})

    def _new_id(self, kind: str) -> str:
        self.counts[kind] += 1
        return _id(f"{self.seed}/{self.section}/{kind}/{self.counts[kind]}")

    def _close_text(self) -> None:
        if self.text:
            html = self.rich.blocks(self.text)
            self.text = []
            self._add("text", html)

    def _heading(self, block: Heading) -> None:
        self.heading, level = plain(block.runs), LEVELS[block.level]
        if block.level > 4:
            self.notes.append(Note(block.span.first, _("Headings go no deeper than h4.")))
        if level == "h2":
            self.section += 1
            self.counts.clear()
        self._add("heading", {"text": self.heading, "level": level})

    def _table(self, block: Table) -> None:
        caption, self.caption = self.caption, None
        if caption is None:
            text = _("The table has no heading; it was called “%(caption)s”.") % {"caption": self.heading or _("Table")}
            self.notes.append(Note(block.span.first, text))
        value = {
            "number": (caption["number"] or "") if caption else "",
            "caption": " ".join(caption["caption"].split()) if caption else self.heading or _("Table"),
            "row_headings": True,
            "note": "",
        }
        key = self._new_id("data_table")
        value["columns"] = _items((plain(cell) for cell in block.head), f"{key}/columns")
        rows = [
            _items((self.rich.inline(cell, row.span.first) for cell in row.cells), f"{key}/rows/{place}")
            for place, row in enumerate(block.rows)
        ]
        value["rows"] = _items(rows, f"{key}/rows")
        self._add("data_table", value, key)

    def _figure(self, block: Image) -> None:
        image, line = self.images.id_of(block.source), block.span.first
        if self.images.missing(block.source):
            text = _("The image “%(name)s” was not found, or cannot be used.")
            self.notes.append(Note(line, text % {"name": block.source}))
        if not block.alt.strip():
            self.notes.append(Note(line, _("The image “%(name)s” has no alternative text.") % {"name": block.source}))
        value = {"image": image, "alt": block.alt.strip(), "caption": block.caption.strip()}
        self._add("figure", {**value, "number": "", "long_description": "", "source": ""})

    def _fact_box(self, block: Quote) -> None:
        first, *rest = block.paragraphs or ((),)
        title, text = _split_title(first)
        paragraphs = [Paragraph(runs, block.span) for runs in (text, *rest) if plain(runs)]
        self._add("fact_box", {"title": title, "text": self.rich.blocks(paragraphs)})


def _caption(runs: Runs) -> re.Match[str] | None:
    return CAPTION.match(plain(runs))


def _split_title(runs: Runs) -> tuple[str, Runs]:
    """The bold words that begin a box are its title."""
    runs = tuple(run for run in runs if run.text)
    if not runs or not runs[0].bold:
        return "", runs
    rest = runs[1:]
    return runs[0].text.strip(), (Run(rest[0].text.lstrip(" :"), *_style(rest[0])), *rest[1:]) if rest else ()


def _style(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link


def _items(values: Iterable[Any], key: str) -> list[dict[str, Any]]:
    """A list block's items, each with an id, so that translations keep theirs."""
    return [{"type": "item", "value": value, "id": _id(f"{key}/{place}")} for place, value in enumerate(values)]


def _id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))
