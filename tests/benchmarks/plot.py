"""Draws growth as SVG: small panels with logarithmic axes, so that what grows as the number of pages is a straight line."""

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from .figures import amount
from .growth import Panel, Series, in_words

WIDTH, HEIGHT = 400, 250  # of a panel
LEFT, TOP, RIGHT, BOTTOM = 76, 38, 30, 34
COLUMNS = 2
LEGEND = 18  # height of a line
Look = tuple[str, str, str]
# Colours tell the sites apart, dashes and marks the databases and engines, also for those who do not see colours.
COLOURS = {"portal, inline": "#a1440a", "portal": "#0b5d6b", "stock": "#555555"}
PLACES = {"postgres and tantivy": ("2 3", "diamond"), "postgres": ("7 3", "square"), "sqlite": ("none", "circle")}
STYLE = "text{font:12px system-ui,sans-serif;fill:#222}.title{font-weight:600;font-size:13px}.grid{stroke:#ddd}.axis{stroke:#888}"


def plot(title: str, all_series: Sequence[Series]) -> str:
    """One panel for each of those that the series belong to."""
    panels = list(dict.fromkeys(series.panel for series in all_series))
    looks = {series.name: look_of(series.name) for series in all_series}
    rows = math.ceil(len(panels) / COLUMNS)
    legend = rows * HEIGHT + 12
    width, height = COLUMNS * WIDTH, legend + len(looks) * LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(in_words(all_series))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for place, panel in enumerate(panels):
        row, column = divmod(place, COLUMNS)
        parts.append(f'<g transform="translate({column * WIDTH} {row * HEIGHT})">')
        parts += _panel(panel, [series for series in all_series if series.panel == panel], looks)
        parts.append("</g>")
    for place, (name, look) in enumerate(looks.items()):
        parts += _key(LEFT, legend + place * LEGEND, name, look)
    return "\n".join([*parts, "</svg>", ""])


def look_of(name: str) -> Look:
    colour = next(colour for who, colour in COLOURS.items() if name.startswith(who))
    dashes, mark = next(look for place, look in PLACES.items() if place in name)
    return colour, dashes, mark


class _Scale:
    """Logarithmic, from the least value to the greatest."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low = math.log10(max(min(values), 0.001))
        self.high = max(math.log10(max(*values, 0.001)), self.low + 0.1)
        self.start, self.end = start, end

    def __call__(self, value: float) -> float:
        share = (math.log10(max(value, 0.001)) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """1, 2 and 5 of each power of ten; where these are too many, the powers alone."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        for steps in ((1, 2, 5), (1,)):
            found = [step * 10**power for power in powers for step in steps]
            found = [tick for tick in found if self.low - 0.001 <= math.log10(tick) <= self.high + 0.001]
            if len(found) <= 6:
                break
        return found


def _panel(panel: Panel, all_series: Sequence[Series], looks: dict[str, Look]) -> list[str]:
    points = [point for series in all_series for point in series.points]
    across = _Scale([pages for pages, _ in points], LEFT, WIDTH - RIGHT)
    values = [value for _, value in points]
    up = _Scale([min(values) / 1.3, max(values) * 1.3], HEIGHT - BOTTOM, TOP)
    parts = [f'<text class="title" x="{LEFT}" y="20">{escape(panel.title)}</text>']
    for tick in up.ticks():
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(tick)}" y2="{up(tick)}"/>')
        label = amount(tick, panel.unit) if tick >= 1 else f"{tick:g} {panel.unit}"
        parts.append(f'<text x="{LEFT - 6}" y="{up(tick) + 4}" text-anchor="end">{label}</text>')
    bottom = HEIGHT - BOTTOM
    parts.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}"/>')
    for pages in sorted({pages for pages, _ in points}):
        parts.append(f'<text x="{across(pages)}" y="{bottom + 17}" text-anchor="middle">{pages:,}</text>')
    for series in all_series:
        parts += _line([(across(pages), up(value)) for pages, value in series.points], looks[series.name])
    return parts


def _line(points: Sequence[tuple[float, float]], look: Look) -> list[str]:
    colour, dashes, mark = look
    path = " ".join(f"{x},{y}" for x, y in points)
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
    return [line, *(_mark(x, y, colour, mark) for x, y in points)]


def _mark(x: float, y: float, colour: str, mark: str) -> str:
    if mark == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
    turned = f' transform="rotate(45 {x} {y})"' if mark == "diamond" else ""
    return (
        f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="#fff" stroke="{colour}" stroke-width="2"{turned}/>'
    )


def _key(x: float, y: float, name: str, look: Look) -> list[str]:
    line = _line([(x, y), (x + 28, y)], look)
    return [*line, f'<text x="{x + 38}" y="{y + 4}">{escape(name)}</text>']
