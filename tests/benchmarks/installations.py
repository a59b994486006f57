"""Installations of the two sites in a folder: their databases, environments, processes and workers."""

import os
import sys
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path

import psycopg
import redis

from .figures import Place
from .running import Process, Program, Ran, run
from .sites.project import NAME, SETTINGS, make_project

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ("sqlite", "postgres")
ENGINES = ("tantivy", "elasticsearch")
READY = 90  # seconds for a worker to do its first work
WARM = 8  # publishings in a row, so that each process of a worker has had something to do before it counts
SERVERS = {
    "postgres": "PORTAL_TEST_DATABASE_URL",
    "redis": "PORTAL_TEST_CELERY_BROKER_URL",
    "elasticsearch": "PORTAL_TEST_SEARCH_URL",
}
OWN_VARIABLES = ("DATABASE_URL", "SEARCH_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_VAR_DIR")


class MissingServerError(Exception):
    """A server that a benchmark needs is not there."""


def address_of(server: str) -> str:
    """As tests take it, see tests/services.py."""
    try:
        return os.environ[SERVERS[server]]
    except KeyError:
        raise MissingServerError(
            f"This needs {server}: set {SERVERS[server]}, or run it with .ci/services run -- …"
        ) from None


def has(server: str) -> bool:
    return SERVERS[server] in os.environ


def search_url(engine: str) -> str:
    return address_of("elasticsearch") if engine == "elasticsearch" else ""


class Installation:
    """One site on one database. Its environment holds what all its processes share."""

    module: str
    role: str
    broker_number: int
    """The database of the Redis server that its messages go through: no other test or site uses it."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder.resolve() / f"{self.role}-{database}"
        self.database = database
        self.name = f"bench_{self.role}_{blake2s(bytes(self.folder), digest_size=6).hexdigest()}"
        self.processes: list[Process] = []
        self.programs: list[Program] = []
        self.environment = {key: value for key, value in os.environ.items() if key not in OWN_VARIABLES}
        if database == "postgres":
            self.environment["DATABASE_URL"] = f"{address_of('postgres').rpartition('/')[0]}/{self.name}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def home(self) -> Path:
        """Where its commands are run."""
        raise NotImplementedError

    @property
    def is_made(self) -> bool:
        return (self.folder / "pages").exists()

    @property
    def pages(self) -> int:
        """How many it has."""
        return int((self.folder / "pages").read_text())

    def note_pages(self, pages: int) -> None:
        (self.folder / "pages").write_text(str(pages))

    def make(self) -> None:
        """Its files and tables, if they are not there yet."""
        if self.is_made:
            return
        self.create()
        if self.database == "postgres":
            with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
                connection.execute(f'CREATE DATABASE "{self.name}"')
        self.prepare()
        self.note_pages(0)

    def grow(self, pages: int) -> None:
        """Make it, if need be, and have it hold at least so many pages."""
        self.make()
        if self.pages < pages:
            self.note_pages(self.process().run("grow", pages))
            self.stop()
            if self.database == "postgres":  # as its own housekeeping does a minute later
                with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
                    connection.execute("ANALYZE")

    def create(self) -> None:
        raise NotImplementedError

    def prepare(self) -> None:
        self.manage("migrate", "--verbosity", "0")

    def manage(self, *arguments: str, **environment: str) -> Ran:
        return run([sys.executable, "manage.py", *arguments], self.home, self.environment | environment)

    def process(self, **environment: str) -> Process:
        """One that does steps."""
        self.processes.append(Process(self.module, self.home, self.environment | environment, self.log))
        return self.processes[-1]

    def program(self, *arguments: str, **environment: str) -> Program:
        """One that runs until it is stopped."""
        command = [sys.executable, "-m", *arguments]
        self.programs.append(Program(command, self.home, self.environment | environment, self.log))
        return self.programs[-1]

    @property
    def broker_address(self) -> str:
        return f"{address_of('redis').rpartition('/')[0]}/{self.broker_number}"

    def worker(self, application: str, **environment: str) -> Program:
        """Two processes that do what the broker's messages say."""
        options = ("--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle")
        return self.program("celery", "-A", application, "worker", *options, **environment)

    def start_worker(self, **environment: str) -> Program:
        raise NotImplementedError

    def with_worker(self) -> Process:
        """A process whose work a worker does."""
        redis.Redis.from_url(self.broker_address).flushdb()
        self.start_worker(CELERY_BROKER_URL=self.broker_address)
        return self.process(CELERY_BROKER_URL=self.broker_address)

    def stop(self) -> None:
        """All its processes."""
        for each in (*self.programs, *self.processes):
            each.close()
        self.programs.clear()
        self.processes.clear()

    def remove(self) -> None:
        """What it keeps on servers. Its folder belongs to whoever gave it."""
        if self.database == "postgres":
            with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


