from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from .boxes import FactBoxBlock, QuoteBlock
from .figure import FigureBlock
from .lists import ChecklistBlock, FaqBlock, StepsBlock
from .part import item_anchor
from .references import DocumentsBlock, FilmBlock, LinksBlock
from .table import DataTableBlock
from .text import HeadingBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """The running text of a page."""

    heading = HeadingBlock()
    text = TextBlock()
    data_table = DataTableBlock()
    figure = FigureBlock()
    fact_box = FactBoxBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    faq = FaqBlock()
    checklist = ChecklistBlock()
    links = LinksBlock()
    documents = DocumentsBlock()
    film = FilmBlock()

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
    """The stable fragment of one block."""
    return item_anchor("avsnitt", child.id)
