"""The wake-up after a commit: all changes of a transaction are indexed together, or sent to a worker as one message.

What a transaction has marked is remembered by the functions that Django calls after its commit, so that a rollback of the
transaction, or of a part of it, drops that too. It never raises: a save succeeds whether or not it can be indexed.
"""

import logging
from collections.abc import Callable, Iterable

from django.db import connection, transaction

logger = logging.getLogger(__name__)

Marks = tuple[bool, bool]


_wake: Callable[..., None]


def connect(wake: Callable[..., None]) -> None:
    """Who has pages indexed: called with their ids, and with `has_sets` where others were marked that nobody has listed."""
    global _wake
    _wake = wake


class Batch:
    """What one transaction has marked so far."""

    def __init__(self) -> None:
        self.page_ids: set[int] = set()
        self.has_sets = False
        self.spent = False
        self._marked: dict[int, tuple[Marks, tuple]] = {}

    def mark(self, page_ids: Iterable[int], marks: Marks) -> None:
        self.page_ids.update(page_ids)
        self._marked.update(dict.fromkeys(page_ids, (marks, tuple(connection.savepoint_ids))))

    def has(self, page_id: int, marks: Marks) -> bool:
        """Whether the page is marked so for sure: in a savepoint that is still open, or outside of all."""
        marked_as, path = self._marked.get(page_id, (None, ()))
        return marked_as == marks and tuple(connection.savepoint_ids[: len(path)]) == path


class Nudge:
    """One is left behind by every change; the first that is called after the commit sees to the whole batch."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    def __call__(self) -> None:
        if self.batch.spent:
            return
        self.batch.spent = True
        try:
            _wake(sorted(self.batch.page_ids), has_sets=self.batch.has_sets)
        except Exception:
            logger.exception("Changes are saved but not indexed yet")


def unmarked(page_ids: Iterable[int], marks: Marks) -> list[int]:
    """Those pages that the transaction has not marked yet. One mark is enough for all changes until the commit."""
    batch = _batch()
    return [page_id for page_id in page_ids if not batch.has(page_id, marks)]


def after_commit(page_ids: Iterable[int], marks: Marks) -> None:
    """Have these marked pages indexed."""
    batch = _batch()
    batch.mark(page_ids, marks)
    transaction.on_commit(Nudge(batch), robust=True)


def after_commit_of_set() -> None:
    """Have marked pages indexed that nobody has listed."""
    batch = _batch()
    batch.has_sets = True
    transaction.on_commit(Nudge(batch), robust=True)


def forget() -> None:
    """Whoever indexes within the transaction makes its marks void: the next change must mark its page again."""
    _batch().spent = True


def _batch() -> Batch:
    for entry in reversed(connection.run_on_commit):
        function = entry[1]
        if isinstance(function, Nudge) and not function.batch.spent:
            return function.batch
    return Batch()
