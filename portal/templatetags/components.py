"""Small filters that the components need and Django lacks."""

import re
from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Figures as Swedish writes them: 1 250, 0,5, 65 %, –3, 2021–2023.
_FIGURES = re.compile(r"[+−–-]?\d[\d\s,.–]*%?")


@register.filter
def paired(cells: Iterable[object], columns: Iterable[object]) -> list[tuple[object, object]]:
    """Each cell of a row with its column, so that a cell can say its label on a narrow screen."""
    return list(zip(cells, columns, strict=False))


@register.filter
def with_figures(columns: Sequence[object], rows: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    """Each column's label, and whether it holds nothing but figures, which are then set to the right."""

    def texts(index: int) -> list[str]:
        return [text for row in rows if index < len(row) and (text := strip_tags(str(row[index])).strip())]

    return [
        {"label": label, "number": bool(found := texts(index)) and all(map(_FIGURES.fullmatch, found))}
        for index, label in enumerate(columns)
    ]


@register.filter
def paragraphs(value: object) -> SafeString:
    """HTML as it is; plain text escaped, with its blank lines as paragraphs."""
    if hasattr(value, "__html__"):
        return mark_safe(value.__html__())  # noqa: S308 — the value says itself that it is safe
    return mark_safe(linebreaks(str(value), autoescape=True))  # noqa: S308 — linebreaks escapes
