"""The passage of a text that answers a query best, with the words that answer it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from .matching import How, Match

ELLIPSIS = "…"
_WEIGHTS: dict[How, float] = {
    "exact": 1, "inflection": 0.9, "synonym": 0.8, "part": 0.6, "folded": 0.5, "compound": 0.4,
}  # fmt: skip
_REPETITION = 0.05
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?:] ))")


def passage(text: str, matches: Sequence[Match], max_chars: int) -> list[tuple[str, bool]]:
    """Pieces of the best passage and whether each answers the query; together at most `max_chars` characters.

    The text has single spaces. One that fits stands whole. Otherwise the passage begins and ends between words, with …
    where text is left out, and without a match it is the text's beginning. The pieces are plain text: whoever shows
    them escapes them.
    """
    start, end = 0, len(text)
    if end > max_chars:
        start, end = _best_window(text, matches, max(max_chars - 2 * (len(ELLIPSIS) + 1), 1))
    pieces = _pieces(text, start, end, matches)
    if start > 0:
        pieces.insert(0, (ELLIPSIS + " ", False))
    if end < len(text):
        pieces.append((" " + ELLIPSIS, False))
    return pieces


def _best_window(text: str, matches: Sequence[Match], size: int) -> tuple[int, int]:
    sentences = [match.start() for match in _SENTENCE_START.finditer(text)]
    windows = [_window(text, _window_start(text, sentences, match, size), size) for match in matches]
    starts = [match.start for match in matches]
    best, best_score = _window(text, 0, size), 0.0
    for index, (start, end) in enumerate(windows):
        inside = matches[_first_from(starts, start, index) : bisect_right(starts, end)]
        score = _score([match for match in inside if match.end <= end])
        if score > best_score:
            best, best_score = (start, end), score
    return best


def _first_from(starts: Sequence[int], position: int, index: int) -> int:
    while index and starts[index - 1] >= position:
        index -= 1
    return index


def _score(matches: Sequence[Match]) -> float:
    best: dict[str, float] = {}
    for match in matches:
        best[match.query_word] = max(best.get(match.query_word, 0), _WEIGHTS[match.how])
    return sum(best.values()) + _REPETITION * min(len(matches), 10)


def _window_start(text: str, sentences: Sequence[int], match: Match, size: int) -> int:
    """The beginning of the match's sentence if that leaves room for what follows, otherwise some words before the match."""
    sentence = sentences[bisect_right(sentences, match.start) - 1]
    if match.end - sentence <= size * 0.6:
        return sentence
    before = max(match.start - size // 4, 0)
    space = text.find(" ", before, match.start)
    return space + 1 if space >= 0 else match.start


def _window(text: str, start: int, size: int) -> tuple[int, int]:
    end = start + size
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", start, end + 1)
    return start, space if space > start else end


def _pieces(text: str, start: int, end: int, matches: Iterable[Match]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    position = start
    for match in matches:
        if match.start < start or match.end > end:
            continue
        pieces.append((text[position : match.start], False))
        pieces.append((text[match.start : match.end], True))
        position = match.end
    pieces.append((text[position:end], False))
    return [piece for piece in pieces if piece[0]]
