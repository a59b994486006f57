"""Counts wait in the process that made them and are written together, by a thread of their own.

A search neither writes nor waits: it adds to a dictionary. Some seconds later one statement brings all counts into the
database. What cannot be written, because the database is locked, read-only or away, is tried again; what a process had not
written when it was killed is lost, and nobody but the statistics misses it.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import Error, connection

from . import retention
from .keys import Key
from .models import QueryCount

logger = logging.getLogger(__name__)

SECONDS = 10  # until counts are written
MAX_WAITING = 2000  # queries that wait in one process; of further ones the words are not kept
MAX_A_DAY = 10_000  # rows; beyond them the words of a day's new queries are not kept
CHUNK = 100

COUNTS = ("searches", "misses", "answered", "clicked", "positions")
COLUMNS = ("day", *Key._fields, *COUNTS)
UPSERT = f"""
INSERT INTO search_querycount AS known ({", ".join(COLUMNS)})
VALUES {{rows}}
ON CONFLICT (day, {", ".join(Key._fields)}) DO UPDATE SET
{", ".join(f"{name} = known.{name} + excluded.{name}" for name in COUNTS)}
"""  # noqa: S608

Waiting = dict[tuple[date, Key], Counter[str]]


class Recorder:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Waiting = {}
        self._timer: threading.Timer | None = None

    def add(self, day: date, key: Key, **counts: int) -> None:
        """Count something. Takes no time and never fails."""
        with self._lock:
            self._add(day, key, counts)
            if self._timer is None:
                self._timer = threading.Timer(SECONDS, self._write_in_thread)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what waits, now. What cannot be written waits on."""
        waiting = self._take()
        try:
            _write(waiting)
            retention.forget_once_a_day()
        except Error as error:
            logger.warning("Search statistics wait for the database: %s", error)
            self._give_back(waiting)

    def drop(self) -> None:
        """Forget what waits."""
        self._take()

    def _add(self, day: date, key: Key, counts: Mapping[str, int]) -> None:
        if (day, key) not in self._waiting and len(self._waiting) >= MAX_WAITING:
            key = Key(key.locale)
        self._waiting.setdefault((day, key), Counter()).update(counts)

    def _take(self) -> Waiting:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
            if self._timer:
                self._timer.cancel()
            self._timer = None
        return waiting

    def _give_back(self, waiting: Waiting) -> None:
        """They are tried again with the next count; an idle process leaves the database alone."""
        with self._lock:
            for (day, key), counts in waiting.items():
                self._add(day, key, counts)

    def write_at_exit(self) -> None:
        if self._waiting:
            self.write()

    def _write_in_thread(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


def _write(waiting: Waiting) -> None:
    """Takes out of `waiting` what it has written. In one order everywhere, or two processes could wait for each other."""
    for day in sorted({day for day, _key in waiting}):
        _spare_words(waiting, day)
    keys = sorted(waiting)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(chunk))
        values = [value for day, key in chunk for value in _row(day, key, waiting[day, key])]
        with connection.cursor() as cursor:
            cursor.execute(UPSERT.format(rows=rows), values)
        for each in chunk:
            del waiting[each]


def _spare_words(waiting: Waiting, day: date) -> None:
    """On a day with more queries than people ask, as a machine may send them, only the number of new ones is kept."""
    rows = QueryCount.objects.filter(day=day)
    if rows.count() < MAX_A_DAY:
        return
    known = {Key(*values) for values in rows.values_list(*Key._fields)}
    for each in [key for of_day, key in waiting if of_day == day and key not in known]:
        waiting.setdefault((day, Key(each.locale)), Counter()).update(waiting.pop((day, each)))


def _row(day: date, key: Key, counts: Counter[str]) -> list[Any]:
    return [connection.ops.adapt_datefield_value(day), *key, *(counts[name] for name in COUNTS)]


recorder = Recorder()


atexit.register(recorder.write_at_exit)
