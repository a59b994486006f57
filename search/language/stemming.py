"""Snowball stemmers. One a thread: they keep a state while they work."""

import threading
from collections.abc import Callable


def snowball(algorithm: str) -> Callable[[str], str]:
    """The stemmer of a language by its English name ("swedish")."""
    import Stemmer

    local = threading.local()

    def stem(word: str) -> str:
        if not hasattr(local, "stemmer"):
            local.stemmer = Stemmer.Stemmer(algorithm, 0)
        return local.stemmer.stemWord(word)

    return stem
