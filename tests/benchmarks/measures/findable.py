"""From the moment when publishing is done until a visitor's search finds the page."""

from ..figures import Figure
from ..installations import Sites, address_of
from ..running import Process
from ..sites.content import numbers_of

TITLE = "Published until findable"
ABOUT = """\
One process publishes, another one searches again and again for a word that no other page has. What counts is from the end of
`publish()` to the first search that finds it. Without a worker that is before `publish()` ends. The first few are left out, while
processes do for the first time what they do. The embedded engine puts small parts of its index together at every seventh
publishing or so; the next one waits for that where it comes at once, as it does here: that is the slowest twentieth."""

PATIENCE = 60  # seconds
WARM = 5  # that do not count


def run(sites: Sites, times: int = 40) -> list[Figure]:
    address_of("redis")
    place = sites.place("findable")
    portal = sites.portal
    found = []
    try:
        found.append(place.figure("portal, inline", "ms", _waits(portal.process(), portal.process(), "inline", times)))
        editor, _ = sites.start_workers()
        waits = _waits(editor, portal.process(CELERY_BROKER_URL=portal.broker_address), "worker", times)
        found.append(place.figure("portal, worker", "ms", waits))
    finally:
        sites.stop()
    return found


def _waits(editor: Process, visitor: Process, word: str, times: int) -> list[float]:
    """Seconds. A wait of less than nothing was over before the editor was told that the page is published."""
    waits = []
    numbers = numbers_of("text", 10)
    for turn in range(WARM + times):
        sought = f"{word}{turn}okänd"
        visitor.begin("when_found", sought, PATIENCE)
        _, done = editor.run("publish", numbers[turn % len(numbers)], f"Sidan {sought}")
        seen = visitor.end()
        if seen is None:
            raise RuntimeError(f"{sought} was not found within {PATIENCE} s")
        waits.append(max(0.0, seen - done))
    return waits[WARM:]
