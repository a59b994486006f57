"""What the portal takes, beside a site that `wagtail start` makes. Times are of one machine: compare within one run.

    python -m tests.benchmarks alone --pages 20000
    python -m tests.benchmarks publish --database postgres --pages 1000
    python -m tests.benchmarks report --output docs/operations

Servers are taken from the variables that tests use (.ci/services run -- …). Without --folder all is made in a temporary one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import report
from .figures import table
from .installations import DATABASES, ENGINES, MissingServerError, Sites, sites_in
from .measures import alone, beside_worker, bursts, chaos, findable, outages, publish, readme, reindex, search_page

MEASURES: dict[str, Any] = {
    "publish": publish,
    "findable": findable,
    "bursts": bursts,
    "outages": outages,
    "beside-worker": beside_worker,
    "reindex": reindex,
    "search-page": search_page,
}


def main() -> int:
    options = _parser().parse_args()
    try:
        options.run(options)
    except MissingServerError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_sites(_command(commands, "alone", alone.__doc__, _alone))
    for name, module in MEASURES.items():
        _add_sites(_command(commands, name, module.__doc__, _beside_stock(module)))
    _command(commands, "readme", readme.__doc__, lambda options: print(table(readme.run())))
    in_chaos = _command(commands, "chaos", chaos.__doc__, _in_chaos)
    in_chaos.add_argument("--database", choices=DATABASES, default="sqlite", help="postgres with Elasticsearch")
    in_chaos.add_argument("--seconds", type=float, default=chaos.SECONDS)
    report.add_options(_command(commands, "report", report.__doc__, report.run))
    return parser


def _command(commands: Any, name: str, about: str | None, run: Callable) -> argparse.ArgumentParser:
    words = (about or "").strip().splitlines()[0]
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=about)
    command.set_defaults(run=run)
    return command


def _add_sites(command: argparse.ArgumentParser) -> None:
    command.add_argument("--database", choices=DATABASES, default="sqlite")
    command.add_argument("--engine", choices=ENGINES, default="", help="Elasticsearch beside PostgreSQL, else tantivy")
    command.add_argument("--pages", type=int, default=1000)
    command.add_argument("--times", type=int, help="how often it is done")
    command.add_argument("--folder", type=Path, help="keep the sites here, for the next run")


def _in_chaos(options: argparse.Namespace) -> None:
    print(table(chaos.run(options.database, options.seconds)))


def _alone(options: argparse.Namespace) -> None:
    with _sites(options) as sites:
        sites.portal.grow(options.pages)
        print(table(alone.run(sites.portal, *_times(options))))


def _beside_stock(module: Any) -> Callable[[argparse.Namespace], None]:
    def run(options: argparse.Namespace) -> None:
        with _sites(options) as sites:
            grown = sites.grown(options.pages)
            grown.ensure_indexes()
            print(table(module.run(grown, *_times(options))))

    return run


@contextmanager
def _sites(options: argparse.Namespace) -> Iterator[Sites]:
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
        sites = sites_in(options.folder or Path(folder), options.database, options.engine)
        try:
            yield sites
        finally:
            sites.stop()
            if not options.folder:
                sites.remove()


def _times(options: argparse.Namespace) -> list[int]:
    return [options.times] if options.times else []


if __name__ == "__main__":
    sys.exit(main())
