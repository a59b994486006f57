"""What the blocks that stand between headings and text have in common."""

from collections.abc import Iterable
from typing import Any

from wagtail import blocks

from search.documents import Section

ANCHOR_LENGTH = 8


def item_anchor(prefix: str, item_id: str | None) -> str:
    """The stable fragment of a block or of an item of its list: from the id it was born with.

    It survives reordering and translation, since both keep the id.
    """
    return f"{prefix}-{item_id[:ANCHOR_LENGTH]}" if item_id else ""


class BodyPart(blocks.StructBlock):
    """A part of running text with an address of its own. Its template writes `anchor` as the part's id."""

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        """What the search finds in it, labelled in the active language."""
        raise NotImplementedError
