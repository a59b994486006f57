"""Processes that help a rebuild: each reads, analyses and writes the batches that it is given.

A helper is a Python of its own that runs `manage.py search_fill` and is spoken to through its standard input and output. So it
can be started wherever a program can, within a Celery worker too, whose processes may not have children of `multiprocessing`;
it shares no connection with anyone; and it ends when its input does, in whichever way the rebuild has ended.
"""

import json
import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from django.conf import settings
from django.db import connection

from .engines.base import EngineError
from .generations import current_schema

COMMAND = (sys.executable, "-m", "django", "search_fill")
PATIENCE = 60  # seconds for a helper without work to end


class UnusableError(Exception):
    """A helper cannot be started, or would not work on this site: what was set up here is not what a new process sees."""


class Helper:
    def __init__(self, arguments: Sequence[str]) -> None:
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [*COMMAND, *arguments],
                env=os.environ | {"PYTHONPATH": path},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        except OSError as error:
            raise UnusableError(str(error)) from error
        self._input = cast(IO[str], self._process.stdin)
        self._output = cast(IO[str], self._process.stdout)

    def expect_same_site(self) -> None:
        try:
            answer = self._answer()
        except EngineError as error:
            raise UnusableError(str(error)) from error
        if answer != {"site": this_site()}:
            raise UnusableError("It would work on another site.")

    def copy(self, keys: list[str]) -> None:
        """Raises EngineError when the engine fails, or the helper does."""
        with suppress(BrokenPipeError):  # whoever has ended does not answer either
            print(json.dumps(keys), file=self._input, flush=True)
        answer = self._answer()
        if "error" in answer:
            raise EngineError(answer["error"])

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

    def kill(self) -> None:
        """At any moment: what it was writing is still to be copied."""
        self._process.kill()
        self._process.wait()


class Team:
    """Several helpers, of whom any that has nothing to do takes the next batch. Its methods may be called from any thread."""

    def __init__(self, number: int, arguments: Sequence[str]) -> None:
        self.helpers: list[Helper] = []
        self._idle: queue.SimpleQueue[Helper] = queue.SimpleQueue()
        try:
            for _ in range(number):
                self.helpers.append(Helper(arguments))
            for helper in self.helpers:
                helper.expect_same_site()
                self._idle.put(helper)
        except BaseException:
            self.kill()
            raise

    def copy(self, keys: list[str]) -> None:
        helper = self._idle.get()
        try:
            helper.copy(keys)
        finally:
            self._idle.put(helper)

    def end(self) -> None:
        for helper in self.helpers:
            helper.end()

    def kill(self) -> None:
        for helper in self.helpers:
            helper.kill()


@contextmanager
def team(number: int, arguments: Sequence[str]) -> Iterator[Team]:
    """Raises UnusableError where there can be no helpers."""
    helping = Team(number, arguments)
    try:
        yield helping
    except BaseException:
        helping.kill()
        raise
    helping.end()


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
