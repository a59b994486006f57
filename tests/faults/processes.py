"""Processes of a site, real ones with real commits and real kills, that begin at once.

Loading the portal takes seconds. So one process per database engine, the nursery's, loads it and does nothing but fork: each
child takes on an environment of its own, see `steps`, and is alone from then on.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

PATIENCE = 300  # seconds for one step of a process, on a busy machine


class Nursery:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.folder / "door"))
        self._door.listen()
        self._door.settimeout(PATIENCE)
        self._parents: dict[str, subprocess.Popen] = {}

    def bear(self, environment: dict[str, str], program: tuple[str, ...] = ()) -> tuple[int, socket.socket]:
        """A new process that does steps, or runs the program. Gives its id, and the socket that it answers on."""
        parent = self._parent(environment)
        parent.stdin.write(json.dumps([str(self.folder / "door"), environment, program]) + "\n")
        parent.stdin.flush()
        connection, _ = self._door.accept()
        connection.settimeout(PATIENCE)
        return int(connection.recv(20)), connection

    def _parent(self, environment: dict[str, str]) -> subprocess.Popen:
        """Some of Wagtail's models depend on the kind of database."""
        kind = environment.get("DATABASE_URL", "").partition(":")[0]
        if kind not in self._parents:
            self._parents[kind] = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.steps"],
                cwd=ROOT,
                env=environment | {"PORTAL_VAR_DIR": str(self.folder)},
                text=True,
                stdin=subprocess.PIPE,
            )
        return self._parents[kind]

    def close(self) -> None:
        for parent in self._parents.values():
            parent.communicate(timeout=PATIENCE)
        self._door.close()
        shutil.rmtree(self.folder)


class Process:
    """Does one step after another, see `steps`."""

    def __init__(self, nursery: Nursery, environment: dict[str, str]) -> None:
        self.environment = dict(environment)
        self.pid, self._socket = nursery.bear(environment)
        self._answers = self._socket.makefile("r")
        self.is_busy = False

    def begin(self, step: str, *arguments: Any) -> None:
        self.is_busy = True
        self._socket.sendall((json.dumps([step, *arguments]) + "\n").encode())

    def has_answered(self) -> bool:
        """Whether the step that was begun has ended."""
        return bool(select.select([self._socket], [], [], 0)[0])

    def end(self) -> Any:
        answer = self._answers.readline()
        self.is_busy = False
        assert answer, "the process was killed"
        answer = json.loads(answer)
        assert "failed" not in answer, answer["failed"]
        return answer["done"]

    def run(self, step: str, *arguments: Any) -> Any:
        self.begin(step, *arguments)
        return self.end()

    @contextmanager
    def holding(self, step: str, *arguments: Any, end: str = "commit") -> Iterator[None]:
        """The step's transaction is committed at the end, or rolled back."""
        self.run("begin_transaction")
        self.run(step, *arguments)
        yield
        self.run(end)

    def dies(self, step: str, *arguments: Any) -> None:
        """It is killed on the way; one that fails says so."""
        self.begin(step, *arguments)
        answer = self._answers.readline()
        assert answer == "", answer
        self.kill()

    def kill(self) -> None:
        kill(self.pid)

    def close(self) -> None:
        """Let it end as processes do that have nothing left to do."""
        if is_alive(self.pid):
            self._socket.shutdown(socket.SHUT_WR)
            wait_for_end(self.pid)
        self._answers.close()
        self._socket.close()


class Program:
    """Another program of the site, such as a worker: `python -m` with these arguments."""

    def __init__(self, nursery: Nursery, environment: dict[str, str], *arguments: str) -> None:
        self.pid, connection = nursery.bear(environment, arguments)
        connection.close()

    def kill(self) -> None:
        kill(self.pid)

    def terminate(self) -> None:
        end(self.pid, signal.SIGTERM)

    def is_alive(self) -> bool:
        return is_alive(self.pid)

    def children(self) -> list[int]:
        """Those of a worker do its work."""
        try:
            return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except FileNotFoundError:
            return []


def kill(pid: int) -> None:
    end(pid, signal.SIGKILL)


def end(pid: int, how: int) -> None:
    with suppress(ProcessLookupError):  # it may have ended just now
        os.kill(pid, how)
    wait_for_end(pid)


def is_alive(pid: int) -> bool:
    """The parent takes no note of the ends of its children, so none stays as a zombie."""
    return Path(f"/proc/{pid}").exists()


def wait_for_end(pid: int) -> None:
    end = time.monotonic() + PATIENCE
    while is_alive(pid):
        assert time.monotonic() < end, f"process {pid} does not end"
        time.sleep(0.01)
