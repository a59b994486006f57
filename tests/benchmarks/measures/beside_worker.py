"""Two editors who publish at the same time as a worker indexes, on a database that takes one writer at a time."""

import time

from ..figures import Figure
from ..installations import Installation, Sites, address_of
from ..running import Process, Program
from ..sites.content import numbers_of

TITLE = "Publishing beside a worker"
ABOUT = """\
Two processes publish half of the pages each, as fast as they can, while a worker with two processes indexes. Then again with
the worker and all its processes killed (`kill -9`) in the middle and another one started. *Refused* are publishings that ended
in an error, such as `database is locked`; *lost* are those that succeeded and are not found when the worker has no more to do."""

PAGES = 200
PATIENCE = 90  # seconds
MIDDLE = 15  # seconds, at the latest


def run(sites: Sites, times: int = PAGES) -> list[Figure]:
    address_of("redis")
    place = sites.place("beside-worker")
    found = []
    for killed in (False, True):
        for site in (sites.portal, sites.stock):
            word = f"Samtidigt{site.role}{'dödad' if killed else ''}"
            try:
                seconds, errors, lost = _publish_beside(site, word, min(times, sites.pages // 3), killed=killed)
            finally:
                site.stop()
            who = f"{site.role}, worker killed" if killed else site.role
            found += [
                place.figure(f"{who}: refused", "", [len(errors)]),
                place.figure(f"{who}: lost", "", [lost]),
                place.figure(f"{who}: time for all", "s", [seconds]),
            ]
            for error in sorted(set(errors)):
                print(f"  {who}: {errors.count(error)} × {error}")
    return found


def _publish_beside(site: Installation, word: str, pages: int, *, killed: bool) -> tuple[float, list[str], int]:
    """Seconds for all, the errors of those that failed, and the number of pages that are not found in the end."""
    first = site.with_worker()
    worker = site.programs[-1]
    second = site.process(CELERY_BROKER_URL=site.broker_address)
    for process in (first, second):
        process.run("titled", word)  # it is up when it answers
    numbers = numbers_of("text", pages)
    began = time.perf_counter()
    first.begin("publish_many", numbers[::2], word)
    second.begin("publish_many", numbers[1::2], word)
    if killed:
        _kill_in_the_middle(site, worker, word, pages)
    errors = first.end() + second.end()
    seconds = time.perf_counter() - began
    return seconds, errors, _lost(first, word)


def _kill_in_the_middle(site: Installation, worker: Program, word: str, pages: int) -> None:
    witness = site.process()
    end = time.monotonic() + MIDDLE
    while witness.run("titled", word) < pages // 2 and time.monotonic() < end:
        time.sleep(0.05)
    worker.kill()
    site.start_worker(CELERY_BROKER_URL=site.broker_address)


def _lost(process: Process, word: str) -> int:
    """Of the published pages: those that are not found when nothing more comes."""
    published = process.run("titled", word)
    before, found = -1, 0
    end = time.monotonic() + PATIENCE
    while found < published and time.monotonic() < end and (found > before or time.monotonic() < end - PATIENCE / 2):
        before, found = found, process.run("found_by_title", word)
        time.sleep(1)
    return published - found