class Portal(Installation):
    module = "tests.benchmarks.sites.portal"
    role = "portal"
    broker_number = 11

    def __init__(self, folder: Path, database: str, engine: str) -> None:
        super().__init__(folder, database)
        self.engine = engine
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "PORTAL_VAR_DIR": str(self.folder),
            "DEBUG": "0",
            "SEARCH_URL": search_url(engine),
            "SEARCH_INDEX_PREFIX": self.name.replace("_", "-"),
        }

    @property
    def home(self) -> Path:
        return ROOT

    def create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manage("build_messages")

    def start_worker(self, **environment: str) -> Program:
        """With the beat that sweeps after it."""
        schedule = str(self.folder / "beat")
        self.program("celery", "-A", "portal", "beat", "--schedule", schedule, "--loglevel", "ERROR", **environment)
        return self.worker("portal", **environment)

    def remove(self) -> None:
        if has("elasticsearch") and self.is_made:
            self.process(SEARCH_URL=address_of("elasticsearch")).run("drop_all")
            self.stop()
        super().remove()


class Stock(Installation):
    module = "tests.benchmarks.sites.stock"
    role = "stock"
    broker_number = 12

    def __init__(self, folder: Path, database: str) -> None:
        super().__init__(folder, database)
        # Its own `home` and `search` are found first, in the folder where its processes run.
        self.environment |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": str(ROOT)}

    @property
    def home(self) -> Path:
        return self.folder / NAME

    def create(self) -> None:
        make_project(self.home)
        self.manage("makemigrations", "home")

    def start_worker(self, **environment: str) -> Program:
        return self.worker(NAME, **environment)


@dataclass(frozen=True)
class Sites:
    """The two sites with the same pages, on the same database."""

    portal: Portal
    stock: Stock
    pages: int = 0

    def grown(self, pages: int) -> "Sites":
        """The same sites with at least so many pages. They never shrink."""
        for site in (self.portal, self.stock):
            site.grow(pages)
        if self.portal.pages != self.stock.pages:
            raise RuntimeError(f"{self.portal.folder.parent} holds sites of different sizes: remove it")
        return Sites(self.portal, self.stock, self.portal.pages)

    def place(self, measure: str) -> Place:
        return Place(measure, self.portal.database, self.portal.engine, self.pages)

    def ensure_indexes(self) -> None:
        for site in (self.portal, self.stock):
            site.process().run("ensure_index")
            site.stop()

    def start_workers(self) -> tuple[Process, Process]:
        """Of both sites. Gives a process of each that sends them work, when they have done their first."""
        ours, theirs = self.portal.with_worker(), self.stock.with_worker()
        for process in (ours, theirs):
            for number in range(WARM):
                process.run("try_to_publish", number, "Uppvärmning")
        if not ours.run("when_nothing_waits", READY) or not theirs.run("when_found_all", "Uppvärmning", 1, READY):
            raise RuntimeError("a worker does not do its work")
        return ours, theirs

    def stop(self) -> None:
        for site in (self.portal, self.stock):
            site.stop()

    def remove(self) -> None:
        for site in (self.portal, self.stock):
            site.remove()


def sites_in(folder: Path, database: str, engine: str = "") -> Sites:
    """The embedded engine beside SQLite, and Elasticsearch, if there is one, beside PostgreSQL."""
    engine = engine or ("elasticsearch" if database == "postgres" and has("elasticsearch") else "tantivy")
    return Sites(Portal(folder, database, engine), Stock(folder, database))
