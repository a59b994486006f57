"""Publishing while a server is down, and how long it takes to make up for it when it is back."""

import time
from collections.abc import Sequence

from ..figures import Figure, Place
from ..gate import Gate
from ..installations import Sites, address_of
from ..running import Process
from ..sites.content import numbers_of

TITLE = "Broker or engine down"
ABOUT = """\
The server stands behind a door that is shut and opened: shut, connections are cut and refused, as those of a dead server are. An
editor publishes four times a second, up and down in turn: while it is down for a short time, and for a long one. *Recovery* is
from the opening until nothing waits any more; without a worker, visitors search meanwhile. *Lost* are pages published
meanwhile that are not found then. The stock site's saves are measured where its worker's broker is down."""

OUTAGES = (5, 30)  # seconds
PACE = 0.25  # seconds from one publishing to the next
VISITED = 4  # a visitor comes with every fourth publishing
LOOK = 0.25  # seconds from one look to the next, and from one visitor to the next
STOCK_SAVES = 3
PATIENCE = 150  # seconds


def run(sites: Sites, times: int = len(OUTAGES)) -> list[Figure]:
    address_of("redis")
    outages = OUTAGES[:times]
    place = sites.place("outages")
    found: list[Figure] = []
    try:
        found += _broker_down(sites, place, outages)
        if sites.portal.engine == "elasticsearch":
            found += _engine_down(sites, place, outages)
    finally:
        sites.stop()
    return found


def _broker_down(sites: Sites, place: Place, outages: Sequence[int]) -> list[Figure]:
    gate = Gate(sites.portal.broker_address)
    environment = {"CELERY_BROKER_URL": gate.address}
    editor = _editor_with_worker(sites, environment)
    found = Outage(editor, gate).figures(place, "broker", outages)
    sites.stop()
    gate = Gate(sites.stock.broker_address)
    saver = sites.stock.process(CELERY_BROKER_URL=gate.address)
    saver.run("titled", "")
    gate.shut()
    tries = [saver.run("try_to_publish", number, "Utan mäklare") for number in numbers_of("text", STOCK_SAVES)]
    return [
        *found,
        place.figure("broker down: stock's saves", "ms", [seconds for seconds, _ in tries]),
        place.figure("broker down: stock's errors", "", [sum(bool(error) for _, error in tries)]),
    ]


def _engine_down(sites: Sites, place: Place, outages: Sequence[int]) -> list[Figure]:
    portal = sites.portal
    gate = Gate(address_of("elasticsearch"))
    environment = {"SEARCH_URL": gate.address}
    visitor = portal.process(**environment)
    found = Outage(portal.process(**environment), gate, visitor).figures(place, "engine", outages)
    sites.stop()
    environment["CELERY_BROKER_URL"] = portal.broker_address
    editor = _editor_with_worker(sites, environment)
    return found + Outage(editor, gate).figures(place, "engine, worker", outages)


def _editor_with_worker(sites: Sites, environment: dict[str, str]) -> Process:
    sites.portal.start_worker(**environment)
    editor = sites.portal.process(**environment)
    editor.run("publish", 2, "Uppvärmning")
    if editor.run("when_nothing_waits", PATIENCE) is None:
        raise RuntimeError("the worker does not do its work")
    return editor


class Outage:
    """An editor who goes on publishing, up and down."""

    def __init__(self, editor: Process, gate: Gate, visitor: Process | None = None) -> None:
        self.editor = editor
        self.gate = gate
        self.visitor = visitor
        self.published = 0

    def figures(self, place: Place, server: str, outages: Sequence[int]) -> list[Figure]:
        self._publish_for(2, "Förvärmd")  # the first ones in a process are slower
        up: list[float] = []
        down: list[float] = []
        found = []
        for turn, seconds in enumerate(outages):
            up += self._publish_for(min(seconds, 10), f"Uppe{turn}")
            self.gate.shut()
            word = f"Nere{turn}{server[-3:]}"
            down += self._publish_for(seconds, word)
            self.gate.open()
            recovery = self._recovery()
            lost = self.editor.run("titled", word) - self.editor.run("found_by_title", word)
            found.append(place.figure(f"{server} down for {seconds} s: recovery", "s", [recovery]))
            found.append(place.figure(f"{server} down for {seconds} s: lost", "", [lost]))
        return [
            place.figure(f"{server} up", "ms", up),
            place.figure(f"{server} down", "ms", down, f"{server} up", up),
            *found,
        ]

    def _publish_for(self, seconds: float, word: str) -> list[float]:
        """Seconds of each publishing. A visitor comes now and then, and sees the same outage."""
        took = []
        numbers = numbers_of("text", 20)
        end = time.monotonic() + seconds
        while (begun := time.monotonic()) < end:
            number = numbers[self.published % len(numbers)]
            self.published += 1
            took.append(self.editor.run("publish", number, f"{word} {self.published}")[0])
            if self.visitor and self.published % VISITED == 0:
                self.visitor.run("finds", "uppe")
            time.sleep(max(0.0, begun + PACE - time.monotonic()))
        return took

    def _recovery(self) -> float:
        """Seconds until nothing waits."""
        began = time.monotonic()
        while self.editor.run("pending") and time.monotonic() < began + PATIENCE:
            if self.visitor:
                self.visitor.run("finds", "uppe")
            time.sleep(LOOK)
        return time.monotonic() - began
