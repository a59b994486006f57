"""Text as it is compared: without case and diacritics, since sources lose both."""

import unicodedata


class _Folded(dict[int, str]):
    """What each character becomes; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = (unicodedata.normalize("NFD", sign)[0].lower() or sign)[0]
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Small letters without diacritics, one for each character, so that places in both texts agree."""
    return text.translate(_FOLDED)
