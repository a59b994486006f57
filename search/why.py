"""Why a page is a hit: how it has the words of the question, in words that anyone understands.

reasons_in(text, matches)     what the words of a text that answer the question are to it
best_reasons(question, all)   of these the clearest, for every word of the question
in_words(reason)              such as "a form of “indikator”"
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from .language.matching import How, Match
from .language.text import fold, normal_form
from .query import Question

MAX_REASONS = 8
# Ways in which a page has one word of the question that are worth telling.
MAX_PER_WORD = 2
LONGEST_ABBREVIATION = 6

Kind = How | Literal["number", "other_number", "elsewhere", "apart"]
_CLEAREST_FIRST: tuple[Kind, ...] = (
    "exact", "number", "inflection", "synonym", "other_number", "part", "folded", "compound", "elsewhere", "apart",
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """`found` is a word of the page, or several in a row, `asked` what of the question it answers."""

    found: str
    asked: str
    kind: Kind


def reasons_in(text: str, matches: Iterable[Match]) -> list[Reason]:
    return [_reason(text[match.start : match.end], match) for match in matches]


def _reason(found: str, match: Match) -> Reason:
    if match.is_number:
        return Reason(found, match.query_word, "number" if found == match.query_word else "other_number")
    is_as_written = match.how == "synonym" and normal_form(found) == normal_form(match.query_word)  # a date in words
    return Reason(found, match.query_word, "exact" if is_as_written else match.how)


def asked_words(question: Question) -> list[str]:
    """All that a page must have to have everything."""
    terms = [word.text for term in question.terms for word in term.words or [term]]
    wordings = [wording.text for wording in question.wordings]
    return [*(number.raw for number in question.identifiers), *wordings, *terms]


def best_reasons(question: Question, found: Iterable[Reason], *, has_all: bool) -> tuple[Reason, ...]:
    """The clearest reasons for each word, in the order of the question.

    A page that `has_all` and does not show where has the rest elsewhere: in other passages, or among what is known of it,
    such as the names of places. One that has not all of a single word has its parts.
    """
    by_asked: dict[str, dict[str, Reason]] = {}
    for reason in sorted(found, key=lambda one: _CLEAREST_FIRST.index(one.kind)):
        by_asked.setdefault(reason.asked, {}).setdefault(normal_form(reason.found), reason)
    chosen: list[Reason] = []
    for asked in words_in_order(question):
        reasons = list(by_asked.get(asked, {}).values())
        if reasons and reasons[0].kind != "compound":  # parts say nothing where the whole word stands
            reasons = [reason for reason in reasons if reason.kind != "compound"][:MAX_PER_WORD]
        chosen += reasons
    if has_all or question.parts == 1:
        kind: Kind = "elsewhere" if has_all else "apart"
        chosen += [Reason("", asked, kind) for asked in _unseen(question, by_asked.keys())]
    return tuple(chosen[:MAX_REASONS])


def words_in_order(question: Question) -> list[str]:
    """All that a match may answer: several words that have a synonym together are one where the synonym is found."""
    return list(dict.fromkeys([*asked_words(question), *(term.text for term in question.terms)]))


def _unseen(question: Question, seen: Iterable[str]) -> Iterator[str]:
    seen = set(seen)
    whole = {word.text: term.text for term in question.terms for word in term.words}
    for asked in dict.fromkeys(asked_words(question)):
        if asked not in seen and whole.get(asked) not in seen:
            yield asked


def in_words(reason: Reason) -> str:
    """What stands after the word of the page, or the whole sentence if there is no such word."""
    values = {"word": reason.asked}
    match reason.kind:
        case "exact" | "number":
            return _("just as you wrote it")
        case "inflection":
            return _("a form of “%(word)s”") % values
        case "part":
            return _("contains “%(word)s”") % values
        case "compound":
            return _("a part of “%(word)s”") % values
        case "folded":
            return _without_dots(reason) % values
        case "synonym":
            return _same_meaning(reason) % values
        case "other_number":
            return _("the same number as “%(word)s”, written in another way") % values
        case "apart":
            return _("The parts of “%(word)s” stand in different places on the page") % values
    return _("“%(word)s” stands elsewhere on the page or among what is known about it") % values


def _without_dots(reason: Reason) -> str:
    if normal_form(reason.asked) == fold(normal_form(reason.asked)):
        return _("“%(word)s” with dots and accents")
    return _("“%(word)s” without dots and accents")


def _same_meaning(reason: Reason) -> str:
    if is_short_for(reason.found, reason.asked):
        return _("short for “%(word)s”")
    if is_short_for(reason.asked, reason.found):
        return _("what “%(word)s” is short for")
    return _("means the same as “%(word)s”")


def is_short_for(short: str, long: str) -> bool:
    """Whether a word is made of letters of a longer wording in their order, from the first letter of one of its words."""
    letters, rest = normal_form(short), long.lower()
    if " " in short.strip() or not 2 <= len(letters) <= LONGEST_ABBREVIATION or len(rest) < 2 * len(letters):
        return False
    starts = [place for place, char in enumerate(rest) if char == letters[0] and (place == 0 or rest[place - 1] == " ")]
    return bool(starts) and _holds_in_order(rest[starts[0] :], letters)


def _holds_in_order(text: str, letters: Sequence[str]) -> bool:
    remaining = iter(text)
    return all(letter in remaining for letter in letters)
