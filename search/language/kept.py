"""What takes long to make out of the word lists, kept on this host for the next process that starts: the cache "words"."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

Made = TypeVar("Made")


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, if need be made by another process. `name` tells what it depends on beside the analysis's version."""
    from . import VERSION

    key = f"{VERSION}-{name}"
    found = caches["words"].get(key)
    if found is None:
        found = make()
        caches["words"].set(key, found, timeout=None)
    return found
