"""What takes long to make out of the word lists, kept in the site's cache for the next process that starts."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

Made = TypeVar("Made")


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, if need be made by another process. `name` tells what it depends on beside the analysis's version."""
    from . import VERSION

    key = f"words-{VERSION}-{name}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, timeout=None)
    return found
