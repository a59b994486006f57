"""The headings and lead-ins that structure a process support, in any line break and with or without å, ä and ö.

Patterns are matched against folded text: small letters without diacritics.
"""

import re
from dataclasses import dataclass

from ...document import Line
from ..flow import Flow

CONTINUED = r"(?:\s*\(?forts(?:\.|attning)?\)?)?"
HEADINGS = {
    "questions": r"(?:vanliga\s+)?fragor\s+(?:och|&)\s+svar|vanliga\s+fragor",
    "themes": r"(?:\w+\s+)?tema(?:omraden|n)",
    "purpose": r"syfte(?:\s+med\s+temat)?",
    "participants": r"medverkar|medverkande",
    "content": r"(?:forslag\s+pa|suggestion\s+till)\s+innehall(?:\s+(?:i|till|for)\s+workshop\w*)?",
    "depth": r"fordjupad\s+beskrivning(?:\s+av(?:\s+innehall\w*)?(?:\s+i)?(?:\s+tema(?:omrade)?\s*\d{1,2}\s?(?:[a-d]\b)?)?)?",
    "support": r"mer\s+stod|mer\s+information\s+och\s+stod",
}
WITHIN_THEME = ("purpose", "participants", "content", "depth", "support")
HEADING = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{pattern}){CONTINUED}(?![a-z]))" for name, pattern in HEADINGS.items()), re.MULTILINE
)
WHY = re.compile(r"\bvarfor\s{0,3}[?:]|^varfor\s*$", re.MULTILINE)
OUTCOME = re.compile(r"\bonskat\s+utfall\s{0,3}[:.]|^(?:•+ )?onskat\s+utfall\b\s*[-–]?", re.MULTILINE)
SAME_AS = re.compile(
    r"\s*(?:samma\s+(?:utfall\s+)?som|se|som)\s+(?P<which>ovan|foregaende|(?:punkt\s+)?\d{1,2})\b[.\s]*"
)
# "2a.", "2 a)", "Tema 2a:", "Temaområde 2 a –"
NUMBER = re.compile(
    r"^(?:•+ )?(?:tema(?:omrade)?\s+)?(?P<number>\d{1,2})\s?\.?\s?(?P<part>[a-d])?(?![a-z0-9])\s*[.):–-]*\s*",
    re.MULTILINE,
)
SENTENCE_END = ".!?:)"


@dataclass(frozen=True)
class Label:
    name: str
    start: int
    end: int


def find(flow: Flow) -> list[Label]:
    """The headings of a text, in their order."""
    labels = []
    for match in HEADING.finditer(flow.folded):
        name = str(match.lastgroup)
        if _is_heading(flow, name, match.start(), match.end()):
            end = match.end()
            while flow.text[end : end + 1] in (":", "*", ".") and flow.text[end : end + 1]:
                end += 1
            labels.append(Label(name, match.start(), end))
    return labels


def _is_heading(flow: Flow, name: str, start: int, end: int) -> bool:
    """Whether these words head what follows and are no part of a sentence.

    They begin with a capital and stand alone, have a colon, or are followed by a bullet or a new sentence. They may stand in
    the middle of a line, where an extraction has joined what stood on lines of its own.
    """
    before, after = flow.text[:start].rstrip("*# \t"), flow.text[end:]
    if not flow.text[start].isupper():
        return False
    if name == "support":
        return not before or before[-1] in f"\n{SENTENCE_END}>"
    return re.match(r"\s*[:*]*\s*(?:\n|$)|\s*:|\s+(?:•|[-–] |[^\W\d_a-zåäö])", after) is not None


def is_structure(text: str) -> bool:
    """Whether a line begins with one of the headings or lead-ins. Such a line comes on many pages and yet is no furniture."""
    flow = Flow([Line(1, text.strip())])
    return any(label.start == 0 for label in find(flow)) or any(
        pattern.match(flow.folded) for pattern in (WHY, OUTCOME, SAME_AS)
    )
