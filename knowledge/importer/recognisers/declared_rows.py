"""Child rows in the three ways a document can write them: a heading for each, a list, or a table. And in front matter."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from ...declarations import Rows
from ..choices import choice_of
from ..document import (
    Block,
    Blocks,
    Given,
    Heading,
    Item,
    List,
    Note,
    Paragraph,
    Run,
    Runs,
    Span,
    Table,
    plain,
    text_of,
)
from ..draft import RowDraft
from ..folding import fold

NUMBER = re.compile(r"^(\d+\s?[a-z]?)[.):]?\s+(?=\S)")
PAGE_ADDRESS = "page:"


def label_key(text: str) -> str:
    """A label as it is compared: small letters, no colon or question mark."""
    return " ".join(fold(text).split()).strip(" ?:")


class RowReader:
    """Reads rows for one page type. Collects what to say about them, and the lines that went into them."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.notes: list[Note] = []
        self.taken: set[int] = set()

    # ---- Front matter ------------------------------------------------------------------------------------------------

    def from_front_matter(self, field: Rows, given: Given) -> list[RowDraft]:
        """One row for each item: a mapping of fields, or a bare value for the main one."""
        items = given.value if isinstance(given.value, list) else [given.value]
        return [self._mapped(field, item, given.span) for item in items if item is not None]

    def _mapped(self, field: Rows, item: Any, span: Span) -> RowDraft:
        if not isinstance(item, dict):
            return RowDraft({field.text: Given(item, span)}, span.first)
        known = {each.name for each in self._row_model(field)._meta.get_fields()}
        values: dict[str, Given] = {}
        for key, value in item.items():
            name = field.keys.get(str(key), str(key))
            if name in known:
                values[name] = Given(value, span)
            else:
                self._note(span.first, _("“%(key)s” is no field of a row under “%(rows)s”."), key=key, rows=field.name)
        return RowDraft(values, span.first)

    def _row_model(self, field: Rows) -> type[Model]:
        return self.model._meta.get_field(field.relation).related_model

    def _note(self, line: int, text: str, **words: Any) -> None:
        self.notes.append(Note(line, text % words if words else text))

    # ---- Text --------------------------------------------------------------------------------------------------------

    def from_text(self, field: Rows, blocks: Blocks) -> list[RowDraft]:
        """The rows under a heading."""
        rows: list[RowDraft] = []
        before, groups = _under_headings(blocks)
        for block in before:
            match block:
                case Table():
                    rows += self._from_table(field, block)
                case List():
                    rows += [self._from_item(field, item) for item in block.items]
                case _:
                    self._note(block.span.first, _("This text belongs to no row and was left out."))
        return rows + [self._from_heading(field, heading, parts) for heading, parts in groups]

    def _from_heading(self, field: Rows, heading: Heading, blocks: Iterable[Block]) -> RowDraft:
        """Paragraphs that begin with a bold label fill its field, with the list behind it; others the main text."""
        self._take(heading.span)
        values = self._titled(field, heading)
        labels = {label_key(label): name for label, name in field.labels.items()}
        parts: dict[str, list[Block]] = {}
        current, label_is_empty = field.text, False
        for block in blocks:
            label, rest = _bold_label(block.runs) if isinstance(block, Paragraph) else ("", ())
            name = labels.get(label_key(label)) if label else None
            if name:
                current, label_is_empty = name, not plain(rest)
                block = Paragraph(rest, block.span)
            elif isinstance(block, Paragraph):
                current = current if label_is_empty or not field.text else field.text
                label_is_empty = False
            if not current:
                self._note(block.span.first, _("This text belongs to no field of its row and was left out."))
                continue
            self._take(block.span)
            parts.setdefault(current, []).append(block)
        for name, found in parts.items():
            filled = tuple(block for block in found if text_of(block))
            values[name] = Given(filled, Span(found[0].span.first, found[-1].span.last))
        return RowDraft(values, heading.span.first)

    def _titled(self, field: Rows, heading: Heading) -> dict[str, Given]:
        title, span = text_of(heading), heading.span
        number = NUMBER.match(title) if field.number else None
        values = {field.number: Given(number[1], span)} if number else {}
        name = field.title or field.text
        return values | ({name: Given(title[number.end() :] if number else title, span)} if name else {})

    def _from_item(self, field: Rows, item: Item) -> RowDraft:
        """One row for an item: its text, a choice that it begins with in bold, and where its link leads."""
        self._take(item.span)
        label, rest = _bold_label(item.runs)
        values = self._labelled(field, label, item.span) if label else {}
        runs = rest if values else item.runs
        for run in runs:
            name = field.page_link if run.link.startswith(PAGE_ADDRESS) else field.link
            if run.link and name:
                values.setdefault(name, Given(run.link, item.span))
        name = field.text or field.title
        values[name] = Given((Paragraph(runs, item.span), *item.nested), item.span)
        return RowDraft(values, item.span.first)

    def _labelled(self, field: Rows, label: str, span: Span) -> dict[str, Given]:
        """The field that has the label as one of its choices."""
        model = self._row_model(field)
        for name in field.labels.values():
            code = choice_of(model._meta.get_field(name), label.strip(" :"))
            if code is not None:
                return {name: Given(code, span)}
        return {}

    def _from_table(self, field: Rows, table: Table) -> list[RowDraft]:
        """One row for each of the table's, its columns told by their heads."""
        labels = {label_key(label): name for label, name in field.labels.items()}
        columns = [labels.get(label_key(plain(head))) for head in table.head]
        for head, name in zip(table.head, columns, strict=True):
            if name is None:
                self._note(
                    table.span.first, _("The column “%(column)s” is unknown and was left out."), column=plain(head)
                )
        if not any(columns):
            return []
        self._take(Span(table.span.first, table.span.last))
        rows = []
        for row in table.rows:
            cells = zip(columns, row.cells, strict=False)
            values = {name: _cell(cell, row.span) for name, cell in cells if name and plain(cell)}
            if values:
                rows.append(RowDraft(values, row.span.first))
        return rows

    def _take(self, span: Span) -> None:
        self.taken.update(span.lines)


def _cell(runs: Runs, span: Span) -> Given:
    return Given((Paragraph(runs, span),), span)


def _bold_label(runs: Runs) -> tuple[str, Runs]:
    """The bold words at the beginning, and the rest. Empty when the text does not begin in bold."""
    runs = tuple(run for run in runs if run.text)
    if not runs or not runs[0].bold:
        return "", runs
    rest = runs[1:]
    if rest:
        first = rest[0]
        text = first.text.lstrip(" :")
        rest = (Run(text, first.bold, first.italic, first.link), *rest[1:])
    return runs[0].text, rest


def _under_headings(blocks: Blocks) -> tuple[list[Block], list[tuple[Heading, list[Block]]]]:
    """What stands before the first heading, and each heading with what stands under it."""
    before: list[Block] = []
    groups: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            groups.append((block, []))
        else:
            (groups[-1][1] if groups else before).append(block)
    return before, groups
