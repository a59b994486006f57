"""What every search engine takes and gives. Engines translate; language, ranking rules and access stand above them.

An *entry* is what an engine stores: one per page and one per section, see `search.entries`. Its token fields hold words
that are ready-made and separated by single spaces, so that an engine only splits at white space and all engines agree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

# Token fields, the same for page entries and section entries. Titles and headings have fields of their own.
ANALYSES = ("exact", "stem", "lemma", "parts", "folded", "grams", "sequence")
PLACES = ("title", "heading", "body", "file")
# What makes an entry match; the others only rank. Sections and files go without them: they are most of what is indexed, and
# the judged queries find them no better with.
MATCHING_ANALYSES = ("exact", "stem", "lemma", "parts", "folded", "sequence")
# Text of files has fields of its own, for a file may be many times as long as the page that leads to it: counted together,
# it would drown the page's own words.
TOKEN_FIELDS = tuple(
    f"{place}_{analysis}" for place in PLACES for analysis in (MATCHING_ANALYSES if place == "file" else ANALYSES)
)

# Only these keep the positions of their tokens, which a Phrase needs.
PHRASE_ANALYSES = ("exact", "sequence")

# Engines count documents and mean lengths differently where a field is missing; this token stands first in every field.
FILLER = "\u00a4"


def page_key(page_id: int | str) -> str:
    """Key of a page."""
    return f"page:{page_id}"


def slot_key(key: str, slot: int) -> str:
    """Key of the section in that slot of the page with that key."""
    return f"{key}#{slot}"


def page_key_of(key: str) -> str:
    """Key of the page that a page's or a section's key is of."""
    return key.partition("#")[0]


def slot_of(key: str) -> int | None:
    """Slot of a section's key; None for a page's key."""
    _, separator, slot = key.partition("#")
    return int(slot) if separator else None


@dataclass(frozen=True)
class Entry:
    """A stored unit. `key` is a slot: "page:12" for the page itself, "page:12#3" for its section in slot 3.

    Pages and sections are kept apart, so that neither skews the other's word statistics. `tokens` has every one of
    TOKEN_FIELDS, each beginning with FILLER. `ancestors` holds the page's own id too.
    """

    key: str
    page_id: int
    locale: str
    tokens: dict[str, str]
    facets: dict[str, list[str]]
    ancestors: list[int]
    identifiers: list[str]
    date_ordinal: int
    payload: str
    """JSON with what a hit shows (anchor, address, heading, text …); stored, never searched."""


@dataclass(frozen=True)
class Operation:
    """Write `entry` under `key` with `version`, or delete the key if `entry` is None. Older versions never win."""

    key: str
    version: int
    entry: Entry | None


@dataclass(frozen=True)
class Outcome:
    """What became of one operation. A conflict means that a newer version stands there already, which is success."""

    key: str
    status: Literal["ok", "conflict", "error"]
    reason: str = ""


# ---- The query tree -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One token in one token field."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Any token of one token field that begins with `start`, for words that are still being typed. All score `boost`."""

    field: str
    start: str
    boost: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand next to each other in one token field of PHRASE_ANALYSES."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True)
class Best:
    """Matches if any part does and scores as the best of them plus `tie` times the others (dis_max)."""

    parts: tuple["Node", ...]
    tie: float = 0.0


@dataclass(frozen=True)
class All:
    """Every `must` part matches; `should` parts only add to the score; no `must_not` part matches.

    Without `must` it matches all else.
    """

    must: tuple["Node", ...] = ()
    should: tuple["Node", ...] = ()
    must_not: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Any:
    """At least one part matches; scores add up."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Boost:
    """The score of `node` times `factor`."""

    node: "Node"
    factor: float


@dataclass(frozen=True)
class Everything:
    """Matches all entries with score 1."""


Node = Term | Prefix | Phrase | Best | All | Any | Boost | Everything


@dataclass(frozen=True)
class Filters:
    """What limits the hits without touching their score.

    `facets`: several values of one facet widen, several facets narrow. `excluded_ancestors`: ids of pages whose whole
    subtree, themselves included, is left out. `excluded_pages`: single pages that are left out. `only_pages`: nothing but
    these pages. `identifiers`: at least one of them is carried by the entry.
    """

    locale: str
    sections: bool = False
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded_ancestors: tuple[int, ...] = ()
    excluded_pages: tuple[int, ...] = ()
    only_pages: tuple[int, ...] | None = None
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """`counts` names the facets to count; each is counted with all other facets' filters but without its own.

    Hits come by score, or newest date first (and without scores) with `by_date`; equal ones by page id and slot, in
    every engine. `size` 0 asks for the total and the counts alone. `bare` hits have no payload: what is ranked is more than
    what is shown, and to read what is stored costs more than to rank it. See `Engine.payloads`.
    """

    node: Node
    filters: Filters
    counts: tuple[str, ...] = ()
    offset: int = 0
    size: int = 10
    by_date: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Hit:
    key: str
    page_id: int
    score: float
    payload: str


@dataclass(frozen=True)
class Answer:
    total: int
    hits: list[Hit]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


class EngineError(Exception):
    """The engine cannot answer now: it is down, slow or refuses. The caller degrades, it never crashes."""


class EngineDownError(EngineError):
    """It gives no answer, or none but that it is overloaded: the next request would fare no better."""


class Engine(Protocol):
    """A generation is one complete index with a name of its own; a rebuild makes a new one beside the old.

    Every method may raise EngineError. `write` raises it when nothing can be said of the operations, and otherwise gives
    one outcome per operation, in order; what it wrote is found by the next search, in any process.
    """

    embedded: bool
    """It lives on this machine, so that any process may write and rebuild it without being asked."""

    format: str
    """Changes when an index made before can no longer be used."""

    def create(self, generation: str) -> None:
        """Make an empty index; one that exists already is left as it is."""
        ...

    def write(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]: ...

    def load(self, generation: str, operations: Sequence[Operation]) -> list[Outcome]:
        """As `write` into a generation that nobody searches yet: found for sure only after `finish`."""
        ...

    def finish(self, generation: str) -> None:
        """See to it that all is found that was loaded."""
        ...

    def search(self, generation: str, request: Request) -> Answer: ...

    def payloads(self, generation: str, keys: Sequence[str]) -> dict[str, str]:
        """The payloads under these keys, by key; what is there no more is left out."""
        ...

    def scan(self, generation: str) -> Iterator[tuple[str, int]]:
        """Every stored key with its version."""
        ...

    def vocabulary(self, generation: str, field: str, locale: str) -> dict[str, int]:
        """Tokens of a field with the number of page entries that hold them; for spelling suggestions."""
        ...

    def generations(self) -> Iterable[str]: ...

    def drop(self, generation: str) -> None: ...

    def check(self) -> None:
        """Raise EngineError with the reason if the engine cannot be used."""
        ...
