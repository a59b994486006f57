"""What is measured, as rows of tables, and the statistics behind them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

UNITS = {"ms": 1000.0}  # of a second; all others are kept as they are measured


@dataclass(frozen=True)
class Figure:
    """One row. `ratio` and `tail` tell how many times as much this is as the one `beside` it.

    `ratio` is the median of the ratios of each pair that was measured in turn, `tail` the ratio of the two p95.
    """

    measure: str
    database: str
    engine: str
    pages: int
    who: str
    unit: str
    number: int
    p50: float
    p95: float
    beside: str = ""
    ratio: float | None = None
    tail: float | None = None


@dataclass(frozen=True)
class Place:
    """Where something was measured: what all rows of one measurement have in common."""

    measure: str
    database: str
    engine: str
    pages: int

    def figure(
        self,
        who: str,
        unit: str,
        values: Sequence[float | None],
        beside: str = "",
        others: Sequence[float | None] = (),
    ) -> Figure:
        """Of times in seconds, or of other values. `others` holds what was measured in turn with each of the values.

        None stands for one that could not be measured.
        """
        factor = UNITS.get(unit, 1.0)
        measured = [value for value in values if value is not None]
        pairs = [(value, other) for value, other in zip(values, others, strict=False) if other and value is not None]
        return Figure(
            **vars(self),
            who=who,
            unit=unit,
            number=len(measured),
            p50=percentile(measured, 50) * factor,
            p95=percentile(measured, 95) * factor,
            beside=beside if pairs else "",
            ratio=statistics.median(value / other for value, other in pairs) if pairs else None,
            tail=_tail(pairs),
        )


def percentile(values: Sequence[float], percent: int) -> float:
    """Between the two nearest values, so that a few of them give a figure too."""
    if len(values) < 2:
        return float(values[0]) if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _tail(pairs: Sequence[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    values, others = zip(*pairs, strict=True)
    return percentile(values, 95) / percentile(others, 95)


HEADINGS = ("", "Database", "Engine", "Pages", "Times", "p50", "p95", "Ratio", "of p95", "to")


def table(figures: Sequence[Figure]) -> str:
    """In Markdown. Columns that nobody fills are left out."""
    rows = [_row(figure) for figure in figures]
    kept = [column for column in range(len(HEADINGS)) if any(row[column] for row in rows)]
    lines = [HEADINGS, ("---",) * len(HEADINGS), *rows]
    return "\n".join(f"| {' | '.join(line[column] for column in kept)} |" for line in lines)


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.who,
        figure.database,
        figure.engine,
        f"{figure.pages:,}" if figure.pages else "",
        str(figure.number),
        amount(figure.p50, figure.unit),
        amount(figure.p95, figure.unit) if figure.number > 1 else "",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "" if figure.tail is None else f"{figure.tail:.2f}",
        figure.beside,
    )


def amount(value: float, unit: str) -> str:
    """In as many digits as mean something."""
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()
