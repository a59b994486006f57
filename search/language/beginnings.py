"""How words and numbers begin that somebody is still typing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .base import CACHED_WORDS, Language
from .compounds import SHORTEST_PART
from .identifiers import without_naming_words
from .spelling import LONG_WORD
from .text import fold

MAX_WORDS = 8
# Endings that a stemmer may have cut off a word of which more has been typed.
LONGEST_ENDING = 7
SHORTEST_STEM = 2
# Shorter beginnings are near too many words.
SHORTEST_SLIP = 5
MAX_NEAR = 12

Rank = tuple[int, int, int]
# A typed word: what a word may begin with, in normal form. More than one where it is read tolerantly.
Typed = tuple[str, ...]


class Written(NamedTuple):
    """A word of a text in normal form. `endings` are what a compound ends with, from each of its later parts on."""

    text: str
    endings: tuple[str, ...] = ()


def words_of(language: Language, text: str) -> tuple[Written, ...]:
    """The words of a text, joined ones whole and in pieces."""
    return tuple(_written(language, token.text) for token in language.tokens(text))


@lru_cache(maxsize=CACHED_WORDS)
def _written(language: Language, word: str) -> Written:
    return Written(word, tuple(_endings(word, language.split(word))) or tuple(filter(None, [language.tail(word)])))


def _endings(word: str, parts: Sequence[str]) -> Iterator[str]:
    """Of "länsstyrgruppen" "styrgruppen" and "gruppen". The parts are dictionary words, which begin as they do in it."""
    place = 0
    for part in parts[1:]:
        place = word.find(part[:SHORTEST_PART], place + SHORTEST_PART)
        if place < 0:
            return
        yield word[place:]


def typed_words(language: Language, text: str) -> Sequence[Typed]:
    """The words of a query, each taken for the beginning of one."""
    words = dict.fromkeys(token.text for token in language.tokens(text) if not token.inner)
    return [(word,) for word in words][:MAX_WORDS]


def stems(word: str) -> list[str]:
    """What the stem of a word that begins so may be shortened to."""
    shortest = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
    return [word[:length] for length in range(len(word) - 1, shortest - 1, -1)]


def match(words: Sequence[Typed], text: Sequence[Written]) -> Rank | None:
    """How well a text, given as its words, answers: less is better, None is not at all.

    First how many words it holds only inside of others, then how many only when å, ä and ö are read as a and o, then the
    place of the first word.
    """
    places = [place for typed in words if (place := _best(typed, text))]
    if not places or len(places) < len(words):
        return None
    return sum(place[0] for place in places), sum(place[1] for place in places), places[0][2]


def _best(typed: Typed, text: Sequence[Written]) -> Rank | None:
    return min((place for start in typed for place in _places(start, text)), default=None)


def _places(start: str, text: Sequence[Written]) -> Iterator[Rank]:
    """A word that was typed with its dots is not meant to be found without them."""
    plain = fold(start) == start
    for place, word in enumerate(text):
        for inside, written in enumerate((word.text, *word.endings)):
            if inside and len(start) < SHORTEST_PART:
                break
            if written.startswith(start):
                yield min(inside, 1), 0, place
            elif plain and fold(written).startswith(start):
                yield min(inside, 1), 1, place


def numbers(text: str) -> list[str]:
    """What the normal form of an identifier that is being typed may begin with, such as "NSV23-00" for "nsv 23-00"."""
    words = without_naming_words(text.upper())
    written = _DASHES.sub("-", "".join(words))
    if sum(word.isalpha() for word in words) > 1:
        return []
    found = ((pattern.fullmatch(written), forms) for pattern, forms in _NUMBERS)
    return list(dict.fromkeys(form for match, forms in found if match for form in forms(match)))


def _diary(match: re.Match[str]) -> Iterator[str]:
    """Less than four digits may be all there is of a number, or its beginning."""
    prefix, year, dash, number, rest = match.group("prefix", "year", "dash", "number", "rest")
    if not number:
        yield f"{prefix}{year}{'-' if dash else ''}"
        return
    yield f"{prefix}{year}-{number}{rest}"
    if not rest and number[0] != "0":
        yield from (f"{prefix}{year}-{number.zfill(length)}" for length in range(len(number) + 1, 5))


def _register(match: re.Match[str]) -> Iterator[str]:
    prefix, year, number = match.group("prefix", "year", "number")
    yield f"{prefix}/{year}:{number.lstrip('0')}" if number else f"{prefix}/{year}"


def _section(match: re.Match[str]) -> Iterator[str]:
    yield f"§ {match['number'].lower()}"


def _series(match: re.Match[str]) -> Iterator[str]:
    series, year, number = match.group("series", "year", "number")
    start = f"{'Ds' if series == 'DS' else series} {year}"
    yield f"{start}:{number.lstrip('0')}" if number else start.strip()


_DASHES = re.compile("[‐‑‒–—−]")
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[str]]], ...] = (
    (
        re.compile(
            r"(?P<prefix>[A-ZÅÄÖ]{2,8})(?:-(?=\d))?(?P<year>\d{0,2})(?P<dash>(?:(?<=\d\d)[-/:.])?)"
            r"(?P<number>(?<=\d[-/:.])\d{1,4}|(?<=\d\d)\d{1,4}|)(?P<rest>(?<=\d)-\d{0,3}|)"
        ),
        _diary,
    ),
    (re.compile(r"(?P<prefix>[A-ZÅÄÖ]{2,8})/?(?P<year>(?:19|20)\d\d)(?:[-/:.]?(?P<number>\d{0,5}))"), _register),
    (re.compile(r"(?P<prefix>[A-ZÅÄÖ]{2,8})/(?P<year>\d{0,3})(?P<number>)"), _register),
    (re.compile(r"(?:§+|PARAGRAF)?(?P<number>\d{1,4}(?:/\d{0,4}|[A-Z])?)§?"), _section),
    (re.compile(r"(?P<series>SOU|SFS|SOSFS|HSLF-FS|DS)(?P<year>\d{0,4})(?::?(?P<number>\d{0,4}))"), _series),
)


def near(typed: Typed, vocabulary: Iterable[str]) -> Typed:
    """Beginnings of known words that differ from what was typed by a slip, nearest first; as it is where none does.

    Hardly anyone slips on the first letter, and of beginnings too many would be near without it.
    """
    from rapidfuzz.distance import DamerauLevenshtein
    from rapidfuzz.process import extract

    (word,) = typed
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return typed
    folded = fold(word)
    reach = 1 if len(folded) < LONG_WORD else 2
    starts = {
        start[:length]
        for start in {fold(known)[: len(folded) + 1] for known in vocabulary if known.isalpha()}
        if start[0] == folded[0]
        for length in range(len(folded) - 1, len(folded) + 2)
    }
    found = extract(folded, starts, scorer=DamerauLevenshtein.distance, score_cutoff=reach, limit=None)
    nearest = sorted((distance, start) for start, distance, _ in found)
    return tuple(start for *_, start in nearest[:MAX_NEAR]) or typed
