"""Any language the portal has no module for: words are found as they are written, with or without diacritics."""

from .base import Language

LANGUAGE = Language(code="")
