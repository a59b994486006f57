"""Small filters that the components need and Django lacks."""

from collections.abc import Iterable

from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeData, SafeString, mark_safe

register = template.Library()


@register.filter
def paired(cells: Iterable[object], columns: Iterable[object]) -> list[tuple[object, object]]:
    """Each cell of a row with its column, so that a cell can say its label on a narrow screen."""
    return list(zip(cells, columns, strict=False))


@register.filter
def paragraphs(value: object) -> SafeString:
    """HTML as it is; plain text escaped, with its blank lines as paragraphs."""
    html = getattr(value, "__html__", None)
    if isinstance(value, SafeData) or html:
        return mark_safe(str(html() if html else value))  # noqa: S308 — the value says itself that it is safe
    return mark_safe(linebreaks(str(value), autoescape=True))  # noqa: S308 — linebreaks escapes
