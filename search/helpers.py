"""Processes that help a rebuild: each reads, analyses and writes the batches that it is given.

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
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from django.conf import settings
from django.db import connection

from .engines.base import EngineError
from .generations import current_schema

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "django", "search_fill")
AHEAD = 2  # batches that a helper is given at a time, so that it need not wait for the next one
PATIENCE = 60  # seconds for a helper without work to end


class Helper:
    """One process, and the thread that waits for its answers and does nothing else."""

    def __init__(self, arguments: Sequence[str]) -> None:
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
        self._greeting = self._thread.submit(self._is_of, this_site())
        self._asked: deque[Future[None]] = deque(maxlen=AHEAD)

    @property
    def is_ready(self) -> bool:
        """It has started, and works on this site."""
        return self._greeting.done() and self._greeting.result()

    @property
    def load(self) -> int:
        """The number of batches that it has not done yet."""
        return sum(not asked.done() for asked in self._asked)

    def ask(self, keys: list[str]) -> Future[None]:
        """Have a batch copied. Whoever asks for the result gets an EngineError when the engine fails, or the helper does."""
        self._asked.append(self._thread.submit(self.copy, keys))
        return self._asked[-1]

    def copy(self, keys: list[str]) -> None:
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
def team(number: int, arguments: Sequence[str]) -> Iterator[list[Helper]]:
    """As many helpers as can be started."""
    helpers: list[Helper] = []
    try:
        with suppress(OSError):
            helpers.extend(Helper(arguments) for _ in range(number))
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
