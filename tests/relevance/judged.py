"""The judged queries of portal_queries.yaml, as README.md beside it describes them. Needs no Django."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

PORTAL_QUERIES = Path(__file__).with_name("portal_queries.yaml")
OUT_OF_SCOPE = "out_of_scope"
BEST_GRADE = 3


@dataclass(frozen=True)
class JudgedQuery:
    """A query with the grades of the pages that answer it: 3 the answer, 2 a good part of it, 1 touches it."""

    query: str
    category: str
    locale: str = "sv"
    relevant: dict[str, int] = field(default_factory=dict)
    must_find: bool = False
    heading: str = ""
    """A phrase that the heading of the very section contains."""
    meant: str = ""
    """The query as it should have been spelled, of typos."""

    @property
    def answers(self) -> set[str]:
        """The keys of the pages that are the answer."""
        return {key for key, grade in self.relevant.items() if grade == BEST_GRADE}

    @property
    def in_scope(self) -> bool:
        return self.category != OUT_OF_SCOPE


def load(path: Path = PORTAL_QUERIES) -> list[JudgedQuery]:
    """Raises TypeError at an entry with unknown or missing fields."""
    return [JudgedQuery(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def page_key(stem: str) -> str:
    """What the judgements call a demo file: its number, or the whole stem where it has none (00-). Without the locale."""
    stem = stem.split(".")[0]
    number = stem.split("-")[0]
    return stem if number == "00" else number.lstrip("0")
