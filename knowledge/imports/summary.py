"""What was understood of a document, as it is stored with an import and shown to the editor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from ..importer.document import Document, Note
from ..importer.draft import PageDraft
from ..importer.values import Values
from ..kinds import page_types

MAX_TEXT = 1500
HIDDEN = {"pk", "key"}


def as_json(document: Document, pages: Sequence[PageDraft], notes: Iterable[Note], taken: set[int]) -> dict[str, Any]:
    """Pages with their values and rows, warnings and skipped ranges. All texts are plain."""
    return {
        "pages": [_page(page) for page in pages],
        "warnings": [{"line": note.line, "text": note.text} for note in sorted(set(notes))],
        "skipped": [list(lines) for lines in document.skipped(taken)],
    }


def _page(page: PageDraft) -> dict[str, Any]:
    return {
        "key": page.key,
        "under": page.under,
        "kind": page.kind,
        "title": page.title,
        "line": page.line,
        "translation": page.translation_of is not None,
        "values": [
            {"name": name, "line": given.line, "text": _text(given.value)} for name, given in page.values.items()
        ],
        "rows": [
            {
                "name": name,
                "rows": [
                    {
                        "line": row.line,
                        "values": [{"name": field, "text": _text(given.value)} for field, given in row.values.items()],
                    }
                    for row in rows
                ],
            }
            for name, rows in page.rows.items()
            if rows
        ],
    }


def _text(value: Any) -> str:
    text = Values.text(value) if not isinstance(value, list) else "\n".join(map(str, value))
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT].rstrip()} …"


@dataclass(frozen=True)
class Shown:
    """A value of a page, or a row's, under its field's label."""

    label: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class ShownPage:
    kind: str
    title: str
    line: int
    depth: int
    values: list[Shown]
    rows: list[tuple[str, list[tuple[int, list[Shown]]]]]


def shown_pages(understood: dict[str, Any]) -> list[ShownPage]:
    """The pages with the labels of their fields, in the language of whoever looks."""
    return [_shown(page) for page in understood.get("pages", []) if page["kind"] in page_types()]


def _shown(page: dict[str, Any]) -> ShownPage:
    model: Any = page_types()[page["kind"]]
    relations = {field.name: getattr(field, "relation", "") for field in model.import_fields}
    rows = []
    for group in page["rows"]:
        row_model = model._meta.get_field(relations[group["name"]]).related_model
        shown = [(row["line"], [_value(row_model, value) for value in row["values"]]) for row in group["rows"]]
        rows.append((capfirst(str(row_model._meta.verbose_name_plural)), shown))
    values = [_value(model, value) for value in page["values"]]
    label = str(model.kind.label)
    return ShownPage(label, page["title"], page["line"], 1 if page["under"] is not None else 0, values, rows)


def _value(model: Any, value: dict[str, Any]) -> Shown:
    """Under the label of its field; a choice in words."""
    field = model._meta.get_field(value["name"])
    choices = {str(code): str(label) for code, label in getattr(field, "flatchoices", ())}
    return Shown(capfirst(str(field.verbose_name)), choices.get(value["text"], value["text"]), value.get("line", 0))
