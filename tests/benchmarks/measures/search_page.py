"""The page of search results as visitors get it."""

import itertools
import time

from tests.relevance.judged import load

from ..figures import Figure, Place
from ..installations import Sites
from ..running import Process
from ..sites.content import shares

TITLE = "The search page"
ABOUT = """\
The judged queries of the relevance suite in turn, each asked of both sites: the whole page from request to response, with
facets and highlights where there are any. A page that says that nothing was found is soon made, and the stock site finds
nothing for most questions that are typed as people type them; so those that both sites find pages for are compared apart.
`portal, search alone` is query, facets and highlights without the page; *nothing asked* is the page with the form alone, without
a search. The broad
query finds about 80 % of all pages, the narrow one about 10 %; `×` tells how many times as long it takes."""

WARM = 10  # queries that do not count
STOCK_SECONDS = 75  # enough for each query once at 5,000 pages; on a larger site with SQLite one takes many seconds
BOTH = "queries that both find pages for"
ALIKE = 12  # words that are tried for each share


def run(sites: Sites, times: int = 200) -> list[Figure]:
    place = sites.place("search-page")
    try:
        portal, stock = sites.portal.process(), sites.stock.process()
        ours, theirs = _asked(portal, stock, times)
        alone = [portal.run("search", query) for query in judged_queries(times)]
        found = [
            place.figure("portal", "ms", ours, "stock", theirs),
            place.figure("portal, search alone", "ms", alone),
            place.figure("portal, nothing asked", "ms", [portal.run("ask", "") for _ in range(times)]),
            place.figure("stock", "ms", theirs),
            place.figure("stock, nothing asked", "ms", [stock.run("ask", "") for _ in range(times)]),
            *_answered_by_both(place, portal, stock, ours, theirs),
        ]
        narrow, broad = (_word(portal, sites.pages, share) for share in (0.1, 0.8))
        pairs = [(portal.run("ask", broad[0]), portal.run("ask", narrow[0])) for _ in range(max(3, times // 4))]
        seconds, others = ([pair[side] for pair in pairs] for side in (0, 1))
        found.append(place.figure(f"portal, narrow query ({narrow[1]:.0%})", "ms", others))
        found.append(place.figure(f"portal, broad query ({broad[1]:.0%})", "ms", seconds, "narrow query", others))
    finally:
        sites.stop()
    return found


def judged_queries(times: int) -> list[str]:
    """So many of them, each again and again."""
    judged = [each.query for each in load() if each.locale == "sv" and each.in_scope]
    return list(itertools.islice(itertools.cycle(judged), times))


def _asked(portal: Process, stock: Process, times: int) -> tuple[list[float], list[float | None]]:
    """Seconds of each query on both sites. None where the stock site failed, or was not asked for want of time."""
    for query in judged_queries(WARM):
        portal.run("ask", query)
        stock.run("ask", query)
    ours: list[float] = []
    theirs: list[float | None] = []
    end = time.monotonic() + STOCK_SECONDS
    for query in judged_queries(times):
        ours.append(portal.run("ask", query))
        theirs.append(stock.run("ask", query) if time.monotonic() < end else None)
    return ours, theirs


def _answered_by_both(
    place: Place, portal: Process, stock: Process, ours: list[float], theirs: list[float | None]
) -> list[Figure]:
    asked = [query for query, seconds in zip(judged_queries(len(theirs)), theirs, strict=True) if seconds is not None]
    both = {query for query in set(asked) if portal.run("total", query) and stock.run("total", query)}
    kept = [turn for turn, query in enumerate(asked) if query in both]
    here, there = [ours[turn] for turn in kept], [theirs[turn] for turn in kept]
    return [
        place.figure(f"portal, {BOTH}", "ms", here, "stock", there),
        place.figure(f"stock, {BOTH}", "ms", there),
    ]


def _word(portal: Process, pages: int, share: float) -> tuple[str, float]:
    """The word that finds a share of all pages which is nearest to the one wanted, and that share."""
    near = sorted(shares().items(), key=lambda item: (abs(item[1] - share), item[0]))[:ALIKE]
    found = [(word, portal.run("total", word) / pages) for word, _ in near]
    return min(found, key=lambda item: abs(item[1] - share))
