"""PowerPoint files, slide by slide: title, texts, tables, and the speaker's notes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pptx

from .limits import Limits
from .parts import Collector, Extracted

BULLET = "• "


def read(path: Path, limits: Limits) -> Extracted:
    found = Collector("slide", limits)
    for number, slide in enumerate(pptx.Presentation(str(path)).slides, 1):
        if found.is_full:
            break
        title = slide.shapes.title
        lines = [line for shape in _shapes(slide.shapes) if shape != title for line in _lines(shape)]
        found.add(number, [*lines, "", *_notes(slide)], _one_line(title.text_frame.text) if title is not None else "")
    return found.result


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    """Those of groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _lines(shape: Any) -> Iterator[str]:
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            yield "\t".join(_one_line(cell.text_frame.text) for cell in row.cells)
    elif shape.has_text_frame:
        paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]
        is_list = len(paragraphs) > 1
        for paragraph in paragraphs:
            mark = BULLET if is_list else ""
            yield f"{mark}{_one_line(paragraph.text)}"


def _notes(slide: Any) -> Iterator[str]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is not None:
        yield from (paragraph.text for paragraph in frame.paragraphs)


def _one_line(text: str) -> str:
    return " ".join(text.split())
