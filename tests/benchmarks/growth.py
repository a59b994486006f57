"""How the figures grow with the number of pages: which of them are drawn, and the table of what is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .figures import Figure, amount


@dataclass(frozen=True)
class Panel:
    """One of the plot: the rows of one measurement whose names begin so, by their p50 or p95."""

    title: str
    measure: str
    who: tuple[str, ...]
    column: str = "p50"
    unit: str = "ms"


PANELS = (
    Panel("Publishing a page of text, p50", "publish", ("portal, worker: page", "portal, inline: page", "stock: page")),
    Panel("Published until findable, p95", "findable", ("portal, worker",), "p95"),
    Panel("Search page, p95", "search-page", ("portal", "stock"), "p95"),
    Panel("Search alone, p95", "search-page", ("portal, search alone",), "p95"),
    Panel("Reindexing everything", "reindex", ("portal: time", "stock: time"), unit="s"),
    Panel("Memory of reindexing", "reindex", ("portal: memory", "stock: memory"), unit="MB"),
)


@dataclass(frozen=True)
class Series:
    """One line of a panel: values by number of pages."""

    panel: Panel
    name: str
    points: tuple[tuple[int, float], ...]


def series_of(panel: Panel, figures: Iterable[Figure]) -> list[Series]:
    """In the order of the panel. Of a row that is compared with several others only one is taken."""
    points: dict[str, dict[int, float]] = {}
    wanted = [figure for figure in figures if figure.measure == panel.measure]
    for who in panel.who:
        for figure in wanted:
            if figure.who == who or (figure.who.startswith(who) and ":" in who):
                points.setdefault(_name(figure), {})[figure.pages] = getattr(figure, panel.column)
    return [Series(panel, name, tuple(sorted(found.items()))) for name, found in points.items()]


def _name(figure: Figure) -> str:
    who = figure.who.partition(":")[0]
    where = figure.database if who.startswith("stock") else f"{figure.database} and {figure.engine}"
    return f"{who}, {where}"


def growth_table(all_series: Sequence[Series]) -> str:
    """In Markdown: one line for each line of the plot."""
    sizes = sorted({pages for series in all_series for pages, _ in series.points})
    lines = [
        ("", "Site", *(f"{size:,} pages" for size in sizes)),
        ("---",) * (2 + len(sizes)),
        *(
            (
                series.panel.title,
                series.name,
                *(
                    amount(dict(series.points)[size], series.panel.unit) if size in dict(series.points) else ""
                    for size in sizes
                ),
            )
            for series in all_series
        ),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def in_words(all_series: Sequence[Series]) -> str:
    """The plot for those who do not see it: where each line begins and ends."""
    return " ".join(_sentence(series) for series in all_series)


def _sentence(series: Series) -> str:
    ends = [series.points[0], series.points[-1]] if len(series.points) > 1 else [series.points[0]]
    values = ", ".join(f"{amount(value, series.panel.unit)} at {pages:,} pages" for pages, value in ends)
    return f"{series.panel.title}, {series.name}: {values}."
