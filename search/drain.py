"""Brings what waits in the registry into the index.

    drain_now()      index all that waits, at once, in this process: gives the number of pages that still wait
    drain(...)       one batch of it; any number of processes may do so at the same time
    heal(waiting)    before a search: finish what a killed process or a broken engine left behind
    wake(page_ids)   after a commit: index these pages now, or tell a worker if there is a broker

Nothing here locks a row, so that no editor waits for the index. Work that two processes do at once is done twice, and the
versions see to it that this is harmless.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from . import breaker, nudge
from .engines.base import EngineError
from .locks import host_lock
from .models import SearchRow
from .registry import page_key
from .writing import Written, write

logger = logging.getLogger(__name__)

BATCH = 100  # pages in one write to the engine
AT_ONCE = 200  # pages that a save or a search indexes itself; the rest is left to a thread
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)  # doubled with each failed attempt
LONGEST_PAUSE = timedelta(hours=1)

MARK = """
UPDATE search_searchrow
SET indexed_version = %s, indexed_at = %s, fingerprint = %s, withheld = (withheld AND version > %s),
  attempts = 0, error = '', next_at = NULL
WHERE key = %s AND indexed_version < %s
"""


def is_in_transaction() -> bool:
    """Whether work could still be rolled back. The transactions that Django's TestCase puts around a test do not count."""
    return any(not block._from_testcase for block in connection.atomic_blocks)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Drained:
    done: int = 0
    failed: int = 0

    @property
    def any(self) -> bool:
        return bool(self.done or self.failed)


def drain(limit: int = BATCH, *, keys: Sequence[str] | None = None, newest_first: bool = False) -> Drained:
    """Index up to `limit` rows that wait, the oldest change first, or those of `keys`.

    Raises EngineError when the engine cannot be reached; the rows are left as they are and the breaker is tripped.
    """
    from .rebuild import generations_to_write, make_missing

    if is_in_transaction():
        raise TransactionManagementError("Changes are indexed after their transaction: it may still be rolled back.")
    nudge.forget()
    rows = SearchRow.due()
    if keys is not None:
        rows = rows.filter(key__in=keys)
    batch = list(rows.order_by("-changed_at" if newest_first else "changed_at", "key")[:limit])
    if not batch:
        return Drained()
    try:
        generations = generations_to_write()
        if not generations:
            make_missing()
            return Drained()
        written = write(batch, generations)
    except EngineError as error:
        breaker.trip(str(error))
        raise
    breaker.reset()
    mark(batch, written)
    return Drained(len(written.done), len(written.failed))


def drain_now() -> int:
    """Index all that waits, whether or not the engine was down a moment ago. Gives the number of pages still waiting.

    Raises EngineError when the engine cannot be reached.
    """
    while drain().any:
        pass
    return SearchRow.pending().count()


def wake(page_ids: Sequence[int], *, has_sets: bool = False) -> None:
    """See to it that these pages, and with `has_sets` others that were marked with them, get into the index."""
    if settings.CELERY_BROKER_URL:
        from .tasks import send_drain

        send_drain()
        return
    if breaker.is_open():
        return
    try:
        keys = [page_key(page_id) for page_id in page_ids]
        drained = [drain(keys=keys[start : start + BATCH]) for start in range(0, min(len(keys), AT_ONCE), BATCH)]
        drained += [drain(newest_first=True) for _ in range(0, AT_ONCE - len(keys) if has_sets else 0, BATCH)]
        _leave_to_thread(drained)
    except EngineError as error:
        logger.warning("Changes are saved and wait to be indexed: %s", error)


def heal(waiting: bool) -> None:
    """Index what waits although nobody is at it, unless workers do that. Never raises EngineError."""
    if not waiting or settings.CELERY_BROKER_URL or breaker.is_open() or is_in_transaction():
        return
    try:
        with host_lock("drain", wait=False) as mine:
            drained = [drain() for _ in range(0, AT_ONCE, BATCH)] if mine else []
        _leave_to_thread(drained)
    except EngineError as error:
        logger.warning("Changes wait to be indexed: %s", error)


def _leave_to_thread(drained: Iterable[Drained]) -> None:
    """Index the rest after the request. In a transaction, as in tests, another thread would see nothing of it.

    A process that could do nothing, because the index in use is not of its kind, leaves the rest to those that can, and
    must not hold the lock that they would take.
    """
    if not any(batch.any for batch in drained) or not _is_waiting():
        return
    if connection.in_atomic_block:
        drain_now()
    elif not any(thread.name == "search-drain" for thread in threading.enumerate()):
        threading.Thread(target=_drain_to_the_end, name="search-drain").start()


def _is_waiting() -> bool:
    return SearchRow.due().exists()


def _drain_to_the_end() -> None:
    """Whoever has the lock looks again after letting go of it: what came in between has woken nobody else."""
    try:
        while _is_waiting():
            with host_lock("drain", wait=False) as mine:
                if not mine or not _drain_all():
                    return
    except EngineError as error:
        logger.warning("Changes wait to be indexed: %s", error)
    except Exception:
        logger.exception("The rest of the changes could not be indexed")
    finally:
        connection.close()


def _drain_all() -> bool:
    """Whether anything could be done."""
    done = False
    while drain().any:
        done = True
    return done


def mark(batch: Sequence[SearchRow], written: Written) -> None:
    """Note what has reached all indices in use. In the order of the keys, as all do that lock rows."""
    done = sorted((row for row in batch if row.key in written.done), key=lambda row: row.key)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    values = [(row.version, now, written.done[row.key], row.version, row.key, row.version) for row in done]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(MARK, values)
    for row in batch:
        if row.key in written.failed:
            _postpone(row, written.failed[row.key])


def _postpone(row: SearchRow, reason: str) -> None:
    """Try again later, ever later, and in the end no more. A new change of the page begins anew."""
    attempts = row.attempts + 1
    pause = min(FIRST_PAUSE * 2**row.attempts, LONGEST_PAUSE)
    SearchRow.objects.filter(key=row.key, version=row.version).update(
        attempts=attempts, dead=attempts >= MAX_ATTEMPTS, error=reason[:2000], next_at=timezone.now() + pause
    )
