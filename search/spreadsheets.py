"""Words of strangers in a spreadsheet."""

from typing import Any

FORMULA = ("=", "+", "-", "@")


def as_text(value: Any) -> str:
    """Words that a spreadsheet must not read as a formula, not even after white space that it may drop."""
    text = str(value or "")
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text[:1].isspace() else text
