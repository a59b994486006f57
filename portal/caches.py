"""Where the processes of an installation share what they need not keep: how often somebody asks, what does not answer.

Wagtail keeps the addresses of the sites' first pages there too, and has each change of them take the old ones out: in a
cache that each process had for itself, the others would go on with the old ones for an hour.
"""

import logging
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)

# Each write looks through the folder; nobody misses what is thrown out of it.
MAX_FILES = 1000
# Seconds. A page is shown without the cache rather than late.
CONNECT_TIMEOUT, TIMEOUT = 0.3, 1


class SharedFiles(FileBasedCache):
    """In the folder of the installation, for all processes of one host. A full disk must not take the pages away."""

    def set(self, key: str, *arguments: Any, **options: Any) -> None:
        try:
            super().set(key, *arguments, **options)
        except OSError as error:
            logger.warning("The cache keeps nothing: %s", error)


def cache_at(url: str, folder: Path) -> dict[str, Any]:
    """The setting of a cache in Redis, or without an address in files of the folder."""
    if not url:
        return {"BACKEND": "portal.caches.SharedFiles", "LOCATION": folder, "OPTIONS": {"MAX_ENTRIES": MAX_FILES}}
    options = {
        "IGNORE_EXCEPTIONS": True,
        "REDIS_CLIENT_CLASS": "portal.redis_client.ImpatientRedis",
        "SOCKET_CONNECT_TIMEOUT": CONNECT_TIMEOUT,
        "SOCKET_TIMEOUT": TIMEOUT,
    }
    return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": url, "OPTIONS": options}
