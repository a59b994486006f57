"""Brings what waits in the registry into the index, one batch after another. `search.upkeep` decides when.

Any number of processes may drain at the same time. Nothing here waits for a row that somebody is changing, or holds one while
the index is written to, so that no editor waits for the index. Work that two processes do at once is done twice, and the
versions see to it that this is harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from . import breaker, generations, nudge, second_look
from .engines.base import EngineError
from .entries import fingerprint
from .models import SearchRow
from .writing import Written, write

BATCH = 100  # pages in one write to the engine
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)  # doubled with each failed attempt
LONGEST_PAUSE = timedelta(hours=1)

MARK = """
UPDATE search_searchrow
SET indexed_version = %s, indexed_at = %s, fingerprint = %s, withheld = (withheld AND version > %s),
  attempts = 0, dead = (dead AND version > %s), error = '', next_at = NULL
WHERE key = %s AND indexed_version < %s AND slots = %s
"""


def is_in_transaction() -> bool:
    """Whether work could still be rolled back. The transactions that Django's TestCase puts around a test do not count."""
    return any(not block._from_testcase for block in connection.atomic_blocks)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Drained:
    done: int = 0
    failed: int = 0
    lacks_index: bool = False
    """Something waits, and there is no index that this program could write it to."""

    @property
    def any(self) -> bool:
        return bool(self.done or self.failed)


def drain(limit: int = BATCH, *, keys: Sequence[str] | None = None, newest_first: bool = False) -> Drained:
    """Index up to `limit` rows that wait, the oldest change first, or those of `keys`.

    Raises EngineError when the engine cannot be reached; the rows are left as they are and the breaker is tripped.
    """
    if is_in_transaction():
        raise TransactionManagementError("Changes are indexed after their transaction: it may still be rolled back.")
    nudge.forget()
    second_look.take()
    rows = SearchRow.due()
    if keys is not None:
        rows = rows.filter(key__in=keys)
    batch = list(rows.order_by("-changed_at" if newest_first else "changed_at", "key")[:limit])
    if not batch:
        return Drained()
    try:
        writable = generations.to_write()
        if not writable:
            return Drained(lacks_index=True)
        written = write(batch, writable)
    except EngineError as error:
        breaker.trip(str(error))
        raise
    breaker.reset()
    return mark(batch, written)


def drain_all() -> bool:
    """Whether anything could be done. Raises EngineError when the engine cannot be reached."""
    done = False
    while drain().any:
        done = True
    return done


def drain_backlog() -> None:
    """Index what waits now, and not what comes meanwhile: on a busy site that would have no end.

    Even if nothing does, one drain makes the marks of this transaction void that the caller has indexed.
    """
    for _ in range(0, SearchRow.due().count() + 1, BATCH):
        drain()


def mark(batch: Sequence[SearchRow], written: Written) -> Drained:
    """Note what has reached all indices in use, and what is to be tried again.

    A row whose number of slots has been raised meanwhile is left waiting: an older writer may be about to fill them. So is
    one that a transaction is just changing: whoever waited for it might wait long, and holds the rows of others meanwhile.
    """
    with transaction.atomic():
        rows = SearchRow.objects.filter(key__in=[*written.done, *written.failed]).select_for_update(skip_locked=True)
        free = set(rows.values_list("key", flat=True))
        done = [row for row in batch if row.key in free and row.key in written.done]
        failed = [row for row in batch if row.key in free and row.key in written.failed]
        _mark(done, written)
        for row in failed:
            _postpone(row, written.failed[row.key])
    return Drained(len(done), len(failed))


def _mark(done: Sequence[SearchRow], written: Written) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    values = [
        (
            row.version,
            now,
            fingerprint(written.done[row.key]),
            row.version,
            row.version,
            row.key,
            row.version,
            row.slots,
        )
        for row in done
    ]
    with connection.cursor() as cursor:
        cursor.executemany(MARK, values)


def _postpone(row: SearchRow, reason: str) -> None:
    """Try again later, ever later, and in the end no more. A new change of the page begins anew."""
    attempts = row.attempts + 1
    pause = min(FIRST_PAUSE * 2**row.attempts, LONGEST_PAUSE)
    SearchRow.objects.filter(key=row.key, version=row.version).update(
        attempts=attempts, dead=attempts >= MAX_ATTEMPTS, error=reason[:2000], next_at=Now() + pause
    )
