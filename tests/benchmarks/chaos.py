"""The same chaos on both sites: editors at work while workers are killed, the broker is down and the index is made anew.

Then all is well again, and what visitors find is compared with what the pages say. The stock site has Wagtail's own search on
the database, whose tasks a worker does that is told after each commit.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import redis

from .gate import Gate
from .installations import DATABASES, ENGINES, Installation, Portal, Stock
from .sites.project import FILES, make_project

SEEDS = (1, 2)  # of the editors
REBUILDS = 3
ROUND = 3.0  # seconds: a worker dies, the broker goes, both come back
CALM = 20  # seconds after the last message, for sweeps and retries
PATIENCE = 120  # seconds for the messages to be read
HEADINGS = ("Site", "Changes", "Failed", "Rebuilds", "Documents", "Missing", "Ghost", "Stale")


class StockInChaos(Stock):
    module = "tests.benchmarks.sites.stock_chaos"

    def create(self) -> None:
        make_project(self.home)
        shutil.copy(FILES / "subject.py", self.home / "home" / "subject.py")
        models = self.home / "home" / "models.py"
        models.write_text(f"{models.read_text()}\nfrom .subject import Area, Point, SubjectPage\n")
        self.manage("makemigrations", "home")


class PortalInChaos(Portal):
    module = "tests.benchmarks.sites.portal_chaos"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--engine", choices=ENGINES, default="tantivy")
    parser.add_argument("--seconds", type=float, default=30)


def run(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        folder = Path(name)
        sites: dict[str, Installation] = {
            "stock": StockInChaos(folder, options.database),
            "portal": PortalInChaos(folder, options.database, options.engine),
        }
        rows = [HEADINGS, ("---",) * len(HEADINGS)]
        for title, site in sites.items():
            try:
                rows.append((title, *map(str, _chaos(site, options.seconds))))
            finally:
                site.stop()
                site.remove()
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))


def _chaos(site: Installation, seconds: float) -> list[int]:
    site.make()
    site.process().run("prepare")
    site.stop()
    broker = redis.Redis.from_url(site.broker_address)
    broker.flushdb()
    gate = Gate(site.broker_address)
    environment = {"CELERY_BROKER_URL": gate.address}
    editors = [site.process(**environment) for _ in SEEDS]
    builder = site.process(**environment)
    worker = site.start_worker(**environment)
    for seed, editor in zip(SEEDS, editors, strict=True):
        editor.begin("edit", seed, seconds)
    end = time.monotonic() + seconds
    rebuilt = 0
    while time.monotonic() < end - ROUND:
        if rebuilt < REBUILDS:
            builder.begin("rebuild")
        time.sleep(ROUND / 3)
        worker.kill()
        gate.shut()
        time.sleep(ROUND / 3)
        gate.open()
        worker = site.start_worker(**environment)
        time.sleep(ROUND / 3)
        if rebuilt < REBUILDS:
            rebuilt += builder.end()
    done = [editor.end() for editor in editors]
    _wait_for_calm(broker)
    written: dict[str, Any] = {str(seed): each["words"] for seed, each in zip(SEEDS, done, strict=True)}
    found = editors[0].run("compare", {"0": 20} | written)
    made, failed = (sum(each[name] for each in done) for name in ("made", "failed"))
    return [made, failed, rebuilt, *(found[name.lower()] for name in HEADINGS[4:])]


def _wait_for_calm(broker: redis.Redis) -> None:
    end = time.monotonic() + PATIENCE
    while broker.llen("celery") and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(CALM)
