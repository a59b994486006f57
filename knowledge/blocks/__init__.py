"""The blocks of running text."""

from .body import BodyBlock
from .boxes import FactBoxBlock, QuoteBlock
from .figure import FigureBlock
from .lists import ChecklistBlock, FaqBlock, StepsBlock
from .part import BodyPart
from .references import DocumentsBlock, FilmBlock, LinksBlock
from .table import DataTableBlock
from .text import HeadingBlock, TextBlock

__all__ = [
    "BodyBlock",
    "BodyPart",
    "ChecklistBlock",
    "DataTableBlock",
    "DocumentsBlock",
    "FactBoxBlock",
    "FaqBlock",
    "FigureBlock",
    "FilmBlock",
    "HeadingBlock",
    "LinksBlock",
    "QuoteBlock",
    "StepsBlock",
    "TextBlock",
]
