"""What must hold, and whether it does in what was measured."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .figures import Figure, amount
from .installations import DATABASES
from .measures import chaos, publish
from .measures.search_page import BOTH


@dataclass(frozen=True)
class Bar:
    """One of the demands: of which rows, what is read off each, and how much of it there may be."""

    words: str
    measure: str
    who: str
    read: Callable[[Figure], float | None]
    most: float | None = None
    least: float | None = None
    unit: str = ""
    database: str = ""
    pages: int = 0
    beside: str = ""
    engine: str = ""

    def rows(self, figures: Iterable[Figure]) -> list[Figure]:
        return [
            figure
            for figure in figures
            if figure.measure == self.measure
            and self.who in figure.who
            and self.database in ("", figure.database)
            and self.engine in ("", figure.engine)
            and self.pages in (0, figure.pages)
            and self.beside in ("", figure.beside)
        ]

    def measured(self, figures: Iterable[Figure]) -> float | None:
        """The worst of all that it is about; None if nothing of it was measured."""
        values = [value for figure in self.rows(figures) if (value := self.read(figure)) is not None]
        if not values:
            return None
        return max(values) if self.most is not None else min(values)

    def holds(self, value: float) -> bool:
        return value <= self.most if self.most is not None else value >= (self.least or 0)

    @property
    def bound(self) -> str:
        sign, limit = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {amount(limit or 0, self.unit)}"


def p50(figure: Figure) -> float:
    return figure.p50


def p95(figure: Figure) -> float:
    return figure.p95


def ratio(figure: Figure) -> float | None:
    return figure.ratio


def tail(figure: Figure) -> float | None:
    return figure.tail


def _more_than(slope: float, column: str) -> Callable[[Figure], float | None]:
    """Milliseconds above so many times the other's figure."""

    def read(figure: Figure) -> float | None:
        own, share = getattr(figure, column), figure.ratio if column == "p50" else figure.tail
        return own - slope * own / share if share else None

    return read


SIZES = (1_000, 5_000, 20_000)
MIDDLE, LARGE = SIZES[1:]


def _publishing(database: str, kind: str) -> Sequence[Bar]:
    """Of all sizes: what is slow on a small site is slow."""
    inline = Bar(
        f"Publishing a {kind} inline, p50 above 1.1 × stock",
        "publish",
        f"portal, inline: {kind}",
        _more_than(1.1, "p50"),
        40,
        None,
        "ms",
        database,
    )
    with_worker = [
        Bar(
            f"Publishing a {kind} with a worker, {column} to stock",
            "publish",
            f"portal, worker: {kind}",
            read,
            1.1,
            None,
            "×",
            database,
            beside="stock",
        )
        for column, read in (("p50", ratio), ("p95", tail))
    ]
    return (*with_worker, inline)


BARS: Sequence[Bar] = (
    *(bar for kind in publish.MEASURED.values() for database in DATABASES for bar in _publishing(database, kind)),
    Bar(
        "Publishing while the broker is down, p95 more than while it is up",
        "outages",
        "broker down",
        _more_than(1, "p95"),
        10,
        None,
        "ms",
    ),
    Bar(
        "Publishing while the engine is down, p95 more than while it is up",
        "outages",
        "engine",
        _more_than(1, "p95"),
        10,
        None,
        "ms",
    ),
    Bar("Changes lost in outages", "outages", "lost", p50, 0),
    *(Bar(f"Lost in the chaos: {words}", "chaos", f"portal: {words}", p50, 0) for words in chaos.LOST.values()),
    Bar("Recovery after the server is back", "outages", "recovery", p50, 10, None, "s"),
    Bar("Index writes of a burst of edits in one transaction", "bursts", "in one transaction", p50, 1),
    Bar("Index writes of one publishing", "bursts", "one publishing", p50, 1),
    Bar("Published until findable with a worker, p95", "findable", "portal, worker", p95, 500, None, "ms"),
    Bar("Reindexing, speed to the stock site's", "reindex", "portal: speed", ratio, None, 1.0, "×", "sqlite", MIDDLE),
    Bar(
        "Reindexing, speed to the stock site's",
        "reindex",
        "portal: speed",
        ratio,
        None,
        1.5,
        "×",
        "postgres",
        MIDDLE,
        engine="tantivy",
    ),
    Bar("Reindexing 20,000 pages, embedded", "reindex", "portal: time", p50, 60, None, "s", "sqlite", LARGE),
    Bar("Publishings refused beside a worker", "beside-worker", "portal: refused", p50, 0),
    Bar("Publishings refused, the worker killed", "beside-worker", "portal, worker killed: refused", p50, 0),
    Bar(
        "Publishings lost, the worker killed or not",
        "beside-worker",
        "portal",
        lambda figure: figure.p50 if "lost" in figure.who else None,
        0,
    ),
    Bar("Connections of the README's commands", "readme", "connections", p50, 0),
    Bar(
        "Search page where both find pages, times as fast as the stock site's",
        "search-page",
        f"portal, {BOTH}",
        lambda figure: 1 / figure.ratio if figure.ratio else None,
        None,
        5,
        "×",
        "sqlite",
        MIDDLE,
        "stock",
    ),
    Bar(
        "Search page where both find pages, times as fast as the stock site's",
        "search-page",
        f"portal, {BOTH}",
        lambda figure: 1 / figure.ratio if figure.ratio else None,
        None,
        8,
        "×",
        "postgres",
        MIDDLE,
        "stock",
    ),
    Bar("Broad query to narrow query", "search-page", "broad", ratio, 3, None, "×"),
    Bar(
        "Search page at 20,000 pages, p95",
        "search-page",
        "portal",
        lambda figure: figure.p95 if figure.who == "portal" else None,
        150,
        None,
        "ms",
        "",
        LARGE,
    ),
)


def bars_table(figures: Sequence[Figure]) -> str:
    """In Markdown."""
    lines = ["| What must hold | Where | Bound | Measured | |", "|---|---|---|---|---|"]
    for bar in BARS:
        value = bar.measured(figures)
        measured = "not measured" if value is None else amount(value, bar.unit)
        verdict = "" if value is None else "holds" if bar.holds(value) else "**missed**"
        where = ", ".join(filter(None, (bar.database, bar.engine, f"{bar.pages:,} pages" if bar.pages else "")))
        lines.append(f"| {bar.words} | {where} | {bar.bound} | {measured} | {verdict} |")
    return "\n".join(lines)
