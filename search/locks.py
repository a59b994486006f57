"""Locks between processes. They are freed when the process ends, however it ends.

host_lock("drain", wait=False)      between the processes of one host
site_lock("rebuild", wait=True)     between those of all hosts that use the database
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2s
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from .engines.base import EngineError

POLL = 0.5  # seconds between two looks at a lock of the database


@contextmanager
def host_lock(name: str, *, wait: bool) -> Iterator[bool]:
    """Whether this process has the lock now. Without `wait` it does not stand in line for it.

    Raises EngineError when the folder of the index cannot be used: the search is down then, and nothing else.
    """
    folder = Path(settings.SEARCH_INDEX_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / f"{name}.lock").open("w")
    except OSError as error:
        raise EngineError(f"The folder of the index cannot be used: {error}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def site_lock(name: str, *, wait: bool) -> Iterator[bool]:
    """As `host_lock`, and no process of another host has it either. SQLite serves one host, PostgreSQL any number."""
    with host_lock(name, wait=wait) as mine:
        if mine and connection.vendor == "postgresql":
            with _database_lock(name, wait=wait) as mine:
                yield mine
        else:
            yield mine


@contextmanager
def _database_lock(name: str, *, wait: bool) -> Iterator[bool]:
    """Held by the connection, whatever its transactions. A statement that waits would keep old rows from being cleared."""
    key = int.from_bytes(blake2s(f"search:{name}".encode(), digest_size=8).digest(), signed=True)
    while not (mine := _ask_database("pg_try_advisory_lock", key)) and wait:
        time.sleep(POLL)
    try:
        yield mine
    finally:
        with suppress(DatabaseError):  # a connection that is lost has let go of it
            if mine:
                _ask_database("pg_advisory_unlock", key)


def _ask_database(function: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key])
        return cursor.fetchone()[0]
