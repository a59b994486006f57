"""Brings what waits in the registry into the index, one batch after another. `search.upkeep` decides when.

Any number of processes may drain at the same time. Nothing here locks a row, so that no editor waits for the index. Work that
two processes do at once is done twice, and the versions see to it that this is harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from . import breaker, generations, nudge
from .engines.base import EngineError
from .models import SearchRow
from .writing import Written, write

BATCH = 100  # pages in one write to the engine
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)  # doubled with each failed attempt
LONGEST_PAUSE = timedelta(hours=1)

MARK = """
UPDATE search_searchrow
SET indexed_version = %s, indexed_at = %s, fingerprint = %s, withheld = (withheld AND version > %s),
  attempts = 0, error = '', next_at = NULL
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
    mark(batch, written)
    return Drained(len(written.done), len(written.failed))


def drain_all() -> bool:
    """Whether anything could be done. Raises EngineError when the engine cannot be reached."""
    done = False
    while drain().any:
        done = True
    return done


def mark(batch: Sequence[SearchRow], written: Written) -> None:
    """Note what has reached all indices in use. In the order of the keys, as all do that lock rows.

    A row whose number of slots has been raised meanwhile is left waiting: an older writer may be about to fill them.
    """
    done = sorted((row for row in batch if row.key in written.done), key=lambda row: row.key)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    values = [(row.version, now, written.done[row.key], row.version, row.key, row.version, row.slots) for row in done]
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
        attempts=attempts, dead=attempts >= MAX_ATTEMPTS, error=reason[:2000], next_at=Now() + pause
    )
