"""Checks of wordings that editors write for the search, with messages that say what to do instead."""

from collections.abc import Iterable
from itertools import combinations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .. import operators
from ..language import Language, get_language, identifiers
from ..language.matching import is_same_word

MOST = 30  # wordings of one item
LONGEST = 100  # characters of a wording


def check(texts: Iterable[str], locale: str, *, numbers: bool = False) -> None:
    """Raise a ValidationError that names all that is wrong with wordings that stand together.

    `numbers` allows diary numbers and the like, which are found as they are and have no other wording.
    """
    language = get_language(locale)
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]  # repeated ones too
    if len(lines) > MOST:
        raise ValidationError(_("At most %(number)d wordings can stand together.") % {"number": MOST})
    errors = [error for line in dict.fromkeys(lines) if (error := _error(line, language, numbers))]
    errors += [_("“%(word)s” stands there twice.") % {"word": line} for line in dict.fromkeys(_repeated(lines))]
    if not errors:
        errors = [_same(*pair) for pair in combinations(lines, 2) if are_same(language, *pair)]
    if errors:
        raise ValidationError(errors)


def _repeated(lines: list[str]) -> list[str]:
    """Lines that stand there before, in small letters or capitals."""
    forms = [line.casefold() for line in lines]
    return [line for place, line in enumerate(lines) if forms[place] in forms[:place]]


def _error(wording: str, language: Language, numbers: bool) -> str:
    values = {"word": wording}
    if len(wording) > LONGEST:
        return _("“%(word)s” is too long. Write the few words that people search for.") % values
    if operators.find(wording):
        return _("“%(word)s” has quotes or a minus sign. Write the words alone.") % values
    if identifiers.find(wording):
        return (
            ""
            if numbers
            else _("“%(word)s” holds a number that is found in every spelling. Write words only.") % values
        )
    terms = language.query_terms(wording)
    if not terms:
        return _("“%(word)s” has no letters or figures.") % values
    if all(term.exact in language.stop_words for term in terms):
        return _("“%(word)s” is so common that the search passes over it.") % values
    return ""


def _same(first: str, second: str) -> str:
    values = {"first": first, "second": second}
    return _("“%(first)s” and “%(second)s” are the same word to the search already. Keep one of them.") % values


def are_same(language: Language, first: str, second: str) -> bool:
    """Whether two wordings differ by nothing but inflection: "plan" and "planerna"."""
    ours, theirs = language.query_terms(first), language.query_terms(second)
    return len(ours) == len(theirs) and all(map(is_same_word, ours, theirs))
