"""Where each step of a guide begins and ends, whatever signs a scan has put before its heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from ...document import Line
from ...folding import fold

COUNTS = {word: number for number, word in enumerate("tva tre fyra fem sex sju atta nio tio".split(), 2)}
# "Arbetet med planen kan göras i fem steg:"
ANNOUNCED = re.compile(rf"\b(?P<count>{'|'.join(COUNTS)}|\d{{1,2}})\s+(?:olika\s+)?steg(?:en)?\b[^.]*:?\s*$")
# What a slide's sign for its number becomes when it is read by a machine, and numbers that were read well.
STRAY = re.compile(
    r"^(?:[Ss]teg\s+)?(?:[^\w\s]{1,3}\s*|\d{1,2}\s*[.:)–-]?\s+|[a-z]\s*\)?\s+(?=[A-ZÅÄÖ])|[a-zQO](?=[A-ZÅÄÖ][a-zåäö]))+"
)
CONTINUED = re.compile(r"[\s(]*\bforts(?:attning)?\b[\s.)]*$")
ENDS = re.compile(
    r"(?:larande exempel|exempel fran|mer information|lasa mer|las mer|kontakt|referenser|kallor|bilag(?:a|or)|tack)\b"
)
SAME, ALIKE = 82, 0.4
PREFIX = 5  # letters that tell a word from another in spite of its ending
MAX_HEADING = 90
MAX_LINES = 2
SMALL = {"och", "i", "att", "for", "till", "av", "med", "den", "det", "en", "ett", "vi", "hur", "ska", "pa"}


@dataclass
class Step:
    number: int
    list_title: str
    announced: Line
    title: str = ""
    headings: list[Line] = field(default_factory=list)
    subheadings: set[Line] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.headings[0].number if self.headings else self.announced.number

    @property
    def differs(self) -> bool:
        """Whether the list calls the step otherwise than its own heading does."""
        return ratio(_key(self.title), _key(self.list_title)) < SAME

    def is_called(self, heading: str) -> bool:
        return any(ratio(_key(heading), _key(title)) >= SAME for title in (self.title, self.list_title) if title)


@dataclass
class Guide:
    """`head` is all that stands before the list of steps, `after` the headings of what stands behind the steps."""

    head: list[Line]
    title: list[Line]
    introduction: list[Line]
    steps: list[Step]
    after: list[Line] = field(default_factory=list)


def read(lines: Sequence[Line]) -> Guide | None:
    """The guide in some lines. None when no list announces its steps."""
    lines = [line for line in lines if not line.furniture or line.gap]
    for place, _line in enumerate(lines):
        joined = f"{lines[place - 1].text} {lines[place].text}" if place else lines[place].text
        match = ANNOUNCED.search(fold(joined))
        if match and joined.rstrip().endswith(":"):
            count = COUNTS.get(match["count"]) or int(match["count"])
            listed = _listed(lines[place + 1 :], count)
            if listed:
                return _guide(lines, place, listed)
    return None


def _listed(lines: Sequence[Line], count: int) -> list[Line]:
    """The next lines when they are a list of as many short titles."""
    found = list(lines[:count])
    fits = len(found) == count and all(len(line.text) <= MAX_HEADING and not line.text.endswith(".") for line in found)
    return found if fits and count > 1 else []


def _guide(lines: Sequence[Line], place: int, listed: Sequence[Line]) -> Guide:
    head = list(lines[: place + 1])
    end = next((at for at, line in enumerate(head) if at and line.gap), len(head))
    steps = [Step(number, _clean(line.text), line) for number, line in enumerate(listed, 1)]
    introduction = [line for line in head[end:] if len(line.text) > MAX_HEADING / 3 or not line.gap]
    guide = Guide(head, head[:end], introduction, steps)
    _divide(guide, list(lines[place + 1 + len(listed) :]))
    return guide


def _divide(guide: Guide, lines: Sequence[Line]) -> None:
    """Give every line to the step under whose heading it stands."""
    current, ended = 0, False
    place = 0
    while place < len(lines):
        heading = _heading(lines, place)
        words = _clean(" ".join(line.text for line in heading))
        starts_slide = _starts_slide(lines, place)
        number = _step_of(guide.steps, current, words, starts_slide) if heading and words else 0
        if number:
            current, ended = number, False
            step = guide.steps[number - 1]
            step.title = step.title or words
            step.headings += heading
            place += len(heading)
            continue
        if heading and starts_slide and ENDS.match(fold(words)):
            ended = True
            if words not in [line.text for line in guide.after]:
                guide.after.append(Line(heading[0].number, words))
        if current and not ended:
            _give(guide.steps[current - 1], lines, place, heading)
        place += 1


def _give(step: Step, lines: Sequence[Line], place: int, heading: Sequence[Line]) -> None:
    line = lines[place]
    step.lines.append(line)
    first_of_slide = place and lines[place - 1] in step.headings
    if (
        first_of_slide
        and len(heading) == 1
        and not heading[0].text.endswith((".", ":", ",", "?"))
        and not is_noise(line)
    ):
        step.subheadings.add(line)


def _heading(lines: Sequence[Line], place: int) -> list[Line]:
    """The short paragraph that begins here, if one does: a heading may be one."""
    first = lines[place]
    if first.depth or not (first.gap or first.level or place == 0):
        return []
    found = [first]
    for line in lines[place + 1 : place + 1 + MAX_LINES]:
        if line.gap or line.depth:
            break
        found.append(line)
    text = " ".join(line.text for line in found)
    return found if len(found) <= MAX_LINES and len(text) <= MAX_HEADING and not text.endswith((",", ";")) else []


def _starts_slide(lines: Sequence[Line], place: int) -> bool:
    """Whether a page break or several empty lines stand before the line, or a mark says it is a heading."""
    if place == 0 or lines[place].level:
        return True
    distance = lines[place].number - lines[place - 1].number
    return lines[place].gap and (distance > 2 or distance < 2)


def _step_of(steps: Sequence[Step], current: int, words: str, starts_slide: bool) -> int:
    """The number of the step that these words head: the current one again, a later one, or 0."""
    for step in steps[max(current - 1, 0) :]:
        if step.is_called(words) and not (step.number == current and not starts_slide):
            return step.number
    if starts_slide and current < len(steps) and not ENDS.match(fold(words)):
        following = steps[current]
        if _likeness(words, following.list_title) >= ALIKE:
            return following.number
    return 0


def _likeness(one: str, other: str) -> float:
    """How many words two headings share, of those that say something."""
    first, second = _stems(one), _stems(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _stems(text: str) -> set[str]:
    return {word[:PREFIX] for word in re.findall(r"\w+", fold(text)) if word not in SMALL}


def _clean(text: str) -> str:
    """A heading without stray signs and without "forts."."""
    text = STRAY.sub("", text.strip("*_ "))
    match = CONTINUED.search(fold(text))
    return (text[: match.start()] if match else text).strip(" .:")


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def is_noise(line: Line) -> bool:
    """Whether a line holds nothing that is a word: what is left of a picture."""
    words = re.findall(r"[^\W\d_]{2,}", line.text)
    legible = [word for word in words if re.search(r"[aeiouyåäöé]", word.lower()) and not re.search(r"(.)\1\1", word)]
    letters = sum(map(len, legible))
    return not legible or letters < 0.4 * len(line.text.replace(" ", ""))
