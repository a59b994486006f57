"""The plot, its words and its table say the same."""

import re
import xml.etree.ElementTree as ET

import pytest

from .document import document, drawn
from .figures import Figure, Place
from .growth import growth_table, in_words
from .plot import look_of, plot

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    found = []
    for pages in (1_000, 5_000, 20_000):
        publish = Place("publish", "sqlite", "tantivy", pages)
        others = [0.02, 0.02]
        for beside in ("stock", "stock, worker"):
            found.append(publish.figure("portal, worker: page of text", "ms", [0.01, 0.03], beside, others))
        found.append(publish.figure("stock: page of text", "ms", others))
        found.append(publish.figure("stock, worker: page of text", "ms", others))
        reindex = Place("reindex", "postgres", "elasticsearch", pages)
        found.append(reindex.figure("portal: time", "s", [pages / 400]))
    return found


def test_every_line_of_the_plot_is_a_row_of_the_table(figures: list[Figure]):
    lines = growth_table(drawn(figures)).splitlines()
    assert lines[0] == "|  | Site | 1,000 pages | 5,000 pages | 20,000 pages |"
    assert lines[2:] == [
        "| Publishing a page of text, p50 | portal, worker, sqlite and tantivy | 20 ms | 20 ms | 20 ms |",
        "| Publishing a page of text, p50 | stock, sqlite | 20 ms | 20 ms | 20 ms |",
        "| Reindexing everything | portal, postgres and elasticsearch | 2.50 s | 12.5 s | 50 s |",
    ]


def test_the_plot_has_a_title_and_says_in_words_what_it_shows(figures: list[Figure]):
    picture = ET.fromstring(plot("Tillväxt & tid", drawn(figures)))
    named = {picture.find(f"{SVG}{tag}").get("id"): picture.find(f"{SVG}{tag}").text for tag in ("title", "desc")}
    assert list(named) == picture.get("aria-labelledby", "").split()
    assert named["title"] == "Tillväxt & tid"
    assert named["description"] == in_words(drawn(figures))
    assert "Reindexing everything, portal, postgres and elasticsearch: 2.50 s at 1,000 pages, 50 s at 20,000" in (
        named["description"] or ""
    )


def test_the_plot_draws_every_value_within_its_panel(figures: list[Figure]):
    picture = ET.fromstring(plot("Tillväxt", drawn(figures)))
    lines = [line for line in picture.iter(f"{SVG}polyline") if len(line.get("points", "").split()) == 3]
    assert len(lines) == len(drawn(figures))
    heights = [float(y) for line in lines for y in re.findall(r",([\d.]+)", line.get("points", ""))]
    assert all(30 < height < 220 for height in heights)
    growing = [float(y) for y in re.findall(r",([\d.]+)", lines[-1].get("points", ""))]
    assert growing == sorted(growing, reverse=True)


def test_the_document_has_the_command_of_each_table_and_names_what_is_missing(figures: list[Figure]):
    written = document(figures, ["findable postgres 1000"], "2026-01-01", "a machine")
    assert "python -m tests.benchmarks reindex --database" in written
    assert "- findable postgres 1000" in written
    assert "Measured 2026-01-01 on a machine." in written
    assert "## The README's commands" not in written


def test_no_two_lines_of_a_panel_look_alike(figures: list[Figure]):
    places = (("sqlite", "tantivy"), ("postgres", "tantivy"), ("postgres", "elasticsearch"))
    for database, engine in places:
        for pages in (1_000, 5_000):
            place = Place("publish", database, engine, pages)
            figures = [
                *figures,
                *(place.figure(f"portal, {way}: page of text", "ms", [0.01]) for way in ("worker", "inline")),
                place.figure("stock: page of text", "ms", [0.01]),
            ]
    names = {series.name for series in drawn(figures) if series.panel.measure == "publish"}
    assert len({look_of(name) for name in names}) == len(names) == 8
