"""Words in running text: where they stand, their normal form and their form without diacritics.

A word's normal form is lower-case NFC without soft hyphens, with ligatures resolved. Words joined by hyphens and numbers
joined by signs are kept whole and in pieces, so that "e-hälsa", "ehälsa" and "hälsa" all find "e-hälsa".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Longer "words" are not words; engines refuse terms beyond some kilobytes.
LONGEST_WORD = 80
GRAM = 5
LONGEST_IN_CAPITALS = 5

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_HYPHENS = "-\u2010\u2011"
_PIECE = rf"[^\W_](?:[^\W_]++|[{_MARKS}{_INVISIBLE}])*+"
_NUMBER = r"\d+(?:[./:,]\d+)*"
_DROPPED = re.compile(rf"[\s{_INVISIBLE}]+")
_HYPHEN = re.compile(rf"[{_HYPHENS}]")
_LETTER = re.compile(r"[^\W\d_]")
_PIECES = re.compile(_PIECE)
_UNFOLDABLE = str.maketrans(
    {"ø": "o", "æ": "a", "œ": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


class Piece(NamedTuple):
    """A stretch of a text and its normal form."""

    text: str
    start: int
    end: int


class Word(NamedTuple):
    """A word as the eye sees it; `pieces` holds what it is joined of and is empty for a plain word."""

    whole: Piece
    pieces: tuple[Piece, ...] = ()


@lru_cache(maxsize=8)
def word_pattern(endings: str) -> re.Pattern[str]:
    """Pattern of a word; `endings` (a regular expression) are inflections after a sign, as in "NSV:s", left out of the word."""
    return re.compile(
        rf"(?P<section>§{{1,2}}[ \u00a0]?{_NUMBER}[^\W\d_]?(?!\w)|(?<![\w./:,]){_NUMBER}[ \u00a0]?§)"
        rf"|(?P<word>{_PIECE}(?:(?:[{_HYPHENS}]|(?<=\d)[./:,](?=\d)){_PIECE})*)(?:(?:{endings})(?!\w))?"
    )


def words(text: str, endings: str = "['’]s") -> Iterator[Word]:
    """The words of `text` with their places in it."""
    for match in word_pattern(endings).finditer(text):
        kind = "section" if match.lastgroup == "section" else "word"
        start, end = match.span(kind)
        if kind == "word" and match[kind].isalnum():  # most words are of one piece
            yield Word(Piece(normal_form(match[kind]), start, end))
            continue
        pieces = tuple(Piece(normal_form(piece.group()), *piece.span()) for piece in _PIECES.finditer(text, start, end))
        if kind == "section":
            yield Word(Piece(_section_form(match.group()), start, end), _number_pieces(text, start, end, pieces))
        elif len(pieces) == 1:
            yield Word(pieces[0])
        else:
            yield Word(Piece(joined_form(match.group("word")), start, end), pieces)


def raw_words(text: str, endings: str) -> list[str]:
    """The words of `text` as they are written; each gives the same `Word` by itself as in the text."""
    return [section or word for section, word in word_pattern(endings).findall(text)]


def placed_words(text: str, endings: str) -> Iterator[tuple[str, int]]:
    """The same with the place of each."""
    for match in word_pattern(endings).finditer(text):
        kind = "section" if match.lastgroup == "section" else "word"
        yield match[kind], match.start(kind)


def is_in_capitals(raw: str) -> bool:
    """Whether a word is written as abbreviations are, in a few capitals: "SITHS", which nobody writes who means "sitter"."""
    return len(raw) <= LONGEST_IN_CAPITALS and raw.isupper()


def has_letter(word: str) -> bool:
    return _LETTER.search(word) is not None


def _section_form(raw: str) -> str:
    return "§" + normal_form(raw.replace("§", ""))


def _number_pieces(text: str, start: int, end: int, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The number of a § without its sign comes first, so that "16/23" finds "§ 16/23"."""
    if len(pieces) < 2:
        return pieces
    first, last = pieces[0].start, pieces[-1].end
    return (Piece(joined_form(text[first:last]), first, last), *pieces)


def joined_form(raw: str) -> str:
    """Normal form of a joined word: letters lose the hyphens ("e-hälsa" → "ehälsa"), numbers keep their signs."""
    form = normal_form(raw)
    return _HYPHEN.sub("" if has_letter(form) else "-", form)


@lru_cache(maxsize=16384)
def normal_form(raw: str) -> str:
    form = unicodedata.normalize("NFKC", raw).lower()
    form = _DROPPED.sub("", unicodedata.normalize("NFKC", form))
    return unicodedata.normalize("NFKC", form)[:LONGEST_WORD] or raw


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """The word without diacritics: "skellefteå" → "skelleftea"."""
    if word.isascii():
        return word
    letters = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", letters.translate(_UNFOLDABLE)) or word


def grams(word: str) -> list[str]:
    """The runs of five characters in a folded word; a shorter word gives itself."""
    folded = fold(word)
    return [folded[i : i + GRAM] for i in range(max(1, len(folded) - GRAM + 1))]
