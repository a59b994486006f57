"""Measure everything and write docs/operations/benchmarks.md with its plot; the page says how long it takes.

What has been measured is kept in the folder. Cut off, the same command goes on where it was; --again measures anew.
"""

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .bars import SIZES
from .document import write_document
from .figures import Figure, table
from .installations import DATABASES, ROOT, MissingServerError, sites_in
from .measures import beside_worker, bursts, chaos, findable, outages, publish, readme, reindex, search_page

FOLDER = ROOT / "var" / "benchmarks"
OUTPUT = ROOT / "docs" / "operations"


@dataclass(frozen=True)
class Part:
    """One measurement at one place."""

    name: str
    measure: Any
    database: str = ""
    pages: int = 0
    times: int = 0
    """How often it is done, if not as often as by itself."""

    def run(self, folder: Path) -> list[Figure]:
        arguments = [self.times] if self.times else []
        if not self.pages:
            return self.measure.run(*filter(None, [self.database]))
        sites = sites_in(folder, self.database).grown(self.pages)
        sites.ensure_indexes()
        return self.measure.run(sites, *arguments)


def parts(sizes: Sequence[int]) -> list[Part]:
    """In the order in which the sites grow."""
    found = [Part("readme", readme)]
    for database in DATABASES:
        for pages in sizes:
            found += [
                Part(f"reindex {database} {pages}", reindex, database, pages, 1 if pages == sizes[-1] else 3),
                Part(f"search-page {database} {pages}", search_page, database, pages),
                Part(f"publish {database} {pages}", publish, database, pages),
                Part(f"findable {database} {pages}", findable, database, pages),
            ]
            if pages == sizes[0]:
                found.append(Part(f"bursts {database}", bursts, database, pages))
                found.append(Part(f"outages {database}", outages, database, pages))
                if database == "sqlite":
                    found.append(Part("beside-worker", beside_worker, database, pages))
        found.append(Part(f"chaos {database}", chaos, database))
    return found


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where the document goes")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where sites and what was measured are kept")
    parser.add_argument(
        "--only", default="", metavar="PART", help="those whose name begins so: publish, publish postgres"
    )
    parser.add_argument("--again", default="", metavar="PART", help="forget first what was measured of these")
    parser.add_argument("--minutes", type=float, default=60, help="begin nothing new after so many")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="numbers of pages, to try the command itself"
    )
    parser.add_argument(
        "--clean", action="store_true", help="remove the sites and what was measured, and measure nothing"
    )


def run(options: argparse.Namespace) -> None:
    options.folder.mkdir(parents=True, exist_ok=True)
    results = Results(options.folder / "results.json")
    if options.clean:
        _clean(options.folder)
        return
    if options.again:
        results.forget(options.again)
    end = time.monotonic() + 60 * options.minutes
    all_parts = parts(options.sizes)
    left = [part for part in all_parts if part.name.startswith(options.only) and part.name not in results.parts]
    for place, part in enumerate(left):
        if time.monotonic() > end:
            print(f"{len(left) - place} parts are left: the same command goes on with {part.name}.")
            break
        _measure(part, results, options.folder, f"{place + 1}/{len(left)}")
    figures = [figure for part in all_parts for figure in results.parts.get(part.name, [])]
    write_document(options.output, figures, [part.name for part in all_parts if part.name not in results.parts])


def _measure(part: Part, results: "Results", folder: Path, place: str) -> None:
    print(f"[{place}] {part.name} …", flush=True)
    began = time.monotonic()
    try:
        found = part.run(folder)
    except MissingServerError as error:
        print(f"  left out. {error}", flush=True)
        return
    results.keep(part.name, found)
    print(f"{table(found)}\n  {time.monotonic() - began:.0f} s", flush=True)


def _clean(folder: Path) -> None:
    for database in DATABASES:
        if any((folder / f"{role}-{database}").exists() for role in ("portal", "stock")):
            sites_in(folder, database).remove()
    shutil.rmtree(folder)


class Results:
    """What has been measured, part by part, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts: dict[str, list[Figure]] = {}
        if path.exists():
            kept = json.loads(path.read_text())
            self.parts = {name: [Figure(**row) for row in rows] for name, rows in kept.items()}

    def keep(self, name: str, figures: list[Figure]) -> None:
        self.parts[name] = figures
        self._write()

    def forget(self, start: str) -> None:
        self.parts = {name: found for name, found in self.parts.items() if not name.startswith(start)}
        self._write()

    def _write(self) -> None:
        rows = {name: [asdict(figure) for figure in found] for name, found in self.parts.items()}
        making = self.path.with_suffix(".new")
        making.write_text(json.dumps(rows, indent=1))
        making.replace(self.path)
