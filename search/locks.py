"""Locks between the processes of one host. The system frees them when a process ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .engines.base import EngineError


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
