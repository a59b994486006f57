"""What an editor waits for who publishes."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..figures import Figure
from ..installations import Sites, address_of
from ..running import Process
from ..sites.content import KINDS, numbers_of

TITLE = "Publishing"
ABOUT = """\
`page.save_revision().publish()` of the same pages on each site, one site after the other in turn. The stock site is measured
as it ships, which indexes within the save, and with Wagtail's tasks sent to a Celery worker. A learning example belongs to three
vocabularies, on the stock site too. *Refused* are those that ended in an error, as `database is locked`."""

MEASURED = {"text": "page of text", "example": "learning example"}
PAGES = 10  # different ones, each published several times
# What a worker does after one publishing must not slow the next one down.
SETTLE = 0.12  # seconds


@dataclass(frozen=True)
class Contender:
    who: str
    process: Process
    has_worker: bool
    others: tuple[str, ...] = ()
    """Whom it is compared with."""

    def publish(self, number: int, title: str) -> float | None:
        """Seconds; None if it was refused."""
        seconds, error = self.process.run("try_to_publish", number, title)
        if self.has_worker:
            time.sleep(SETTLE)
        return None if error else seconds


STOCK, STOCK_WORKER = "stock", "stock, worker"


def run(sites: Sites, times: int = 40) -> list[Figure]:
    address_of("redis")
    place = sites.place("publish")
    found = []
    try:
        contenders = list(_contenders(sites))
        for kind, words in MEASURED.items():
            numbers = numbers_of(kind, min(PAGES, sites.pages // len(KINDS)))
            seconds = _in_turn(contenders, numbers, times)
            for contender in contenders:
                for other in contender.others or ("",):
                    who = f"{contender.who}: {words}"
                    found.append(place.figure(who, "ms", seconds[contender.who], other, seconds.get(other, [])))
                if refused := seconds[contender.who].count(None):
                    found.append(place.figure(f"{contender.who}, refused: {words}", "", [refused]))
    finally:
        sites.stop()
    return found


def _contenders(sites: Sites) -> Iterator[Contender]:
    portal, stock = sites.portal, sites.stock
    yield Contender(STOCK, stock.process(), has_worker=False)
    yield Contender("portal, inline", portal.process(), has_worker=False, others=(STOCK,))
    ours, theirs = sites.start_workers()
    yield Contender(STOCK_WORKER, theirs, has_worker=True, others=(STOCK,))
    yield Contender("portal, worker", ours, has_worker=True, others=(STOCK, STOCK_WORKER))


def _in_turn(contenders: list[Contender], numbers: Sequence[int], times: int) -> dict[str, list[float | None]]:
    """Seconds of each, None for those that were refused.

    The first round does not count: in it each page is published for its first time.
    """
    seconds: dict[str, list[float | None]] = {contender.who: [] for contender in contenders}
    for turn in range(len(numbers) + times):
        number = numbers[turn % len(numbers)]
        for contender in contenders[turn % 2 :] + contenders[: turn % 2]:
            took = contender.publish(number, f"Ändrad {turn}")
            if turn >= len(numbers):
                seconds[contender.who].append(took)
    return seconds
