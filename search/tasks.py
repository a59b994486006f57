"""The work of Celery workers. Messages only wake them up; what is to be done stands in the registry."""

import logging
import time

from celery import Task, shared_task

from django.core.cache import cache

from . import breaker
from .drain import drain
from .engines.base import EngineError
from .models import SearchRow
from .rebuild import rebuild

logger = logging.getLogger(__name__)

EXPIRES = 30  # seconds; the sweep comes more often
# After a broker has failed, saves do not try it again for this many seconds.
PAUSE = 5
PAUSE_KEY = "search:broker-pause"
REBUILD_KEY = "search:rebuild-asked"
REBUILD_AGAIN = 60  # seconds until a rebuild that did not come about is asked for again
TIME = 60  # seconds that one task drains before it hands over to the next


@shared_task(name="search.drain", ignore_result=True)
def drain_task() -> None:
    """Index what waits. An engine that cannot be reached is tried again by the next sweep after its rest."""
    if breaker.is_open():
        return
    end = time.monotonic() + TIME
    try:
        while drain().any:
            if time.monotonic() > end:
                send_drain()
                return
    except EngineError as error:
        logger.warning("%d changes wait to be indexed: %s", SearchRow.pending().count(), error)


@shared_task(name="search.rebuild", ignore_result=True, time_limit=None)
def rebuild_task() -> None:
    rebuild()


def send_drain() -> None:
    _send(drain_task)


def send_rebuild() -> None:
    if cache.add(REBUILD_KEY, True, timeout=REBUILD_AGAIN):
        _send(rebuild_task)


def _send(task: Task) -> None:
    """Wake a worker. Never fails; a broker that is down is left alone for a while, and the sweep makes up for it."""
    if cache.get(PAUSE_KEY):
        return
    try:
        task.apply_async(retry=False, expires=EXPIRES)
    except Exception as error:  # each broker has errors of its own
        cache.set(PAUSE_KEY, True, timeout=PAUSE)
        logger.warning("No worker could be woken: %s", error)
