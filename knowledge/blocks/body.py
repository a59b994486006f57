from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from .boxes import FactBoxBlock
from .figure import FigureBlock
from .table import DataTableBlock
from .text import HeadingBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """The running text of a page."""

    heading = HeadingBlock()
    text = TextBlock()
    data_table = DataTableBlock()
    figure = FigureBlock()
    fact_box = FactBoxBlock()

    class Meta:
        label = _("Content")
        template = "blocks/body.html"
        description = _("The running text of a page.")

    def get_context(self, value: blocks.StreamValue, parent_context: dict | None = None) -> dict[str, Any]:
        """Adds `parts`: each block with its anchor, for the template to write as the block's id."""
        context = super().get_context(value, parent_context=parent_context)
        context["parts"] = [(child, block_anchor(child)) for child in value]
        return context


def block_anchor(child: blocks.StreamValue.StreamChild) -> str:
    """The stable fragment of one block: from the id it was born with, so that it survives reordering and translation."""
    return f"avsnitt-{child.id[:8]}" if child.id else ""
