"""Processes that help a rebuild: each reads, analyses and writes batches, one after the other while there are any.

A helper is a Python of its own that runs `manage.py search_fill` and is spoken to through its standard input and output. So it
can be started wherever a program can, within a Celery worker too, whose processes may not have children of `multiprocessing`;
it shares no connection with anyone; and it ends when its input does, in whichever way the rebuild has ended.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, Protocol, cast

from django.conf import settings
from django.db import connection

from .engines.base import EngineError
from .generations import current_schema

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "django", "search_fill")
PATIENCE = 60  # seconds for a helper without work to end


class Batches(Protocol):
    """Keys to copy, for several threads to take from."""

    def take(self) -> Sequence[str]:
        """The next ones; none when all are taken."""
        ...

    def note(self, batch: Sequence[str]) -> None:
        """They are copied."""
        ...


class Helper:
    """One process, and the thread that gives it batches and waits for its answers."""

    def __init__(self, arguments: Sequence[str], batches: Batches) -> None:
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        self._process = subprocess.Popen(  # noqa: S603
            [*COMMAND, *arguments],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._input = cast(IO[str], self._process.stdin)
        self._output = cast(IO[str], self._process.stdout)
        self._thread = ThreadPoolExecutor(1)
        self._help = self._thread.submit(self._copy_all, batches, this_site())

    def check(self) -> None:
        """Raises an EngineError if the engine has failed, or the helper has."""
        if self._help.done():
            self._help.result()

    def wait(self) -> None:
        """Until nothing is left to take and its own is copied. Raises as `check`."""
        self._help.result()

    def _copy_all(self, batches: Batches, site: list[str]) -> None:
        if self._is_of(site):
            while batch := batches.take():
                self.copy(batch)
                batches.note(batch)

    def copy(self, keys: Sequence[str]) -> None:
        with suppress(BrokenPipeError):  # whoever has ended does not answer either
            print(json.dumps(keys), file=self._input, flush=True)
        answer = self._answer()
        if "error" in answer:
            raise EngineError(answer["error"])

    def _is_of(self, site: list[str]) -> bool:
        """Not where a new process sees other settings than those that hold here."""
        try:
            return self._answer() == {"site": site}
        except EngineError as error:
            logger.info("No help: %s", error)
            return False

    def _answer(self) -> dict[str, Any]:
        line = self._output.readline()
        if not line.endswith("\n"):
            raise EngineError(f"A process that helped to make the index has ended: {self._process.wait()}.")
        return json.loads(line)

    def end(self) -> None:
        with suppress(BrokenPipeError):
            self._input.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._thread.shutdown()

    def kill(self) -> None:
        """At any moment: what it was writing is still to be copied."""
        self._process.kill()
        self._process.wait()
        self._thread.shutdown()


@contextmanager
def team(number: int, arguments: Sequence[str], batches: Batches) -> Iterator[list[Helper]]:
    """As many helpers as can be started, which begin as soon as they are ready."""
    helpers: list[Helper] = []
    try:
        with suppress(OSError):
            helpers.extend(Helper(arguments, batches) for _ in range(number))
        yield helpers
    except BaseException:
        for helper in helpers:
            helper.kill()
        raise
    for helper in helpers:
        helper.end()


def this_site() -> list[str]:
    """What a process must have in common with another one, to index the same pages in the same way into the same place."""
    database = connection.settings_dict
    place = [settings.SEARCH_URL, str(settings.SEARCH_INDEX_DIR), settings.SEARCH_INDEX_PREFIX]
    return [*(str(database[name]) for name in ("ENGINE", "HOST", "PORT", "NAME")), *place, current_schema()]


def help_out(copy: Callable[[list[str]], None]) -> None:
    """A helper's side: copies what it is told to until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the rebuild ends this one
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer

    def answer(**values: Any) -> None:
        print(json.dumps(values), file=answers, flush=True)

    answer(site=this_site())
    for line in sys.stdin:
        try:
            copy(json.loads(line))
        except Exception as error:
            answer(error=f"{type(error).__name__}: {error}")
        else:
            answer()
