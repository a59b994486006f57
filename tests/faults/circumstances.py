"""What a process finds itself in: the settings of its environment, and the clock of its host.

CLOCK_MINUTES      by how much the clock of the host is wrong
FIRST_PAUSE        seconds before what has failed is tried again, and the engine too, so that tests need not wait long
"""

import importlib
import os
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

SETTINGS = ("portal.settings.base", "portal.settings.dev")


def enter(environment: dict[str, str]) -> None:
    """Take on the environment as if the process had begun with it. Nothing has been opened yet but the word lists."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connections

    os.environ.clear()
    os.environ.update(environment)
    *_, chosen = [importlib.reload(sys.modules[name]) for name in SETTINGS]
    for name in filter(str.isupper, dir(chosen)):
        setattr(settings, name, getattr(chosen, name))
    connections.settings["default"].update(connections.configure_settings(settings.DATABASES)["default"])
    caches.settings = caches.configure_settings(settings.CACHES)
    _set_clock(timedelta(minutes=int(environment.get("CLOCK_MINUTES", 0))))
    _shorten_pauses(float(environment.get("FIRST_PAUSE", 0)))


def _set_clock(error: timedelta) -> None:
    if not error:
        return
    import time

    from celery import Celery

    from django.utils import timezone

    from search import breaker

    def wrong(now: Any) -> Any:
        return lambda *arguments: now(*arguments) + error

    timezone.now = wrong(timezone.now)
    Celery.now = wrong(Celery.now)  # says when a message expires
    breaker.time = SimpleNamespace(time=lambda: time.time() + error.total_seconds())


def _shorten_pauses(seconds: float) -> None:
    from search import breaker, drain

    if seconds:
        drain.FIRST_PAUSE = timedelta(seconds=seconds)
        breaker.LONGEST_REST = seconds
