"""Sends hostile queries through the search, on a small site of its own, and says which of them broke it.

    python -m tests.hostile --count 100000 --seed 1

Every query goes to `search.finder.find`, every tenth to the suggestions too. Each processor of the machine takes its part.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any

from tests.benchmarks.sites.portal import grow

from .queries import queries

PAGES = 40
SHOWN = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    with small_site():
        logging.disable(logging.WARNING)
        parts = range(arguments.processes)
        ask = partial(run, arguments.count, arguments.seed, parts=len(parts))
        with ProcessPoolExecutor(len(parts), mp_context=get_context("fork")) as processes:
            broken = sum(processes.map(ask, parts))
    print(f"{arguments.count} queries with seed {arguments.seed}: {broken} broke the search")
    return 1 if broken else 0


@contextmanager
def small_site() -> Iterator[None]:
    """A site of some pages with its index. Must be entered before Django is set up."""
    with tempfile.TemporaryDirectory(prefix="portal-hostile-") as folder:
        os.environ |= {"PORTAL_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DEBUG": "0"}
        for name in ("DATABASE_URL", "SEARCH_URL", "CELERY_BROKER_URL"):
            os.environ.pop(name, None)

        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        grow(PAGES)
        call_command("search_rebuild", verbosity=0)
        django.db.connections.close_all()  # no process shares one
        yield


def run(count: int, seed: int, part: int = 0, parts: int = 1) -> int:
    """Ask every `parts`-th of the queries. Gives the number of those that raised anything at all.

    An engine that refuses is a fault too.
    """
    from django.contrib.auth.models import AnonymousUser

    from search.finder import Parameters, find
    from search.suggestions import suggest

    visitor = AnonymousUser()
    broken, slowest, began = 0, (0.0, ""), time.perf_counter()
    for number, query in enumerate(islice(queries(count, seed), part, None, parts), start=1):
        started = time.process_time()
        broken += not _holds(lambda text: find(Parameters(text, "sv"), visitor), query, broken)
        slowest = max(slowest, (time.process_time() - started, query[:60])) if number > 1 else slowest
        if number % 10 == 0:
            broken += not _holds(lambda text: suggest(text, visitor, "sv"), query, broken)
        if number % 5000 == 0:
            print(f"{number} queries in {time.perf_counter() - began:.0f} s, {broken} broke the search", flush=True)
    print(f"The slowest took {1000 * slowest[0]:.0f} ms of the processor: {ascii(slowest[1])}", flush=True)
    return broken


def _holds(ask: Callable[[str], Any], query: str, broken: int) -> bool:
    try:
        ask(query)
    except Exception:
        if broken < SHOWN:
            print(f"{ascii(query[:200])}\n{traceback.format_exc()}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
