"""What is found in a file: its pages or slides with their text."""

import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .limits import Limits

# Traces of layout: soft hyphens, signs without width, and the sign by which PDF readers mark a word parted at a line's end.
PARTED = re.compile("[\u00ad\u0002\ufffe][ \\t]*\\n?[ \\t]*")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufff0-\uffff\ud800-\udfff]"
)
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
SPACES = re.compile(r"[^\S\n\t]+")
EMPTY_LINES = re.compile(r"\n{3,}")
AROUND_TABS = re.compile(r" ?\t ?")
# The share of its processor time after which a reader begins nothing new, to hand over what it has.
TIME_TO_STOP = 0.75


class Trouble(StrEnum):
    """Why a file has no text to search."""

    PROTECTED = "protected"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"  # no file of a known kind
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    STOPPED = "stopped"  # it took too much memory, or broke its reader
    MISSING = "missing"


class UnreadableFileError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Part:
    """A page or slide by its number, from 1; 0 where the file does not tell. Lines are parted by newlines."""

    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Extracted:
    """`unit` is "page" or "slide". `scanned` is how many pages are pictures without text. `truncated`: there was more."""

    unit: str
    parts: tuple[Part, ...]
    scanned: int = 0
    truncated: bool = False


@dataclass
class Collector:
    """Takes parts in their order until it has enough. Readers ask `is_full` before they read on."""

    unit: str
    limits: Limits
    parts: list[Part] = field(default_factory=list)
    scanned: int = 0
    truncated: bool = False
    _characters: int = 0
    _started: float = field(default_factory=time.process_time)

    @property
    def is_full(self) -> bool:
        """Whether to stop. Only asked where there is more to read, so that a full one has been cut short."""
        tired = time.process_time() - self._started > TIME_TO_STOP * self.limits.cpu_seconds
        if tired or self._characters >= self.limits.characters or len(self.parts) >= self.limits.parts:
            self.truncated = True
        return self.truncated

    def add(self, number: int, lines: Iterable[str], title: str = "") -> bool:
        """Whether there was any text in the part."""
        title, text = clean(title), clean("\n".join(lines))
        left = self.limits.characters - self._characters
        if len(text) > left:
            self.truncated, text = True, text[:left]
        if not (title or text):
            return False
        self._characters += len(title) + len(text)
        self.parts.append(Part(number, title, text))
        return True

    @property
    def result(self) -> Extracted:
        return Extracted(self.unit, tuple(self.parts), self.scanned, self.truncated)


def clean(text: str) -> str:
    """Composed letters, ordinary spaces, no invisible signs, never two empty lines in a row."""
    text = PARTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text).translate(LIGATURES))
    lines = (AROUND_TABS.sub("\t", SPACES.sub(" ", line)).strip(" ") for line in text.split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
