"""For the pages of an import."""

from django import template

register = template.Library()


@register.filter
def page_of_line(line: int, lines_per_page: int) -> int:
    """The page of the source on which a line stands, counted from 1."""
    return (max(line, 1) - 1) // lines_per_page + 1
