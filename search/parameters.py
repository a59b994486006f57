"""What a search is made with."""

from dataclasses import dataclass, field

from .ranges import Range
from .scope import Chosen


@dataclass(frozen=True)
class Parameters:
    """What a visitor asked for. `facets` holds the chosen values by facet name, those of `ranges` too."""

    text: str
    locale: str
    facets: Chosen = field(default_factory=dict)
    by_date: bool = False
    page_number: int = 1
    correct: bool = True
    ranges: dict[str, Range] = field(default_factory=dict)
