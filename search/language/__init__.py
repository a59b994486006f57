"""The portal's languages: everything about words that the search knows, above and without any search engine.

The word lists are read when first needed, not at import. A change of the analysis changes `VERSION`, which is kept beside
the index.
"""

import gc
from functools import cache
from hashlib import blake2s
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from .base import FIELDS, Language, QueryTerm, Token, Wording, sequence_of
from .highlighting import passage

__all__ = [
    "FIELDS",
    "VERSION",
    "Language",
    "QueryTerm",
    "Token",
    "Wording",
    "get_language",
    "passage",
    "prepare",
    "sequence_of",
]

# Raise it with every change of what `Language.fields` or `Language.query_terms` yield.
ANALYSIS = 6
_DATA = ("hunspell-sv", "pystemmer", "simplemma", "wordfreq")


def get_language(locale: str) -> Language:
    """The language of a locale; "sv-fi" falls back to "sv", a locale without a module to plain words."""
    return _language(locale.lower().replace("_", "-").partition("-")[0])


def prepare() -> None:
    """Load the word lists of all the site's languages, so that nobody need wait for them later.

    They and what else a process has loaded by then stay to its end. So they are taken out of the garbage collector's sight,
    which would look through all of it every now and then while somebody waits.
    """
    from django.conf import settings

    for code, _name in settings.LANGUAGES:
        get_language(code).prepare()
    gc.collect()
    gc.freeze()


@cache
def _language(code: str) -> Language:
    known = code.isalpha() and len(code) == 2 and find_spec(f".{code}", __package__)
    return import_module(f".{code if known else 'neutral'}", __package__).LANGUAGE


def _version() -> str:
    """The word lists are part of the analysis: other releases of them, or none, give other fields."""
    parts = [str(ANALYSIS)]
    for package in _DATA:
        try:
            parts.append(f"{package}={version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package}=none")
    return f"{ANALYSIS}-{blake2s(' '.join(parts).encode(), digest_size=4).hexdigest()}"


VERSION = _version()
