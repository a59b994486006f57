"""Processes of a site that is measured: those that do steps, those that run a command, and workers."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120  # seconds for a process to end
LOOK = 0.2  # seconds between two looks at the memory
LOG_END = 5000  # characters shown of a process that failed
MEGABYTE = 1024  # kilobytes


class Process:
    """Does one step after another, see `sites.serving`. What it says besides goes into a file."""

    def __init__(self, module: str, folder: Path, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("a") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=folder,
                env=environment,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )

    def begin(self, step: str, *arguments: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps([step, *arguments]) + "\n")
        self._process.stdin.flush()

    def end(self) -> Any:
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"a process of a site has ended:\n{self.log.read_text()[-LOG_END:]}")
        return json.loads(answer)

    def run(self, step: str, *arguments: Any) -> Any:
        self.begin(step, *arguments)
        return self.end()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.communicate(timeout=PATIENCE)


@dataclass(frozen=True)
class Ran:
    """A command that has ended: what it took from its start to its end, with its children."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Ran:
    """Run a command to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with watched_memory(process.pid) as memory:
        output, _ = process.communicate()
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output.decode(errors='replace')[-LOG_END:]}")
    return Ran(seconds, memory.megabytes)


class Program:
    """A worker or the like, with its children: a group of processes of its own. What it says goes into a file."""

    def __init__(self, command: Sequence[str], folder: Path, environment: dict[str, str], log: Path) -> None:
        with log.open("a") as said:
            self._process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
            )

    def kill(self) -> None:
        """All its processes at once, as a machine does that loses its power."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()


class Memory:
    """The most that a process and its children held at a time. Zero where the system does not tell (it does on Linux)."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def look(self, pid: int) -> None:
        held = sum(_proportional_kilobytes(each) for each in family_of(pid))
        self.megabytes = max(self.megabytes, held / MEGABYTE)


@contextmanager
def watched_memory(pid: int) -> Iterator[Memory]:
    memory = Memory()
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(LOOK):
            memory.look(pid)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def family_of(pid: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
        children.setdefault(parent, []).append(int(path.parent.name))
    family = [pid]
    for member in family:
        family.extend(children.get(member, []))
    return family


def _proportional_kilobytes(pid: int) -> int:
    """What several processes share is divided among them, so that the sum counts it once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
