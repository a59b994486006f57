"""The search engines. `get_engine()` gives the one that the settings choose; nothing else knows which it is.

    get_engine().search(live_generation(), Request(...))

SEARCH_URL empty: tantivy, embedded, in SEARCH_INDEX_DIR. An http(s) address: the Elasticsearch server there, with
indices named SEARCH_INDEX_PREFIX-… .
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .base import Engine


def get_engine() -> Engine:
    """The engine of the settings, one object for each process.

    Raises ImproperlyConfigured if SEARCH_URL is no address of a server. Whether the server answers is `check()`'s matter.
    """
    return _engine(settings.SEARCH_URL, Path(settings.SEARCH_INDEX_DIR), settings.SEARCH_INDEX_PREFIX)


@lru_cache(maxsize=4)
def _engine(url: str, folder: Path, prefix: str) -> Engine:
    if not url:
        from .tantivy import TantivyEngine

        return TantivyEngine(folder)
    if not is_server_address(url):
        raise ImproperlyConfigured("SEARCH_URL must look like http://host:9200 or https://user:password@host:9200.")
    from .elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, prefix)


def is_server_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
