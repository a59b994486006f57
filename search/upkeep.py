"""Keeps the index up by itself: after each change, before each search, and where there is none yet.

wake(page_ids)        after a commit: index these pages now, or tell a worker if there is a broker
live_generation()     before a search: the name to search, after finishing what was left behind
drain_now()           index all that waits, at once, in this process: gives the number of pages that still wait
catch_up()            the same with the files of pages, which are else read in the background
make_missing()        index everything where there is no index

With a broker, workers do all of this and the processes that serve pages only wake them.
"""

import logging
import threading
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection

from . import breaker, generations
from .drain import BATCH, Drained, drain, drain_all, is_in_transaction
from .engines import get_engine
from .engines.base import EngineError, page_key
from .files import reading
from .locks import host_lock
from .messages import send_drain, send_rebuild
from .models import ChangedItem, DocumentText, SearchRow
from .rebuild import rebuild
from .registry import searchable_pages

logger = logging.getLogger(__name__)

AT_ONCE = 200  # pages that a save or a search indexes itself; the rest is left to a thread
# A site of at most this many pages is indexed anew within the search or save that finds no usable index.
SMALL = 1000


def live_generation() -> str:
    """The name of the generation to search.

    Raises EngineError while there is none: a large site is indexed in the background, or by `manage.py search_rebuild`.
    """
    live = generations.live()
    if live and generations.fits(live):
        heal(live.waiting)  # type: ignore[attr-defined]
        heal_files(live.files_waiting)  # type: ignore[attr-defined]
        return live.name
    if reason := breaker.reason():
        raise EngineError(reason)
    if fresh := _replacement():
        return fresh
    if live:
        return live.name
    raise EngineError("There is no index yet. It is being made, or is to be made with `manage.py search_rebuild`.")


def wake(page_ids: Sequence[int], *, has_sets: bool = False) -> None:
    """See to it that these pages, and with `has_sets` others that were marked with them, get into the index."""
    if settings.CELERY_BROKER_URL:
        send_drain()
        return
    if breaker.is_open():
        return
    try:
        keys = [page_key(page_id) for page_id in page_ids]
        drained = [_drain(keys=keys[start : start + BATCH]) for start in range(0, min(len(keys), AT_ONCE), BATCH)]
        drained += [_drain(newest_first=True) for _ in range(0, AT_ONCE - len(keys) if has_sets else 0, BATCH)]
        _leave_to_thread(drained)
        heal_files(DocumentText.due().exists())
    except EngineError as error:
        logger.warning("Changes are saved and wait to be indexed: %s", error)


def heal(waiting: bool) -> None:
    """Index what waits although nobody is at it, unless workers do that. Never raises EngineError."""
    if not waiting or settings.CELERY_BROKER_URL or breaker.is_open() or is_in_transaction():
        return
    try:
        with host_lock("drain", wait=False) as mine:
            drained = [_drain() for _ in range(0, AT_ONCE, BATCH)] if mine else []
        _leave_to_thread(drained)
    except EngineError as error:
        logger.warning("Changes wait to be indexed: %s", error)


def heal_files(waiting: bool) -> None:
    """Have files read that wait although nobody is at it, unless workers do that. Takes no time of this request."""
    if waiting and not settings.CELERY_BROKER_URL:
        reading.wake()


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
    return SearchRow.due().exists() or ChangedItem.objects.exists()


def _drain_to_the_end() -> None:
    """Whoever has the lock looks again after letting go of it: what came in between has woken nobody else."""
    try:
        while _is_waiting():
            with host_lock("drain", wait=False) as mine:
                if not mine or not drain_all():
                    return
    except EngineError as error:
        logger.warning("Changes wait to be indexed: %s", error)
    except Exception:
        logger.exception("The rest of the changes could not be indexed")
    finally:
        connection.close()


def drain_now() -> int:
    """Index all that waits, whether or not the engine was down a moment ago. Gives the number of pages still waiting.

    Raises EngineError when the engine cannot be reached.
    """
    while _drain().any:
        pass
    return SearchRow.pending().count()


def catch_up() -> tuple[int, int]:
    """Index all that waits and read all files that wait. Gives the numbers of files read and of pages still waiting.

    Raises EngineError when the engine cannot be reached.
    """
    left, read = drain_now(), 0
    reading.wait()
    while done := reading.read_all():
        left, read = drain_now(), read + done
    return read, left


def _drain(**options: object) -> Drained:
    """One batch. Where there is no index to write it to, one is made."""
    drained = drain(**options)  # type: ignore[arg-type]
    if drained.lacks_index:
        make_missing()
    return drained


def make_missing() -> None:
    """Index everything if there is no index at all, or none of this program's schema that is still there.

    Raises EngineError when the engine cannot be reached.
    """
    if generations.newest_is_ours():
        _replacement()


def _replacement() -> str | None:
    """A new index where none fits: at once if that is quick, else later."""
    try:
        if get_engine().embedded and searchable_pages().count() <= SMALL and not is_in_transaction():
            return rebuild(unless=generations.live_and_fitting)
    except EngineError as error:
        breaker.trip(str(error))
        raise
    _rebuild_later()
    return None


def _rebuild_later() -> None:
    if settings.CELERY_BROKER_URL:
        send_rebuild()
    elif not any(thread.name == "search-rebuild" for thread in threading.enumerate()):
        threading.Thread(target=_rebuild_in_thread, name="search-rebuild", daemon=True).start()


def _rebuild_in_thread() -> None:
    """Without helpers: the host of a process that serves pages may have no memory to spare for them."""
    try:
        rebuild(wait=False, alone=True)
    except Exception:
        logger.exception("The index could not be rebuilt")
    finally:
        connection.close()
