"""Text as it is compared: without case and diacritics, since sources lose both."""

import unicodedata


def fold(text: str) -> str:
    """Small letters without diacritics, one for each character, so that places in both texts agree."""
    return text.translate({ord(sign): _folded(sign) for sign in set(text)})


def _folded(sign: str) -> str:
    return (unicodedata.normalize("NFD", sign)[0].lower() or sign)[0]
