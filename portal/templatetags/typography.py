"""Swedish typography in templates: no-break spaces where a line must not end, and dates in words."""

import datetime
import re

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language

from knowledge.dates import in_words
from search.language import get_language as words_of

register = template.Library()

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"
# Longer words do not fit a phone's width in the largest type.
_LONG_WORD = re.compile(r"[^\W\d_]{20,}")

# Written out, since a text may hold dates in another language than the interface. Finnish dates stand in the partitive.
_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december "
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta "
    "January February March April May June July August October November December"
).split()
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_SPACE = "[ \n]+"

_RULES = [
    re.compile(rf"\b([Nn]ära){_SPACE}(?=vård)"),
    re.compile(rf"\b(\d{{1,2}}\.?){_SPACE}(?={_MONTH}\b)"),
    re.compile(rf"\b({_MONTH}){_SPACE}(?=\d{{4}}\b)"),
    re.compile(rf"(§){_SPACE}(?=\d)"),
    re.compile(rf"(\d(?: ?[a-z])?){_SPACE}(?=[§%])"),
]
# What each of the rules needs.
_BINDABLE = re.compile(r"\d|[Nn]ära")
_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^'">])*>)""")


def _bind(text: str) -> str:
    if not _BINDABLE.search(text):
        return text
    for rule in _RULES:
        text = rule.sub(rf"\g<1>{NBSP}", text)
    return text


@register.filter(is_safe=True)
@stringfilter
def nbsp(value: str) -> str:
    """Keep *Nära vård*, dates, § and % with their numbers on one line.

    In HTML that is marked safe only the text is changed, never a tag, so that addresses and attributes stay as written.
    """
    if not isinstance(value, SafeData):
        return _bind(value)
    parts = _TAG.split(value)
    parts[::2] = [_bind(text) for text in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 — the input was safe, and only spaces changed


@register.filter(is_safe=True)
@stringfilter
def soft_hyphens(value: str) -> str:
    """Let a very long compound break between its last two parts, since browsers break few languages' words well."""
    language = words_of(get_language() or settings.LANGUAGE_CODE)

    def with_hyphen(match: re.Match[str]) -> str:
        word = match[0]
        last = next(iter(language.split(word.casefold())[-1:]), "")
        place = len(word) - len(last)
        return f"{word[:place]}{SOFT_HYPHEN}{word[place:]}" if last and word.casefold().endswith(last) else word

    return _LONG_WORD.sub(with_hyphen, value)


@register.filter
def long_date(value: datetime.date | None, precision: str = "day") -> str:
    """A date in words in the reader's language, on one line: "16 juni 2023", with precision "month" "juni 2023"."""
    return in_words(value, precision).replace(" ", NBSP)
