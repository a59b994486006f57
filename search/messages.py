"""Wakes workers. Messages carry nothing: what is to be done stands in the registry.

Tasks are named, not imported, so that whoever wakes a worker need not know what it does.
"""

import logging

from celery import current_app

from django.core.cache import cache

logger = logging.getLogger(__name__)

DRAIN = "search.drain"
REBUILD = "search.rebuild"
FORGET = "search.forget_statistics"
READ_FILES = "search.read_files"

EXPIRES = 3600  # seconds; the clock of the worker's host may be minutes ahead
# After a broker has failed, saves do not try it again for this many seconds.
PAUSE = 5
PAUSE_KEY = "search:broker-pause"
REBUILD_KEY = "search:rebuild-asked"
REBUILD_AGAIN = 15  # seconds until a rebuild that did not come about is asked for again


def send_drain() -> None:
    _send(DRAIN)


def send_read_files() -> None:
    _send(READ_FILES)


def send_rebuild() -> None:
    if cache.add(REBUILD_KEY, True, timeout=REBUILD_AGAIN) is not False:  # None of a cache that is down
        _send(REBUILD)


def _send(name: str) -> None:
    """Never fails; a broker that is down is left alone for a while, and the sweep makes up for it."""
    if cache.get(PAUSE_KEY):
        return
    try:
        current_app.send_task(name, retry=False, expires=EXPIRES, ignore_result=True)
    except Exception as error:  # each broker has errors of its own
        cache.set(PAUSE_KEY, True, timeout=PAUSE)
        logger.warning("No worker could be woken: %s", error)
