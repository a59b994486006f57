"""What takes long to make out of the word lists, kept on this host for the next process that starts: the cache "words"."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches

Made = TypeVar("Made")

logger = logging.getLogger(__name__)


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, if need be made by another process. `name` tells what it depends on beside the analysis's version."""
    from . import VERSION

    key = f"{VERSION}-{name}"
    found = _read(key)
    if found is None:
        found = make()
        caches["words"].set(key, found, timeout=None)
    return found


def _read(key: str) -> Any:
    try:
        return caches["words"].get(key)
    except Exception as error:  # a power cut may have left half a file, and what that raises depends on where it ends
        logger.warning("The word lists are read again: %s", error)
        return None
