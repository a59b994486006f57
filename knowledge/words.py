"""The words of a text, without its markup."""

from typing import Any

from wagtail.rich_text import get_text_for_indexing


def plain(value: Any) -> str:
    """The words of rich text or of plain text, without markup and with single spaces."""
    source = getattr(value, "source", value) or ""
    return " ".join(get_text_for_indexing(str(source)).split())
