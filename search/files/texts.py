"""What is kept of a file's text: its parts as they are shown, and their words as they are indexed.

Analysing a long report takes seconds, so it is done where the file is read and kept, and not again with every save of a
page that leads to it.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .. import extraction
from ..engines.base import MATCHING_ANALYSES, PHRASE_ANALYSES
from ..language import VERSION as LANGUAGE_VERSION

# Texts of another version are made anew.
CURRENT = f"{extraction.VERSION}/{LANGUAGE_VERSION}"

Words = dict[str, str]
"""The words of a text by analysis, ready for the index."""


@dataclass(frozen=True)
class FilePart:
    """A page or slide by its number (0: it has none), with its words."""

    number: int
    text: str
    words: Words


@dataclass(frozen=True)
class FileText:
    unit: str
    parts: tuple[FilePart, ...]


def pack(text: FileText) -> bytes:
    parts = [(part.number, part.text, [part.words[analysis] for analysis in MATCHING_ANALYSES]) for part in text.parts]
    return zlib.compress(json.dumps([text.unit, parts], ensure_ascii=False).encode())


def unpack(content: bytes) -> FileText:
    unit, parts = json.loads(zlib.decompress(content))
    return FileText(
        unit,
        tuple(
            FilePart(number, text, dict(zip(MATCHING_ANALYSES, words, strict=True))) for number, text, words in parts
        ),
    )


def words_of_all(parts: Iterable[Words]) -> Words:
    """The words of several texts. Where their order does not matter, each counts once: a file may be longer than a page."""
    every = list(parts)
    return {
        analysis: " ".join(words[analysis] for words in every)
        if analysis in PHRASE_ANALYSES
        else " ".join(_unique(words[analysis] for words in every))
        for analysis in MATCHING_ANALYSES
    }


def _unique(texts: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(word for text in texts for word in text.split()))
