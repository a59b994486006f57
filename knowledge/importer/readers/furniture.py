"""Page furniture: page numbers and running heads, which stand on every page and belong to none of the text.

Page numbers are certain. A running head is a guess by repetition, and so may be a heading that structures every page:
the recogniser, who knows the headings of its kind of document, has the last word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

PAGE_NUMBER = re.compile(
    r"(?:sida|sid\.?|s\.|page|p\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|(?:av|of|/)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
NUMBERED_HEADING = re.compile(r"(?:\w+\s+)?\d{1,2}\s?[a-z]?[.):]?\s", re.IGNORECASE)
MIN_PAGES = 3
MAX_LENGTH = 120
# How many printed lines from a page break a running head may stand.
EDGE = 3
# Without page breaks to go by, a phrase that comes again and again is a running head when it stands in the way of a sentence.
MIN_REPEATS = 4
MIN_WORDS = 4
PAGE_WORD = re.compile(r"[|]|\b(?:sida|sid|page)\b")
SENTENCE_END = (".", "!", "?", ":", ")", "”", '"')


def page_numbers(lines: list[str], breaks: set[int]) -> set[int]:
    """The indexes of lines that hold a page number only. `breaks` are the indexes of lines that begin a page.

    A number that stands alone counts when it is the first or last line of its page, or when such numbers rise through
    the text as page numbers do.
    """
    printed = [index for index, line in enumerate(lines) if line.strip()]
    found = [index for index in printed if PAGE_NUMBER.fullmatch(lines[index].strip())]
    edges = _edges(printed, breaks)
    values = [int(DIGITS.findall(lines[index])[0]) for index in found]
    rising = {
        index
        for place, index in enumerate(found)
        if values[place] - 1 in values[max(0, place - 2) : place] or values[place] + 1 in values[place + 1 : place + 3]
    }
    return {index for index in found if index in edges} | (rising if len(rising) >= MIN_PAGES else set())


def _edges(printed: list[int], breaks: set[int]) -> set[int]:
    """The first and the last printed line of every page."""
    if not printed or not breaks:
        return set()
    edges = {printed[0], printed[-1]}
    for before, after in pairwise(printed):
        if any(before < mark <= after for mark in breaks):
            edges |= {before, after}
    return edges


def running_heads(lines: list[str], marks: set[int]) -> set[int]:
    """The indexes of lines that seem to be running heads. `marks` are the lines with page numbers or page breaks.

    What stands at the beginning of the text is none: it may be the title that the heads repeat.
    """
    printed = [index for index, line in enumerate(lines) if line.strip()]
    near = [printed[place] for place in _near(printed, marks)]
    most_pages = max(MIN_PAGES, (len(marks) + 1) // 2)
    return (
        _repeated(lines, near, most_pages, words=1)
        | _interrupting(_repeated(lines, printed, MIN_REPEATS, words=MIN_WORDS), lines, printed)
        | _numbered(lines, printed)
    ) - set(printed[:EDGE])


def _near(printed: list[int], marks: set[int]) -> list[int]:
    """The places in `printed` that are near a mark."""
    positions = {index: place for place, index in enumerate(printed)}
    places: set[int] = set()
    for mark in marks:
        place = positions.get(mark)
        if place is None:
            place = next((place for place, index in enumerate(printed) if index >= mark), len(printed))
        places |= set(range(max(0, place - EDGE), min(len(printed), place + EDGE + 1)))
    return sorted(places)


def _repeated(lines: list[str], indexes: Iterable[int], times: int, words: int) -> set[int]:
    places = defaultdict(list)
    for index in indexes:
        text = " ".join(lines[index].split())
        # What begins with a small letter goes on with a sentence.
        if (
            len(text) <= MAX_LENGTH
            and len(text.split()) >= words
            and not (text[0].islower() or NUMBERED_HEADING.match(text))
        ):
            places[text.casefold()].append(index)
    return {index for found in places.values() if len(found) >= times for index in found}


def _interrupting(found: set[int], lines: list[str], printed: list[int]) -> set[int]:
    """`found` when one of these lines stands between the halves of a sentence, else nothing."""
    positions = {index: place for place, index in enumerate(printed)}
    for index in found:
        place = positions[index]
        before = lines[printed[place - 1]].rstrip() if place else "."
        after = lines[printed[place + 1]].lstrip() if place + 1 < len(printed) else ""
        if after[:1].islower() and not before.endswith(SENTENCE_END):
            return found
    return set()


def _numbered(lines: list[str], printed: list[int]) -> set[int]:
    """Heads that carry the page number: the same words with a number that rises."""
    shapes = defaultdict(list)
    for index in printed:
        text = " ".join(lines[index].split()).casefold()
        digits = DIGITS.findall(text)
        if len(digits) == 1 and len(digits[0]) < 5 and len(text) <= MAX_LENGTH and len(text.split()) >= MIN_WORDS:
            shapes[DIGITS.sub("#", text)].append((index, int(digits[0])))
    heads: set[int] = set()
    for shape, places in shapes.items():
        values = [value for _index, value in places]
        if "#" in (shape[0], shape[-1]) and len(places) >= MIN_PAGES and values == sorted(set(values)):
            found = {index for index, _value in places}
            heads |= found if PAGE_WORD.search(shape) else _interrupting(found, lines, printed)
    return heads
