"""A site of its own for each test, used by several processes as in operation."""

import shutil
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import demo_environment, made_once, state_of_migrations
from tests.services import require

from .processes import PATIENCE, Nursery, Process, Program
from .servers import Redis

KEPT = "test_migrated_"


class Site:
    """The processes of one installation. Its environment may be changed between steps."""

    def __init__(self, nursery: Nursery, folder: Path, **environment: str) -> None:
        self.nursery = nursery
        self.folder = folder
        self.environment = demo_environment(folder) | environment
        self.processes: list[Process] = []

    def process(self, **environment: str) -> Process:
        """One more process, whose environment may differ in this."""
        self.processes.append(Process(self.nursery, self.environment | environment))
        return self.processes[-1]

    def run(self, step: str, *arguments: Any) -> Any:
        """In the first process that has the present environment and is not at something else."""
        for process in self.processes:
            if process.environment == self.environment and not process.is_busy:
                return process.run(step, *arguments)
        return self.process().run(step, *arguments)

    def differences(self) -> dict[str, list]:
        """Of index and database, and of what visitors find and what they may see, without kinds that there are none of."""
        return {kind: keys for kind, keys in self.run("differences").items() if keys}

    @contextmanager
    def running(self, *arguments: str) -> Iterator[Program]:
        """Another program of the site, such as a worker."""
        program = Program(self.nursery, self.environment, *arguments)
        try:
            yield program
        finally:
            program.terminate()

    def close(self) -> None:
        for process in self.processes:
            process.close()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with closing(Nursery()) as nursery:
        yield nursery


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory, migrated_folder: Path, nursery: Nursery) -> Path:
    """The folder of a site without pages."""

    def make(folder: Path) -> None:
        with closing(Site(nursery, Path(shutil.copytree(migrated_folder, folder)))) as site:
            site.run("prepare")

    return made_once(tmp_path_factory, "empty-site", make)


@pytest.fixture
def site(empty_site: Path, tmp_path: Path, nursery: Nursery) -> Iterator[Site]:
    """On SQLite and the embedded index."""
    with closing(Site(nursery, Path(shutil.copytree(empty_site, tmp_path / "site")))) as site:
        yield site


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> str:
    """The name of a PostgreSQL database without pages, to be copied. The server keeps it between runs."""
    name = f"{KEPT}{state_of_migrations()}"
    with psycopg.connect(require("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")  # the processes of a test run share it
        names = [
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT])
        ]
        if name not in names:
            for outdated in names:
                server.execute(f'DROP DATABASE "{outdated}"')
            with database() as made:
                with closing(
                    Site(nursery, tmp_path_factory.mktemp("migrating"), DATABASE_URL=address_of(made))
                ) as site:
                    site.run("command", "migrate", "--verbosity", "0")
                    site.run("prepare")
                server.execute(f'ALTER DATABASE "{made}" RENAME TO "{name}"')
    return name


@contextmanager
def database(template: str = "template1") -> Iterator[str]:
    """The name of a PostgreSQL database, empty or a copy of another one."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(require("postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield name
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address_of(name: str) -> str:
    return f"{require('postgres').rpartition('/')[0]}/{name}"


@pytest.fixture
def postgres_site(empty_database: str, tmp_path: Path, nursery: Nursery) -> Iterator[Site]:
    """On PostgreSQL, with a database of its own."""
    with database(empty_database) as name, closing(Site(nursery, tmp_path, DATABASE_URL=address_of(name))) as site:
        yield site


@pytest.fixture
def broker(closed_port: int, tmp_path: Path) -> Iterator[Redis]:
    """Of the site's own: a worker takes whatever message comes, also the wake-up of another site that shares its broker."""
    broker = Redis(closed_port, tmp_path)
    with broker.running():
        yield broker


def own_prefix(folder: Path) -> str:
    """Of the indices of one test, on a server that others use too."""
    return f"test-{folder.stat().st_ino}"


@pytest.fixture
def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(question: Callable[[], Any], expected: Any) -> None:
    """Ask until the answer is right; other processes need their time."""
    end = time.monotonic() + PATIENCE
    while (answer := question()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert answer == expected
