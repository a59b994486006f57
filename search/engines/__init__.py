"""The search engines. `get_engine()` gives the one that the settings choose; nothing else knows which it is.

    get_engine().search(live_generation(), Request(...))

SEARCH_URL empty: tantivy, embedded, in SEARCH_INDEX_DIR. An http(s) address: the Elasticsearch server there, with
indices named SEARCH_INDEX_PREFIX-… .
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .base import Engine


def get_engine() -> Engine:
    """The engine of the settings, one object for each process. Whether its server answers is `check()`'s matter."""
    return _engine(settings.SEARCH_URL, Path(settings.SEARCH_INDEX_DIR), settings.SEARCH_INDEX_PREFIX)


@lru_cache(maxsize=4)
def _engine(url: str, folder: Path, prefix: str) -> Engine:
    if not url:
        from .tantivy import TantivyEngine

        return TantivyEngine(folder)
    from .elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, prefix)
