"""What a recogniser has found, as plain words to compare."""

import re
from typing import Any

from knowledge.importer.document import text_of
from knowledge.importer.draft import PageDraft


def shown(value: Any) -> Any:
    """A value as words, without the line breaks that extractions differ in."""
    if isinstance(value, tuple):
        value = " ".join(text_of(block) for block in value)
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else value


def content(page: PageDraft) -> dict[str, Any]:
    """Title, values and rows of a page, without places."""
    rows = {
        name: [{key: shown(g.value) for key, g in row.values.items()} for row in rows]
        for name, rows in page.rows.items()
    }
    return {"kind": page.kind, "title": page.title, **{key: shown(g.value) for key, g in page.values.items()}, **rows}
