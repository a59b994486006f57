"""The long part of a rebuild: copies rows of the registry into a generation, batch after batch.

Batches are copied in the order of their keys, by this process or by several beside each other. A generation remembers the last
key up to which all are copied, and whoever goes on copies from there: a batch that is copied twice does no harm.
"""

import gc
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from . import garbage, generations
from .drain import mark
from .helpers import AHEAD, Helper, help_out, team
from .language import get_language
from .models import SearchGeneration, SearchRow
from .writing import write

Progress = Callable[[int, int], None]
Keys = list[str]

PAUSE = 0.2  # seconds until rows that others hold are tried again
BATCH = 1000  # pages: one write to the embedded engine costs as much as a hundred pages
SMALL_BATCH = 250
# For fewer pages than this, a helper takes longer to start than it saves.
MANY = 2500


def fill(generation: SearchGeneration, wanted: QuerySet[SearchRow], progress: Progress, *, alone: bool = False) -> None:
    """Copy these rows, so that rows which come and go in between do not matter; many with helpers, unless `alone`.

    Deletions are copied too: a generation that was live before may hold what has been deleted since.
    """
    total = wanted.count()
    done = wanted.filter(key__lte=generation.filled_to).count() if generation.filled_to else 0
    progress(done, total)
    rows = _Rows(wanted, generation.filled_to, total - done)
    helpers = 0 if alone else _helpers_for(rows.left)
    try:
        with closing(_copied(rows, generation.name, helpers)) as copied:
            for keys in copied:
                generation.filled_to = keys[-1]
                generation.save(update_fields=["filled_to"])
                done += len(keys)
                progress(done, max(total, done))
    finally:
        gc.unfreeze()


def help_to_fill(generation: str) -> None:
    """What a helper does. It is ready when it has read the word lists, as whoever gives it work then waits for it."""
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


@dataclass
class _Rows:
    """The rows after a key, of which there are about so many left."""

    wanted: QuerySet[SearchRow]
    after: str
    left: int

    def take(self, number: int) -> Keys:
        """The keys of the next ones; none at the end."""
        keys = list(self.wanted.filter(key__gt=self.after).order_by("key").values_list("key", flat=True)[:number])
        self.after = keys[-1] if keys else self.after
        self.left -= len(keys)
        return keys


def _size(rows: _Rows, helpers: Sequence[Helper]) -> int:
    """Of the next batch: small until the helpers are ready, who get theirs between this process's own, and towards the end,
    where one process would be left alone with a large one.
    """
    if not helpers:
        return BATCH
    if not any(helper.is_ready for helper in helpers):
        return min(BATCH, SMALL_BATCH)
    return min(BATCH, max(SMALL_BATCH, rows.left // (2 * (len(helpers) + 1))))


def _copied(rows: _Rows, generation: str, number: int) -> Generator[Keys]:
    """Each batch when it and all before it are copied. This process copies what none of `number` helpers is ready to take."""
    under_way: deque[tuple[Keys, Future[None] | None]] = deque()

    def first_copied() -> Keys:
        keys, copying = under_way.popleft()
        if copying:
            copying.result()
        return keys

    with team(number, [generation]) as helpers:
        while keys := rows.take(_size(rows, helpers)):
            ready = [helper for helper in helpers if helper.is_ready and helper.load < AHEAD]
            if ready:
                under_way.append((keys, min(ready, key=lambda helper: helper.load).ask(keys)))
            else:
                copy_rows(keys, generation)
                under_way.append((keys, None))
            while under_way and (under_way[0][1] is None or under_way[0][1].done()):
                yield first_copied()
        while under_way:
            yield first_copied()


def _helpers_for(number: int) -> int:
    """Beside this process. Within a transaction nobody else sees what is to be copied."""
    return 0 if number < MANY or connection.in_atomic_block else settings.SEARCH_REBUILD_PROCESSES - 1
