"""The long part of a rebuild: copies rows of the registry into a generation, batch after batch.

Batches are taken in the order of their keys, by this process and by helpers beside it, by each as soon as it is free. A
generation remembers the last key up to which all are copied, and whoever goes on copies from there: a batch that is copied twice
does no harm.
"""

import gc
import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from . import garbage, generations
from .drain import mark
from .helpers import help_out, team
from .language import get_language
from .models import SearchGeneration, SearchRow
from .writing import write

Progress = Callable[[int, int], None]
Keys = Sequence[str]

PAUSE = 0.2  # seconds until rows that others hold are tried again
BATCH = 1000  # pages: one write to the embedded engine costs as much as a hundred pages
SMALL_BATCH = 250
# For fewer pages than this, a helper takes longer to start than it saves.
MANY = 2500


def fill(generation: SearchGeneration, wanted: QuerySet[SearchRow], progress: Progress, *, alone: bool = False) -> None:
    """Copy these rows, so that rows which come and go in between do not matter; many with helpers, unless `alone`.

    Deletions are copied too: a generation that was live before may hold what has been deleted since.
    """
    keys = list(wanted.order_by("key").filter(key__gt=generation.filled_to).values_list("key", flat=True))
    done = wanted.filter(key__lte=generation.filled_to).count() if generation.filled_to else 0
    number = 0 if alone else _helpers_for(len(keys))
    batches = Batches(keys, 1 + number)

    def report() -> None:
        if batches.filled_to not in ("", generation.filled_to):
            generation.filled_to = batches.filled_to
            generation.save(update_fields=["filled_to"])
        progress(done + batches.copied, done + len(keys))

    report()
    try:
        with team(number, [generation.name], batches) as helpers:
            while batch := batches.take():
                copy_rows(batch, generation.name)
                batches.note(batch)
                for helper in helpers:
                    helper.check()
                report()
            for helper in helpers:
                helper.wait()
                report()
    finally:
        gc.unfreeze()


def help_to_fill(generation: str) -> None:
    """What a helper does. It takes no batch before it has read the word lists: another process is sooner done with it."""
    get_language(settings.LANGUAGE_CODE).prepare()
    help_out(lambda keys: copy_rows(keys, generation))


def copy_rows(keys: Keys, generation: str) -> None:
    """Write the present content of these rows. A row that cannot be copied waits like any other that failed.

    Those that wait anyway are brought into all other generations on the way: after an import that is most of them, and their
    pages are not read a second time. Those that a transaction is just changing are looked at again until it ends; nothing is
    held meanwhile.
    """
    while keys:
        with garbage.put_off():
            keys = _copy(keys, generation)
        if keys:
            time.sleep(PAUSE)
    if not gc.get_freeze_count():  # the word lists are read now and stay: not to be looked through again and again
        gc.collect()
        gc.freeze()


def _copy(keys: Keys, generation: str) -> Keys:
    """Gives those that a transaction is just changing."""
    rows = list(SearchRow.objects.filter(key__in=keys).order_by("key"))
    others = [name for name in generations.to_write() if name != generation]
    settled = [row for row in rows if row.indexed_version >= row.version]
    waiting = [row for row in rows if row.indexed_version < row.version]
    copied = write(settled, [generation], unsearched=generation)
    for key in copied.failed:
        SearchRow.objects.filter(key=key).update(indexed_version=0)
    indexed = write(waiting, [generation, *others], unsearched=generation)
    mark(waiting, indexed)
    return [*copied.busy, *indexed.busy]


class Batches:
    """Keys for several processes to copy. Threads that speak for them may call it at the same time."""

    def __init__(self, keys: Keys, hands: int) -> None:
        """`hands` is the number of the processes."""
        self.filled_to = ""
        """The last key up to which all are copied."""
        self.copied = 0
        """The number of keys up to there."""
        self._keys = keys
        self._hands = hands
        self._next = 0
        self._under_way: deque[Keys] = deque()
        self._copied: set[str] = set()
        self._lock = Lock()

    def take(self) -> Keys:
        """The next ones that nobody has taken; none at the end."""
        with self._lock:
            batch = self._keys[self._next : self._next + self._size()]
            self._next += len(batch)
            if batch:
                self._under_way.append(batch)
            return batch

    def _size(self) -> int:
        """Smaller towards the end, where one process would be left alone with a large one."""
        if self._hands == 1:
            return BATCH
        return min(BATCH, max(SMALL_BATCH, (len(self._keys) - self._next) // (2 * self._hands)))

    def note(self, batch: Keys) -> None:
        """It is copied."""
        with self._lock:
            self._copied.add(batch[0])
            while self._under_way and self._under_way[0][0] in self._copied:
                first = self._under_way.popleft()
                self.filled_to = first[-1]
                self.copied += len(first)


def _helpers_for(number: int) -> int:
    """Beside this process. Within a transaction nobody else sees what is to be copied."""
    return 0 if number < MANY or connection.in_atomic_block else settings.SEARCH_REBUILD_PROCESSES - 1
