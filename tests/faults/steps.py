"""What the processes of these tests do. A step is a JSON list of a function's name and its arguments, ["publish", "A title"].

`python -m tests.faults.steps` loads the portal and forks for each line that it reads: [socket, environment, program]. The
child does the steps that come through the socket and answers each, or runs the program as `python -m` would.
"""

import json
import os
import runpy
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import circumstances

STEPS: dict[str, Callable[..., Any]] = {}
AT_LEAST = 10  # changes of each editor


def step(function: Callable[..., Any]) -> Callable[..., Any]:
    STEPS[function.__name__] = function
    return function


# ---- Editors --------------------------------------------------------------------------------------------------------


@step
def prepare() -> None:
    """What every site has before its first page."""
    from wagtail.models import Locale

    from . import editing

    Locale.objects.get_or_create(language_code="sv")
    editing.add_vocabularies()


@step
def publish(title: str) -> int:
    """A new live page; gives its id."""
    from wagtail.models import Page

    from . import editing

    return editing.add_page(Page.objects.get(depth=1), title).pk


@step
def retitle(page_id: int, title: str) -> None:
    from knowledge.models import ThemePage

    page = ThemePage.objects.get(pk=page_id)
    page.title = title
    page.save()


@step
def setting(name: str) -> str:
    """What a connection to PostgreSQL has been told."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


@step
def begin_transaction() -> None:
    from django.db import transaction

    transaction.atomic().__enter__()


@step
def commit() -> None:
    from django.db import connection

    connection.atomic_blocks[-1].__exit__(None, None, None)


@step
def roll_back() -> None:
    from django.db import connection, transaction

    transaction.set_rollback(True)
    connection.atomic_blocks[-1].__exit__(None, None, None)


@step
def add_points(page_id: int, *headings: str) -> None:
    from . import editing

    for heading in headings:
        editing.new_point(heading, page_id=page_id).save()


@step
def name_level(page_id: int) -> None:
    from knowledge.models import Level, PageLevel

    PageLevel.objects.create(page_id=page_id, level=Level.objects.earliest("pk"))


@step
def rename_level(name: str) -> None:
    from knowledge.models import Level

    level = Level.objects.earliest("pk")
    level.name = name
    level.save()


@step
def edit_at_random(seed: int, times: int) -> dict[str, int]:
    """Gives how often each change was made, and how many were refused."""
    from . import editing

    return editing.Editor(seed).work(lambda done: done < times)


@step
def edit_until(seed: int, end: str) -> dict[str, int]:
    """The same, until there is a file of this name; on a busy machine that may come before much has been done."""
    from . import editing

    return editing.Editor(seed).work(lambda done: done < AT_LEAST or not os.path.exists(end))


@step
def publish_and_die_before_the_index_is_written(title: str) -> None:
    from search.engines.tantivy import TantivyEngine

    TantivyEngine.write = lambda *args: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    publish(title)


@step
def publish_and_die_between_pages_and_sections(title: str) -> None:
    from search.engines import tantivy

    commit = tantivy._commit

    def commit_pages_only(path: Path, *arguments: Any) -> None:
        if path.name == "sections":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(path, *arguments)

    tantivy._commit = commit_pages_only  # type: ignore[assignment]
    publish(title)


# ---- The index ------------------------------------------------------------------------------------------------------


@step
def pending() -> list[int]:
    from tests.search import finding

    return finding.pending()


@step
def waiting() -> list[Any]:
    """The same, and what is to be looked at a second time."""
    from search.models import ChangedItem

    return [*pending(), *ChangedItem.objects.values_list("key", flat=True)]


@step
def drain_all() -> int:
    from search.upkeep import drain_now

    return drain_now()


@step
def drain_for(seconds: float) -> None:
    """What a worker does that is woken all the time."""
    from search.tasks import drain_task

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        drain_task()
        time.sleep(0.02)


@step
def rebuild() -> str | None:
    """None if the engine failed."""
    from search.engines.base import EngineError
    from search.rebuild import rebuild

    try:
        return rebuild()
    except EngineError:
        return None


@step
def go_back() -> str | None:
    from search.rebuild import go_back

    return go_back()


@step
def die_in_a_rebuild() -> None:
    from search.rebuild import rebuild

    rebuild(lambda done, total: os.kill(os.getpid(), signal.SIGKILL))


@step
def rebuild_with_helpers(victim: str = "") -> str:
    """As a large site is rebuilt: this process and two helpers copy three pages at a time. Gives the name of the index, or what
    went wrong.

    `victim` is killed: the first "helper" that is given a batch, or "self" when it has copied its first.
    """
    from django.conf import settings

    from search import filling
    from search.engines.base import EngineError
    from search.helpers import Helper
    from search.rebuild import rebuild

    copy, copy_here, is_of = Helper.copy, filling.copy_rows, Helper._is_of
    ready: list[bool] = []

    def get_ready(self: Helper, site: list[str]) -> bool:
        ready.append(is_of(self, site))
        return ready[-1]

    def copy_when_all_are_ready(keys: list[str], generation: str) -> None:
        while len(ready) < 2 or not given:
            time.sleep(0.01)
        assert all(ready)
        copy_here(keys, generation)

    given: list[list[str]] = []

    def copy_or_die(self: Helper, keys: list[str]) -> None:
        given.append(keys)
        if victim == "helper":
            self._process.kill()
        copy(self, keys)

    def kill(done: int, total: int) -> None:
        if done and victim == "self":
            os.kill(os.getpid(), signal.SIGKILL)

    Helper._is_of, Helper.copy = get_ready, copy_or_die  # type: ignore[method-assign]
    filling.MANY, filling.BATCH, filling.copy_rows = 0, 3, copy_when_all_are_ready
    settings.SEARCH_REBUILD_PROCESSES = 3
    try:
        return rebuild(kill)
    except EngineError as error:
        return str(error)


@step
def contents() -> list[Any]:
    """All that the live index holds: keys, versions and what hits show of them, and how many pages have each word."""
    from search.engines import get_engine
    from search.engines.base import TOKEN_FIELDS, Everything, Filters, Request
    from search.upkeep import live_generation

    engine, live = get_engine(), live_generation()
    every = [Request(Everything(), Filters("sv", sections=sections), size=1000) for sections in (False, True)]
    hits = [(hit.key, hit.payload) for request in every for hit in engine.search(live, request).hits]
    words = [sorted(engine.vocabulary(live, field, "sv").items()) for field in TOKEN_FIELDS]
    return [sorted(engine.scan(live)), sorted(hits), words]


@step
def building() -> str | None:
    from search.models import SearchGeneration

    return SearchGeneration.objects.filter(state="building").values_list("name", flat=True).first()


@step
def drop_all() -> None:
    """Every index of this site."""
    from search.engines import get_engine

    for generation in get_engine().generations():
        get_engine().drop(generation)


@step
def command(*arguments: str) -> int:
    """A management command. Gives what its process would have ended with."""
    from django.core.management import CommandError, call_command

    try:
        call_command(*arguments)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.returncode
    return 0


# ---- Visitors -------------------------------------------------------------------------------------------------------


@step
def found(words: str) -> list[int] | None:
    """None while there is no index to search."""
    from search.engines.base import EngineError
    from tests.search import finding

    try:
        return finding.found(words)
    except EngineError:
        return None


@step
def differences() -> dict[str, list]:
    from . import comparing

    return comparing.differences()


# ---- The processes themselves ---------------------------------------------------------------------------------------


def main() -> None:
    import django

    django.setup()
    from search.engines import elasticsearch, tantivy  # noqa: F401
    from search.language import get_language
    from tests.faults import comparing, editing  # noqa: F401

    get_language("sv").fields("Samverkansöverenskommelsernas")  # reads the word lists
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            live(*json.loads(line))
            end()


def live(door: str, environment: dict[str, str], program: list[str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    circumstances.enter(environment)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(door)
        connection.sendall(str(os.getpid()).encode())
        if not program:
            do_steps(connection)
            return
    sys.argv = program
    runpy.run_module(program[0], run_name="__main__", alter_sys=True)


def end() -> None:
    """As any process ends, but for taking the portal to pieces again, which takes long."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    os._exit(0)


def do_steps(connection: socket.socket) -> None:
    for line in connection.makefile("r"):
        name, *arguments = json.loads(line)
        try:
            answer = {"done": STEPS[name](*arguments)}
        except Exception:
            answer = {"failed": traceback.format_exc()}
        connection.sendall((json.dumps(answer) + "\n").encode())


if __name__ == "__main__":
    main()
