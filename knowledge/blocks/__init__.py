"""The blocks of running text."""

from .body import BodyBlock
from .boxes import FactBoxBlock
from .figure import FigureBlock
from .table import DataTableBlock
from .text import HeadingBlock, TextBlock

__all__ = ["BodyBlock", "DataTableBlock", "FactBoxBlock", "FigureBlock", "HeadingBlock", "TextBlock"]
