"""Writes docs/operations/benchmarks.md and its plot."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from .bars import bars_table
from .figures import Figure, table
from .growth import PANELS, Series, growth_table, in_words, series_of
from .measures import beside_worker, bursts, chaos, findable, outages, publish, readme, reindex, search_page
from .plot import plot

NAME, PLOT = "benchmarks.md", "benchmarks.svg"
TITLE = "How the figures grow with the number of pages"
PACKAGES = ("wagtail", "django", "celery", "tantivy", "elasticsearch", "psycopg")
SECTIONS: dict[str, ModuleType] = {
    "publish": publish,
    "findable": findable,
    "bursts": bursts,
    "outages": outages,
    "beside-worker": beside_worker,
    "chaos": chaos,
    "reindex": reindex,
    "search-page": search_page,
    "readme": readme,
}
# Of those that are not run on sites of a given size.
OPTIONS = {"readme": "", "chaos": " --database sqlite"}

START = """\
# Benchmarks

What the portal takes, beside a site that `wagtail start` of the same Wagtail makes, with the same pages. This page and its plot
are written by one command, which anyone can run; it takes an hour or two on a machine with two cores:

```sh
ES_JAVA_OPTS=-XX:TieredStopAtLevel=4 .ci/services run -- {command} report --output docs/operations
```

Without `.ci/services` it takes what servers the variables of [the tests](test-servers.md) name, and leaves out what needs those
that are not there. Cut off, it goes on where it was; `--only` and `--again` take single parts. Each measurement is a command of
its own too, shown with its table.

The pages are the same on both sites: a title, a lead and six headings with about 70 words of Swedish each, and two of three
belong to three vocabularies, which the stock site does not index. It has Wagtail's database search as it ships, and its settings
as they are written by `wagtail start`; on SQLite that means no write-ahead log, where the portal sets one. Both sites run at the
same time in processes of their own and are measured in turn, so that a busy machine slows both: a *ratio* is the median of the
ratios of such pairs, the one *of p95* that of the slowest twentieth. PostgreSQL has counted what the tables hold (`ANALYZE`), as
it does by itself a minute later.
All figures are of one machine: compare them only with each other.

Measured {when} on {machine}.
"""

BOUNDS = """\
## What must hold

The worst of all rows that a bound is about. What keeps the index made anew and the search page from theirs is told in
[decision 0041](../decisions/0041-passages-in-swedish-before-speed.md).
"""


def write_document(folder: Path, figures: Sequence[Figure], missing: Sequence[str]) -> None:
    """Nothing is written where nothing was measured."""
    if not figures:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(document(figures, missing, f"{datetime.now(UTC):%Y-%m-%d}", machine()), encoding="utf-8")
    if all_series := drawn(figures):
        (folder / PLOT).write_text(plot(TITLE, all_series), encoding="utf-8")
    print(f"written: {folder / NAME}")


def document(figures: Sequence[Figure], missing: Sequence[str], when: str, machine: str) -> str:
    command = "python -m tests.benchmarks"
    parts = [
        START.format(command=command, when=when, machine=machine),
        f"{BOUNDS}\n{bars_table(figures)}\n",
        _growth(drawn(figures)),
    ]
    for name, module in SECTIONS.items():
        if rows := [figure for figure in figures if figure.measure == name]:
            options = OPTIONS.get(name, " --database sqlite --pages 1000")
            run = f"```sh\n{command} {name}{options}\n```"
            parts.append(f"## {module.TITLE}\n\n{module.ABOUT}\n\n{run}\n\n{table(rows)}\n")
    if missing:
        parts.append("## Not measured\n\n" + "\n".join(f"- {name}" for name in missing) + "\n")
    return "\n".join(parts)


def drawn(figures: Sequence[Figure]) -> list[Series]:
    """Lines of at least two points."""
    found = [series for panel in PANELS for series in series_of(panel, figures)]
    return [series for series in found if len(series.points) > 1]


def _growth(all_series: Sequence[Series]) -> str:
    if not all_series:
        return ""
    picture = f"![{TITLE}: the table beneath has the same figures]({PLOT})"
    return f"## Growth\n\n{picture}\n\n{growth_table(all_series)}\n\nIn words: {in_words(all_series)}\n"


def machine() -> str:
    """In words, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()} with {os.cpu_count()} cores and {memory:.0f} GiB"
    packages = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return f"{system}, Python {platform.python_version()}, {packages}"
