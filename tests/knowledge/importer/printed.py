"""Texts of tests as the files that people have of them."""

import re

from tests import files

LINES = 40  # on a page


def as_pdf(text: str) -> bytes:
    lines = text.split("\n")
    return files.pdf(["\n".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)])


def as_slides(text: str) -> bytes:
    """Each page of the text as a slide: its first line is the title, the others are points."""
    parts = [re.sub(r"• ", "", part).strip().split("\n", 1) for part in text.split("\f")]
    return files.slides(*((title, filter(None, rest[0].split("\n")) if rest else [], "") for title, *rest in parts))
