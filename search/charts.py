"""Charts that the server draws: columns over time, as the numbers that a template makes an SVG of.

They need neither script nor style, so that they hold under a strict Content-Security-Policy, and take the colour of the text
around them: dark mode, forced colours and print need nothing of their own. Widths are parts of the whole and heights pixels,
so that a chart fills any screen while its letters keep their size. The table with the same numbers stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

HEIGHT, TOP, BOTTOM = 220, 18, 24
LEFT = 8.0  # per cent of the width, where the numbers of the scale stand
COLUMN = 0.7  # of the width that each has


@dataclass(frozen=True)
class Point:
    """A value with what is said of it; `part` is how much of it is drawn darker."""

    label: str
    value: int
    part: int
    words: str


@dataclass(frozen=True)
class Line:
    """A level of the scale. Numbers of the drawing are text: a template would write them with the language's comma."""

    y: str
    label_y: str
    label: str


@dataclass(frozen=True)
class Column:
    x: str
    width: str
    y: str
    height: str
    part_y: str
    part_height: str
    words: str


@dataclass(frozen=True)
class Label:
    x: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Chart:
    columns: list[Column]
    lines: list[Line]
    labels: list[Label]
    height: str = str(HEIGHT)
    base: str = str(HEIGHT - BOTTOM)
    labels_y: str = str(HEIGHT - 6)


def columns(points: Sequence[Point]) -> Chart:
    top = _nice(max((point.value for point in points), default=0))
    step = (100 - LEFT) / max(len(points), 1)
    return Chart(
        [_column(point, LEFT + number * step, step, top) for number, point in enumerate(points)],
        [_line(level, top) for level in dict.fromkeys((0, top // 2, top))],
        _labels(points, step),
    )


def _nice(highest: int) -> int:
    """The least number that reaches the highest value, is round, and has a round half: 2, 4, 6, 8, 10, 12, 16, 20, 40 …"""
    unit = 1
    while True:
        for step in (2, 4, 6, 8, 10, 12, 16):
            if step * unit >= highest:
                return step * unit
        unit *= 10


def _column(point: Point, start: float, step: float, top: int) -> Column:
    height, part = _height(point.value, top), _height(min(point.part, point.value), top)
    return Column(
        x=f"{start + step * (1 - COLUMN) / 2:.3f}%",
        width=f"{step * COLUMN:.3f}%",
        y=_pixels(HEIGHT - BOTTOM - height),
        height=_pixels(height),
        part_y=_pixels(HEIGHT - BOTTOM - part),
        part_height=_pixels(part),
        words=point.words,
    )


def _line(level: int, top: int) -> Line:
    y = HEIGHT - BOTTOM - _height(level, top)
    return Line(_pixels(y), _pixels(y - 4), number_format(level, force_grouping=True) if level else "")


def _height(value: int, top: int) -> float:
    return (HEIGHT - TOP - BOTTOM) * value / top


def _pixels(number: float) -> str:
    return f"{number:.1f}"


def _labels(points: Sequence[Point], step: float) -> list[Label]:
    """The first, the middle and the last, which have room on any screen."""
    if len(points) < 3:
        return [_middle(number, point, step) for number, point in enumerate(points)]
    middle = len(points) // 2
    first, last = Label(f"{LEFT:.1f}%", "start", points[0].label), Label("100%", "end", points[-1].label)
    return [first, _middle(middle, points[middle], step), last]


def _middle(number: int, point: Point, step: float) -> Label:
    return Label(f"{LEFT + (number + 0.5) * step:.1f}%", "middle", point.label)
