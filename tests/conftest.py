"""Fixtures that several packages' tests share. The demo site is built once per run, by its own command."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2s
from pathlib import Path

import pytest

from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "portal.sqlite3"
START_SECONDS = 60


def pytest_configure() -> None:
    call_command("build_messages")
    # Django has looked for catalogs by then; those that have just been built must be read.
    translation_file_changed(None, Path("django.mo"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """What a file holds is no name for a test; it may hold the time, and then two workers would collect other tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Serving a page in a language leaves the thread in it; no test is to see that of another."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True, scope="session")
def nothing_is_counted_meanwhile() -> None:
    """A thread would write what an earlier test has searched for into the database of a later one, or keep that one waiting."""
    from search.statistics import recorder  # commands such as `tests.pictures` load this file before Django is set up

    recorder.SECONDS = 3600


def demo_environment(folder: Path) -> dict[str, str]:
    """The environment of a process that serves the demo site in `folder`, without any server beside it."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "SEARCH_URL", "CELERY_BROKER_URL"}
    }
    return {**clean, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "PORTAL_VAR_DIR": str(folder), "DEBUG": "0"}


def manage(folder: Path, *arguments: str) -> None:
    """Run a management command on the site in `folder`."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=demo_environment(folder), check=True)


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that all processes of a test run share; the first that wants it makes it. Only ever copy from it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / f"{name}.making"
            make(making)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var folder of a site with nothing but its tables.

    Migrations are slow, so the tables are kept between runs, for as long as the migrations and the packages are the same.
    """

    def make(folder: Path) -> None:
        kept = ROOT / ".cache" / f"migrated-{state_of_migrations()}.sqlite3"
        folder.mkdir()
        if kept.exists():
            shutil.copyfile(kept, folder / DATABASE)
            return
        manage(folder, "migrate", "--verbosity", "0")
        _keep(folder / DATABASE, kept)

    return made_once(tmp_path_factory, "migrated", make)


def state_of_migrations() -> str:
    digest = blake2s((ROOT / "requirements.txt").read_bytes(), digest_size=8)
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(database: Path, kept: Path) -> None:
    """Where another run may look for it at any moment; what it replaces goes."""
    kept.parent.mkdir(exist_ok=True)
    for outdated in kept.parent.glob("migrated-*"):
        outdated.unlink(missing_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(database, draft)
    draft.replace(kept)


@pytest.fixture(scope="session")
def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(is_sqlite: bool, request: pytest.FixtureRequest) -> bool:
    return is_sqlite or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, is_sqlite: bool, request: pytest.FixtureRequest
) -> None:
    """With SQLite, the database of the tests starts as a copy of the migrated one."""
    if is_sqlite:
        migrated = request.getfixturevalue("migrated_folder")
        shutil.copyfile(migrated / DATABASE, settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, migrated_folder: Path) -> Path:
    """The var folder of a freshly built demo site. Never write to it: take `demo_copy` for that."""

    def make(folder: Path) -> None:
        shutil.copytree(migrated_folder, folder)
        manage(folder, "demo", "--no-serve")

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture
def demo_copy(demo_folder: Path, tmp_path: Path) -> Path:
    """A demo site that the test may change."""
    return Path(shutil.copytree(demo_folder, tmp_path / "demo"))


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[str]:
    """The demo site of a folder, served by a process of its own with these variables; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"],
        cwd=ROOT,
        env={**demo_environment(folder), **environment},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/sv/", server, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


def _wait_for(url: str, server: subprocess.Popen, folder: Path) -> None:
    for _ in range(START_SECONDS * 5):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The demo server did not start:\n{(folder / 'server.log').read_text()[-2000:]}")


@pytest.fixture(scope="session")
def demo_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demo site that tests only read."""
    with served(Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("served") / "demo"))) as address:
        yield address


@pytest.fixture
def changing_server(demo_copy: Path) -> Iterator[str]:
    """The address of a served demo site that the test may change."""
    with served(demo_copy) as address:
        yield address
