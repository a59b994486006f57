"""What the pages of every site say, made of sentences of the demo site. Equal numbers give equal pages."""

import random
import re
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parents[3] / "home" / "demo"
SECTIONS = 6  # headings of a page
SENTENCES = 5  # in each section, about 70 words
# Every third page is plain running text; the rest belong to three vocabularies.
KINDS = ("decision", "example", "text")
SAMPLE = 500  # pages whose words are counted


@dataclass(frozen=True)
class PageText:
    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]
    """Heading and prose of each."""
    day: date
    chance: random.Random
    """For what only one of the sites has, such as vocabularies."""

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        """One of a StreamField."""
        return {"type": kind, "value": value, "id": str(uuid.UUID(int=self.chance.getrandbits(128)))}


def page_text(number: int) -> PageText:
    chance = random.Random(number)
    known = sentences()

    def heading() -> str:
        words = [word.strip(".,:;!?()") for word in chance.choice(known).split()]
        return " ".join(words[:6]).capitalize()

    return PageText(
        title=f"{heading()} {number}",
        summary=chance.choice(known)[:300],
        sections=tuple((heading(), " ".join(chance.choices(known, k=SENTENCES))) for _ in range(SECTIONS)),
        day=date(2015, 1, 1) + timedelta(days=chance.randrange(4000)),
        chance=chance,
    )


def kind_of(number: int) -> str:
    return KINDS[number % len(KINDS)]


def numbers_of(kind: str, count: int) -> list[int]:
    """Of the first pages of a kind."""
    return [len(KINDS) * turn + KINDS.index(kind) for turn in range(count)]


@cache
def sentences() -> tuple[str, ...]:
    """All Swedish sentences of the demo site's running text."""
    found = []
    for path in sorted(DEMO.glob("*.md")):
        if not path.stem.endswith((".fi", ".en")):
            text = path.read_text(encoding="utf-8").split("---", 2)[2]
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*>#|]", r"\1", text)
            found += [each for each in re.split(r"(?<=[.?!])\s+", text) if 5 <= len(each.split()) <= 30]
    return tuple(found)


@cache
def shares() -> dict[str, float]:
    """Which share of the pages holds each word of at least five letters, in the form in which it stands there."""
    pages: Counter[str] = Counter()
    for number in range(SAMPLE):
        prose = " ".join(part for section in page_text(number).sections for part in section)
        pages.update({word for word in re.findall(r"\w+", prose.lower()) if len(word) >= 5 and word.isalpha()})
    return {word: count / SAMPLE for word, count in pages.items()}
