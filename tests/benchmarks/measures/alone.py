"""The portal by itself: all pages indexed, searched, and some of them published."""

from ..figures import Figure, Place
from ..installations import Portal
from ..sites.content import numbers_of
from .search_page import WARM, judged_queries


def run(portal: Portal, times: int = 200) -> list[Figure]:
    place = Place("alone", portal.database, portal.engine, portal.pages)
    rebuilt = portal.manage("search_rebuild", "--quiet")
    process = portal.process()
    try:
        for query in judged_queries(WARM):
            process.run("ask", query)
        queries = judged_queries(times)
        numbers = numbers_of("text", 10)
        published = [process.run("publish", number, f"Ändrad {turn}")[0] for turn in range(6) for number in numbers]
        return [
            place.figure("rebuild: time", "s", [rebuilt.seconds]),
            place.figure("rebuild: speed", "pages/s", [portal.pages / rebuilt.seconds]),
            place.figure("rebuild: memory", "MB", [rebuilt.megabytes]),
            place.figure(
                "search: query, facets and highlights", "ms", [process.run("search", each) for each in queries]
            ),
            place.figure("search page", "ms", [process.run("ask", each) for each in queries]),
            place.figure("publish and index", "ms", published[len(numbers) :]),
        ]
    finally:
        portal.stop()
