"""All pages indexed anew, as commands that somebody types."""

from ..figures import Figure, Place
from ..installations import ENGINES, Sites, has, search_url
from ..running import Process

TITLE = "Reindexing everything"
ABOUT = """\
`manage.py search_rebuild` beside the stock site's `manage.py update_index`, in turn, each from the start of its process to its
end, where nothing waits to be indexed. The portal indexes each page and each of its sections with the Swedish analysis; the stock
site indexes pages as they stand. What the parts of it take for a page is time of one processor, of which the portal uses all: one
process does them one after the other here. An Elasticsearch server's own time is not in it.
Memory is the most that the command and its children hold at a time; an Elasticsearch server has its own, which is not in it."""


PARTED = 1000  # pages whose parts are timed


def run(sites: Sites, times: int = 3) -> list[Figure]:
    """With the engine of these sites last, so that its index is the one in use afterwards."""
    engine = sites.portal.engine
    others = [other for other in ENGINES if other != engine and sites.portal.database == "postgres"]
    found = []
    for each in [other for other in others if other == "tantivy" or has("elasticsearch")] + [engine]:
        found += _beside_stock(sites, each, times)
    return found


def _beside_stock(sites: Sites, engine: str, times: int) -> list[Figure]:
    place = sites.place("reindex")
    place = type(place)(**vars(place) | {"engine": engine})
    ours, theirs = [], []
    for _ in range(times):
        ours.append(sites.portal.manage("search_rebuild", "--quiet", SEARCH_URL=search_url(engine)))
        theirs.append(sites.stock.manage("update_index", "--verbosity", "0"))
    seconds, others = [each.seconds for each in ours], [each.seconds for each in theirs]
    return [
        place.figure("portal: time", "s", seconds, "stock", others),
        place.figure("stock: time", "s", others),
        place.figure(
            "portal: speed",
            "pages/s",
            [sites.pages / each for each in seconds],
            "stock",
            [sites.pages / each for each in others],
        ),
        place.figure("stock: speed", "pages/s", [sites.pages / each for each in others]),
        place.figure("portal: memory", "MB", [max(each.megabytes for each in ours)]),
        place.figure("stock: memory", "MB", [max(each.megabytes for each in theirs)]),
        *_parts(place, sites.portal.process(SEARCH_URL=search_url(engine)), min(PARTED, sites.pages), times),
    ]


def _parts(place: Place, portal: Process, pages: int, times: int) -> list[Figure]:
    runs = [portal.run("rebuild_parts", pages) for _ in range(times)]
    portal.close()
    return [place.figure(f"portal: {part} a page", "ms", [run[part] / pages for run in runs]) for part in runs[0]]
