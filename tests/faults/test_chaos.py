"""Editors at work while everything breaks that can. When all is well again, nothing is lost and nobody sees too much.

PORTAL_TEST_NIGHTLY=1 makes it take twenty times as long.
"""

import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from .conftest import Site, eventually, own_prefix
from .processes import Process, Program, kill
from .proxy import TROUBLES, Proxy
from .servers import Elasticsearch, Redis

IS_NIGHTLY = os.environ.get("PORTAL_TEST_NIGHTLY") == "1"
ROUNDS = 20 if IS_NIGHTLY else 1
CLOCKS = (0, 7, -7)  # minutes by which the clocks of the hosts are wrong
WORKER = ("celery", "-A", "portal", "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "ERROR")
BEAT = ("celery", "-A", "portal", "beat", "--loglevel", "CRITICAL", "--schedule")
LASTS = 0.4  # seconds of each trouble, and of the calm after it

Trouble = Callable[[], AbstractContextManager[None]]


class Chaos:
    """Some editors, a worker with two processes, a rebuild or a drain now and then, and one trouble after another."""

    def __init__(self, site: Site, broker: Redis) -> None:
        self.site = site
        self.broker = broker
        self.chance = random.Random(1)
        self.worker: Program | None = None
        self.rebuilder = site.process(CLOCK_MINUTES=str(CLOCKS[2]))
        self.rebuilt: set[str] = set()

    def of_every_site(self) -> list[Trouble]:
        return [
            self.rebuilding,
            self.worker_killed,
            self.rebuilding,
            self.broker.down,
            self.dying_rebuild,
            self.rebuilding,
            self.half_a_worker_killed,
        ]

    def reign(self, troubles: list[Trouble]) -> list[dict[str, int]]:
        """One after another, and at least three rebuilds. Gives what each editor has done meanwhile."""
        editors = [self.site.process(CLOCK_MINUTES=str(minutes)) for minutes in CLOCKS]
        drainer = self.site.process(CLOCK_MINUTES=str(CLOCKS[1]))
        end = self.site.folder / "end"
        for seed, editor in enumerate(editors):
            editor.begin("edit_until", seed, str(end))
        try:
            for trouble in troubles * ROUNDS:
                if not drainer.is_busy or drainer.has_answered():
                    self._finish(drainer)
                    drainer.begin("drain_for", 2 * LASTS)
                with trouble():
                    time.sleep(LASTS)
                time.sleep(LASTS)
            self._finish(self.rebuilder)
            while len(self.rebuilt) < 3:
                self.rebuilt.add(self.site.run("rebuild"))
        finally:
            end.touch()
        self._finish(drainer)
        return [editor.end() for editor in editors]

    def _finish(self, process: Process) -> None:
        answer = process.end() if process.is_busy else None
        if answer:
            self.rebuilt.add(answer)

    @contextmanager
    def working(self) -> Iterator[None]:
        """A worker, and the sweep."""
        with self.site.running(*BEAT, str(self.site.folder / "beat")):
            self.worker = self._new_worker()
            try:
                yield
            finally:
                self.worker.terminate()

    def _new_worker(self) -> Program:
        return Program(self.site.nursery, self.site.environment, *WORKER)

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Goes on beside what comes next."""
        if not self.rebuilder.is_busy or self.rebuilder.has_answered():
            self._finish(self.rebuilder)
            self.rebuilder.begin("rebuild")
        yield

    @contextmanager
    def dying_rebuild(self) -> Iterator[None]:
        process = self.site.process()
        process.begin("die_in_a_rebuild")
        yield
        process.kill()

    @contextmanager
    def worker_killed(self) -> Iterator[None]:
        self.worker.kill()
        yield
        self.worker = self._new_worker()

    @contextmanager
    def half_a_worker_killed(self) -> Iterator[None]:
        """One of the processes that do its work, in the midst of it; the worker takes on another."""
        if children := self.worker.children():
            kill(self.chance.choice(children))
        yield

    def settle(self) -> None:
        """By itself, without a command: the sweep sees to it."""
        eventually(self._waiting, [])

    def _waiting(self) -> list[int]:
        """As every supervisor does: Celery ends a worker whose first processes are killed before they are ready."""
        if not self.worker.is_alive():
            self.worker = self._new_worker()
        return self.site.run("waiting")


@pytest.mark.redis
def test_the_embedded_index_loses_nothing_whatever_breaks(site: Site, broker: Redis):
    site.environment |= {"CELERY_BROKER_URL": broker.address, "FIRST_PAUSE": "0.2"}
    site.run("rebuild")
    chaos = Chaos(site, broker)
    with chaos.working():
        done = chaos.reign(chaos.of_every_site())
        chaos.settle()
        assert all(len(each) > 1 for each in done), done
        assert site.differences() == {}
        assert site.run("command", "search_check", "--deep") == 0


@pytest.fixture(scope="module")
def own_engine() -> Iterator[Elasticsearch]:
    with closing(Elasticsearch()) as engine:
        engine.start()
        yield engine


@pytest.fixture
def proxy(own_engine: Elasticsearch) -> Iterator[Proxy]:
    with closing(Proxy(own_engine.address)) as proxy:
        yield proxy


@pytest.fixture
def stormy_site(postgres_site: Site, proxy: Proxy, tmp_path: Path) -> Site:
    """On PostgreSQL and on an Elasticsearch of its own, which is reached through the proxy."""
    postgres_site.environment |= {"SEARCH_URL": proxy.address, "SEARCH_INDEX_PREFIX": own_prefix(tmp_path)}
    return postgres_site


@contextmanager
def until_met(proxy: Proxy, kind: str) -> Iterator[None]:
    """A trouble that nobody has met is none."""
    before = proxy.met[kind]
    with proxy.trouble(kind):
        yield
        if kind != "refused":  # then nobody is there to count
            eventually(lambda: proxy.met[kind] > before, True)


@pytest.mark.postgres
@pytest.mark.elasticsearch
@pytest.mark.redis
def test_postgresql_and_elasticsearch_lose_nothing_whatever_breaks(
    stormy_site: Site, own_engine: Elasticsearch, proxy: Proxy, broker: Redis
):
    site = stormy_site
    site.environment |= {"CELERY_BROKER_URL": broker.address, "FIRST_PAUSE": "0.2"}
    site.run("rebuild")
    chaos = Chaos(site, broker)
    storms = [partial(until_met, proxy, kind) for kind in TROUBLES]
    with chaos.working():
        done = chaos.reign(
            [each for pair in itertools.zip_longest(storms, chaos.of_every_site()) for each in pair if each]
        )
        with own_engine.down():
            pages = [site.run("publish", f"Utan sökmotor {number}") for number in range(3)]
        chaos.settle()
        assert all(len(each) > 1 for each in done), done
        assert site.run("found", "utan sökmotor") == pages
        assert site.differences() == {}
        assert site.run("command", "search_check", "--deep") == 0
