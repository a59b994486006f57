"""The work of Celery workers. Messages only wake them up; what is to be done stands in the registry."""

import logging
import time

from celery import shared_task

from . import breaker, generations
from .drain import drain
from .engines.base import EngineError
from .files.reading import read_one
from .messages import DRAIN, FORGET, READ_FILES, REBUILD, send_drain, send_read_files, send_rebuild
from .models import DocumentText, SearchRow
from .rebuild import rebuild
from .statistics import retention
from .upkeep import make_missing

logger = logging.getLogger(__name__)

TIME = 60  # seconds that one task drains before it hands over to the next
REBUILD_TIME = 6 * 60 * 60  # seconds; a task without a limit of its own would get that of CELERY_TASK_TIME_LIMIT


@shared_task(name=DRAIN, ignore_result=True)
def drain_task() -> None:
    """Index what waits, and have a rebuild finished that was cut off, whether or not another index serves meanwhile.

    One that is under way is asked for too, now and then: the task finds its lock taken and does nothing.
    An engine that cannot be reached is tried again by the next sweep after its rest.
    """
    if breaker.is_open():
        return
    end = time.monotonic() + TIME
    try:
        while drain().any:
            if time.monotonic() > end:
                send_drain()
                return
        if not generations.live_and_fitting():
            make_missing()
        elif generations.is_unfinished():
            send_rebuild()
        if DocumentText.due().exists():
            send_read_files()
    except EngineError as error:
        logger.warning("%d changes wait to be indexed: %s", SearchRow.pending().count(), error)


@shared_task(name=READ_FILES, ignore_result=True)
def read_files_task() -> None:
    """Read files that pages lead to. In a queue of its own, so that no page waits behind a file."""
    end = time.monotonic() + TIME
    while read_one():
        if time.monotonic() > end:
            send_read_files()
            return


@shared_task(name=REBUILD, ignore_result=True, time_limit=REBUILD_TIME)
def rebuild_task() -> None:
    """Nothing to do if another worker has made an index meanwhile, or is at it: if it fails, the sweep asks again."""
    rebuild(wait=False, unless=generations.complete)


@shared_task(name=FORGET, ignore_result=True)
def forget_statistics_task() -> None:
    """Delete counts that have been kept long enough, also where nobody searches or counting has been turned off."""
    retention.forget()
