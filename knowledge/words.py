"""The words of a text, without its markup."""

import re
from typing import Any

from wagtail.rich_text import get_text_for_indexing

# An item of a list that does not end with a sign of its own, whatever is closed behind its last word.
ITEM = r"(?<=[^\s>.,:;!?…])(?P<closed>(?:</(?:a|b|i|em|strong)>)*)"
SIGNS = (
    (re.compile(rf"{ITEM}(?=</li>\s*<li\b)"), r"\g<closed>,"),
    (re.compile(rf"{ITEM}(?=</li>\s*</[uo]l>)"), r"\g<closed>."),
    (re.compile(rf"{ITEM}(?=<[uo]l>)"), r"\g<closed>: "),
)


def plain(value: Any) -> str:
    """The words of rich text or of plain text, without markup, with single spaces and with signs between items of lists."""
    source = str(getattr(value, "source", value) or "")
    if "<li" in source:  # most texts have no list, and a look for its ends takes as long as all else
        for end, sign in SIGNS:
            source = end.sub(sign, source)
    return " ".join(get_text_for_indexing(source).split())
