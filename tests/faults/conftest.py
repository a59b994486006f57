"""A site of its own for each test, used by several processes as in operation: real commits, real kills."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, demo_environment, made_once

PATIENCE = 120  # seconds for one step of a process


class Process:
    """A process of the site that does one step after another, see `steps`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = dict(environment)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.steps"],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def begin(self, step: str, *arguments: Any) -> None:
        self._process.stdin.write(json.dumps([step, *arguments]) + "\n")
        self._process.stdin.flush()

    def end(self) -> Any:
        answer = self._process.stdout.readline()
        assert answer, "the process has ended"
        return json.loads(answer)

    def run(self, step: str, *arguments: Any) -> Any:
        self.begin(step, *arguments)
        return self.end()

    def dies(self, step: str, *arguments: Any) -> None:
        self.begin(step, *arguments)
        assert self._process.wait(timeout=PATIENCE) == -signal.SIGKILL

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(timeout=PATIENCE)

    def close(self) -> None:
        """Let it end as processes do that have nothing left to do."""
        if self._process.poll() is None:
            self._process.communicate(timeout=PATIENCE)


class Site:
    """The processes of one installation. Its environment may be changed between steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = demo_environment(folder)
        self.processes: list[Process] = []

    def process(self) -> Process:
        """One more process."""
        self.processes.append(Process(self.environment))
        return self.processes[-1]

    def run(self, step: str, *arguments: Any) -> Any:
        """In the first process that has the present environment."""
        fitting = [process for process in self.processes if process.environment == self.environment]
        return (fitting[0] if fitting else self.process()).run(step, *arguments)

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def differences(self) -> dict[str, list[str]]:
        """Of index and database, without those kinds that there are none of."""
        return {kind: keys for kind, keys in self.run("differences").items() if keys}

    @contextmanager
    def running(self, *arguments: str) -> Iterator[subprocess.Popen]:
        """Another program of the site, such as a worker."""
        program = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment)
        try:
            yield program
        finally:
            program.terminate()
            program.wait(timeout=PATIENCE)

    def close(self) -> None:
        for process in self.processes:
            process.close()


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory, migrated_folder: Path) -> Path:
    """The folder of a site without pages."""

    def make(folder: Path) -> None:
        site = Site(Path(shutil.copytree(migrated_folder, folder)))
        site.run("prepare_language")
        site.close()

    return made_once(tmp_path_factory, "empty-site", make)


@pytest.fixture
def site(empty_site: Path, tmp_path: Path) -> Iterator[Site]:
    site = Site(Path(shutil.copytree(empty_site, tmp_path / "site")))
    yield site
    site.close()


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
        time.sleep(0.2)
    assert answer == expected
