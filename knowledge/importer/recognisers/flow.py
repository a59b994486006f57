"""Running text as one string that knows its lines, for recognisers that go by words and not by line breaks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import Given, Line, Span
from ..draft import words
from ..folding import fold

BULLET_MARK = "•"
BULLET = re.compile(r"^(•+) ", re.MULTILINE)
NUMBERED = re.compile(r"^(\d{1,2})[.)] +(?=\S)", re.MULTILINE)
PARAGRAPH_BREAK = re.compile(r"\n{2,}")
# "lokal-" before one of these is a word of its own; before others the hyphen only parts a word between two lines.
HYPHEN_STAYS = r"(?:och|eller|samt|respektive|till|resp)\b"
PARTED_WORD = re.compile(rf"(?<=[a-zåäö]{{2}})-\n+(?!{HYPHEN_STAYS})(?=[a-zåäö])")
PARTED_AT_HYPHEN = re.compile(rf"(?<=\w-)\n+(?!{HYPHEN_STAYS})(?=\w)")
BROKEN_ADDRESS = re.compile(r"<(https?://[^<>]*)>")


def unwrap(text: str) -> str:
    """The words of a text as a person reads them: lines joined, parted words made whole, paragraphs kept."""
    text = BULLET.sub("", PARTED_AT_HYPHEN.sub("", PARTED_WORD.sub("", text)))
    paragraphs: list[str] = []
    for part in PARAGRAPH_BREAK.split(text):
        part = " ".join(part.split())
        if paragraphs and part[:1].islower():  # the page ended in the middle of a sentence
            paragraphs[-1] += f" {part}"
        elif part:
            paragraphs.append(part)
    return "\n\n".join(paragraphs)


def until_next(starts: Sequence[int], end: int) -> list[int]:
    """Where the stretches that begin at these places end: at the next one, and the last at the end."""
    return [*starts[1:], end][: len(starts)]


class Flow:
    """The text of some lines. A blank line stays one; a bullet becomes one "•" for each step in depth."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self.starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in self.lines:
            lead = "" if not pieces else "\n\n" if line.gap else "\n"
            mark = f"{BULLET_MARK * line.depth} " if line.depth else ""
            self.starts.append(length + len(lead))
            pieces.append(f"{lead}{mark}{line.text}")
            length += len(pieces[-1])
        # An address in angle brackets that is broken over lines is one word.
        self.text = BROKEN_ADDRESS.sub(_mended, "".join(pieces))
        self.folded = fold(self.text)
        self.taken: set[int] = set()

    def line_at(self, offset: int) -> int:
        place = max(0, bisect_right(self.starts, offset) - 1)
        return self.lines[place].number if self.lines else 1

    def rewrite(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> None:
        """Put other characters in the place of what a pattern finds: as many, so that all places stay."""
        self.text = pattern.sub(lambda match: replace(match).ljust(len(match[0])), self.text)
        self.folded = fold(self.text)

    def passage(self, start: int, end: int) -> "Passage":
        return Passage(self, start, max(start, end))


def _mended(match: re.Match[str]) -> str:
    address = "".join(match[1].split())
    return f"<{address}>".ljust(len(match[0]), " ") if "\n" in match[0] else match[0]


@dataclass(frozen=True)
class Passage:
    """A part of a flow."""

    flow: Flow
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.flow.text[self.start : self.end]

    @property
    def folded(self) -> str:
        return self.flow.folded[self.start : self.end]

    @property
    def words(self) -> str:
        return unwrap(self.text)

    @property
    def span(self) -> Span:
        """The lines with words in them."""
        first, last = self._bounds
        return Span(self.flow.line_at(first), self.flow.line_at(last))

    @property
    def _bounds(self) -> tuple[int, int]:
        """The places of the first and the last character that is not a space."""
        text = self.text
        first = self.start + len(text) - len(text.lstrip())
        return first, max(first, self.start + len(text.rstrip()) - 1)

    @property
    def line(self) -> int:
        return self.span.first

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def part(self, start: int, end: int | None = None) -> "Passage":
        """A part, by places counted from this passage's own beginning."""
        return Passage(self.flow, self.start + start, self.end if end is None else self.start + end)

    def take(self) -> "Passage":
        """Note that these lines are used."""
        if self:
            first = max(0, bisect_right(self.flow.starts, self._bounds[0]) - 1)
            last = bisect_right(self.flow.starts, self._bounds[1])
            self.flow.taken.update(line.number for line in self.flow.lines[first:last])
        return self

    def given(self) -> Given:
        """The words as a value. Takes the lines."""
        return words(self.take().words, self.span)

    def line_starts(self) -> list[int]:
        """Where lines begin, counted from this passage's own beginning."""
        starts = self.flow.starts
        inside = starts[bisect_right(starts, self.start) : bisect_left(starts, self.end)]
        return [0, *(start - self.start for start in inside)]

    def paragraphs(self) -> list["Passage"]:
        """The parts between empty lines; a part that goes on with a small letter belongs to the one before."""
        bounds = [0, *(match.end() for match in PARAGRAPH_BREAK.finditer(self.text)), len(self.text)]
        parts: list[Passage] = []
        for start, end in pairwise(bounds):
            part = self.part(start, end)
            if parts and part.text[:1].islower():
                parts[-1] = Passage(self.flow, parts[-1].start, part.end)
            elif part:
                parts.append(part)
        return parts

    def items(self) -> list[tuple[int, "Passage"]]:
        """The items of a list with their depths. An item ends at the next one, or at an empty line that ends a sentence."""
        marks = list(BULLET.finditer(self.text)) or _rising(list(NUMBERED.finditer(self.text)))
        ends = until_next([mark.start() for mark in marks], len(self.text))
        items = []
        for mark, end in zip(marks, ends, strict=True):
            first = next(iter(self.part(mark.end(), end).paragraphs()), None)
            if first is not None:
                items.append((len(mark[1]) if mark[1][0] == BULLET_MARK else 1, first))
        return items

    def loose_items(self) -> list[tuple[int, "Passage"]]:
        """The items of a list whose bullets are lost: one a paragraph, or one for each line with a capital."""
        parts = self.paragraphs()
        if len(parts) > 1:
            return [(1, part) for part in parts]
        starts = [start for start in self.line_starts() if self.text[start : start + 1].isupper() or start == 0]
        ends = until_next(starts, len(self.text))
        return [(1, self.part(start, end)) for start, end in zip(starts, ends, strict=True) if self.part(start, end)]


def _rising(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Numbers count as a list's when they go 1, 2, 3."""
    return marks if len(marks) > 1 and [int(mark[1]) for mark in marks] == list(range(1, len(marks) + 1)) else []
