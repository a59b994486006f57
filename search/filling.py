"""The long part of a rebuild: copies rows of the registry into a generation, batch after batch.

Batches are copied in the order of their keys, by this process or by several beside each other. A generation remembers the last
key up to which all are copied, and whoever goes on copies from there: a batch that is copied twice does no harm.
"""

import gc
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from . import generations
from .drain import mark
from .helpers import UnusableError, help_out, team
from .models import SearchGeneration, SearchRow
from .writing import write

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Keys = list[str]

BATCH = 500  # pages: one write to the embedded engine costs as much as a hundred pages
# For fewer pages than this, helpers take longer to start than they save.
MANY = 2000


def fill(generation: SearchGeneration, wanted: QuerySet[SearchRow], progress: Progress, *, alone: bool = False) -> None:
    """Copy these rows, so that rows which come and go in between do not matter; many with helpers, unless `alone`.

    Deletions are copied too: a generation that was live before may hold what has been deleted since.
    """
    total = wanted.count()
    done = wanted.filter(key__lte=generation.filled_to).count() if generation.filled_to else 0
    is_only = generations.to_write() == [generation.name]
    progress(done, total)
    batches = _batches(wanted, generation.filled_to)
    helped = not alone and total - done >= MANY
    with closing(_copied(batches, generation.name, is_only, helped)) as copied:
        for keys in copied:
            generation.filled_to = keys[-1]
            generation.save(update_fields=["filled_to"])
            done += len(keys)
            progress(done, max(total, done))


def help_to_fill(generation: str, *, is_only: bool) -> None:
    """What a helper does."""

    def copy(keys: Keys) -> None:
        copy_rows(keys, generation, is_only=is_only)
        if not gc.get_freeze_count():  # the word lists are read now and stay: not to be looked through again and again
            gc.collect()
            gc.freeze()

    help_out(copy)


def copy_rows(keys: Keys, generation: str, *, is_only: bool) -> None:
    """Write the present content of these rows. A row that cannot be copied waits like any other that failed."""
    rows = list(SearchRow.objects.filter(key__in=keys).order_by("key"))
    written = write(rows, [generation], unsearched=True)
    if written.failed:
        SearchRow.objects.filter(key__in=written.failed).update(indexed_version=0)
    if is_only:
        mark(rows, written)


def _batches(wanted: QuerySet[SearchRow], after: str) -> Iterator[Keys]:
    while keys := list(wanted.filter(key__gt=after).order_by("key").values_list("key", flat=True)[:BATCH]):
        yield keys
        after = keys[-1]


def _copied(batches: Iterator[Keys], generation: str, is_only: bool, helped: bool) -> Generator[Keys]:
    """Each batch when it and all before it are copied."""
    if helped and settings.SEARCH_REBUILD_PROCESSES > 1 and not connection.in_atomic_block:
        try:
            yield from _copied_by_helpers(batches, [generation, *(["--only"] if is_only else [])])
        except UnusableError as error:
            logger.info("The index is made by one process: %s", error)
    for keys in batches:
        copy_rows(keys, generation, is_only=is_only)
        yield keys


def _copied_by_helpers(batches: Iterator[Keys], arguments: list[str]) -> Generator[Keys]:
    """One thread for each helper only waits for it; everything that asks the database is done here."""
    processes = settings.SEARCH_REBUILD_PROCESSES
    under_way: deque[tuple[Keys, Future[None]]] = deque()

    def first_copied() -> Keys:
        keys, copying = under_way.popleft()
        copying.result()
        return keys

    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(processes))
        helpers = stack.enter_context(team(processes, arguments))
        for keys in batches:
            under_way.append((keys, pool.submit(partial(helpers.copy, keys))))
            if len(under_way) > processes:
                yield first_copied()
        while under_way:
            yield first_copied()
