"""The same chaos on both sites: editors at work while workers are killed, the broker is down and the index is made anew."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import redis

from ..figures import Figure, Place
from ..gate import Gate
from ..installations import DATABASES, ENGINES, Installation, Portal, Stock
from ..sites.project import FILES, make_project

TITLE = "Chaos"
ABOUT = """\
Two editors create, change, rename, publish, withdraw, delete and move pages at random while every three seconds the worker and
all its processes are killed (`kill -9`) and the broker goes, and the whole index is made anew three times in between. Then all is
well again, and what visitors find is compared with what the pages say. *Missing* are pages that the index does not hold, *ghosts*
those that it still holds, *stale* those that old words find or new ones do not. *Refused* are changes and rebuilds that ended in
an error. The stock site has Wagtail's own search on the database, whose tasks a worker does that is told after each commit."""

SECONDS = 40
SEEDS = (1, 2)  # of the editors
REBUILDS = 3
ROUND = 3.0  # seconds: a worker dies, the broker goes, both come back
CALM = 20  # seconds after the last message, for sweeps and retries
PATIENCE = 120  # seconds for the messages to be read
LOST = {"missing": "missing", "ghost": "ghosts", "stale": "stale"}


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


def run(database: str, seconds: float = SECONDS) -> list[Figure]:
    engine = dict(zip(DATABASES, ENGINES, strict=True))[database]
    place = Place("chaos", database, engine, 0)
    found = []
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        sites = (PortalInChaos(Path(name), database, engine), StockInChaos(Path(name), database))
        for site in sites:
            try:
                counts = _chaos(site, seconds)
            finally:
                site.stop()
                site.remove()
            found += [place.figure(f"{site.role}: {what}", "", [count]) for what, count in counts.items()]
    return found


def _chaos(site: Installation, seconds: float) -> dict[str, int]:
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
    rebuilt = tried = 0
    while time.monotonic() < end - ROUND:
        if rebuilds := rebuilt < REBUILDS:
            builder.begin("rebuild")
        time.sleep(ROUND / 3)
        worker.kill()
        gate.shut()
        time.sleep(ROUND / 3)
        gate.open()
        worker = site.start_worker(**environment)
        time.sleep(ROUND / 3)
        if rebuilds:
            rebuilt, tried = rebuilt + builder.end(), tried + 1
    done = [editor.end() for editor in editors]
    _wait_for_calm(broker)
    written: dict[str, Any] = {str(seed): each["words"] for seed, each in zip(SEEDS, done, strict=True)}
    found = editors[0].run("compare", {"0": 20} | written)
    return {
        "changes": sum(each["made"] for each in done),
        "changes refused": sum(each["failed"] for each in done),
        "rebuilds": rebuilt,
        "rebuilds refused": tried - rebuilt,
        "pages": found["documents"],
        **{words: found[name] for name, words in LOST.items()},
    }


def _wait_for_calm(broker: redis.Redis) -> None:
    end = time.monotonic() + PATIENCE
    while broker.llen("celery") and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(CALM)
