"""The codes of a field's choices, found by code or by label."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation

from .folding import fold


def choice_of(field: Any, text: str) -> Any | None:
    """The code of the choice that a text names, by its code or by its label in any of the site's languages."""
    return _codes(field).get(fold(" ".join(str(text).split())))


@lru_cache(maxsize=256)
def _codes(field: Any) -> dict[str, Any]:
    choices = [(code, label) for code, label in getattr(field, "flatchoices", ()) if code not in (None, "")]
    codes: dict[str, Any] = {}
    for language in [None, *(code for code, _name in settings.LANGUAGES)]:
        with translation.override(language):
            for code, label in choices:
                codes.setdefault(fold(str(label)), code)
    return codes | {fold(str(code)): code for code, _label in choices}
