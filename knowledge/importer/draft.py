"""What a recogniser hands over: pages in words, before any model is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .document import Blocks, Given, Note, Paragraph, Run, Span


@dataclass
class RowDraft:
    """One child row: a value for each field that the source gives."""

    values: dict[str, Given]
    line: int


@dataclass
class PageDraft:
    """One page. `values` and `rows` go by the names that the page type declares in `import_fields`.

    `key` tells the pages of one source apart and stays the same when the source is imported again; `under` is the key of
    the parent when that comes from the same source, `parent` the page that the source names.
    """

    kind: str
    title: str
    line: int
    key: str = ""
    under: str | None = None
    parent: Given | None = None
    translation_of: Given | None = None
    locale: str = ""
    slug: str = ""
    in_menu: bool | None = None
    values: dict[str, Given] = field(default_factory=dict)
    rows: dict[str, list[RowDraft]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each sort the page has."""
        return {name: len(rows) for name, rows in self.rows.items() if rows}


@dataclass
class Recognised:
    """The pages of a source, the lines that went into them, and what to look at."""

    pages: list[PageDraft] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class LevelWords:
    """What a level of management is called, and the roles that are usual on it."""

    names: Sequence[str]
    roles: Sequence[str] = ()


@dataclass(frozen=True)
class Context:
    """What a recogniser may know besides the document: the kind that was asked for, and the levels by their code."""

    kind: str = ""
    levels: Mapping[str, LevelWords] = field(default_factory=dict)


def words(text: str, span: Span) -> Given:
    """Plain text as a value, one paragraph for each that an empty line parts."""
    blocks: Blocks = tuple(Paragraph((Run(part),), span) for part in text.split("\n\n") if part.strip())
    return Given(blocks, span)
