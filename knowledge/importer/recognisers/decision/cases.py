"""Which papers belong to one decision: the § of the minutes, and the letter with the proposal that it decides on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...folding import fold
from ..outline import Section, key
from ..papers import PARAGRAPH, Paper, kind_of
from . import labels


@dataclass(frozen=True)
class Case:
    minutes: Paper | None = None
    letter: Paper | None = None

    @property
    def papers(self) -> list[Paper]:
        return [paper for paper in (self.minutes, self.letter) if paper]

    @property
    def paragraph(self) -> str:
        """As in the minutes: "§ 16/23"."""
        match = _paragraph(self.minutes)
        return f"§ {''.join(match['number'].split())}" if match else ""

    @property
    def title(self) -> str:
        match = _paragraph(self.minutes)
        if match and match["title"]:
            return match["title"].strip(" *")
        headings = [heading for paper in self.papers for heading in _titles(paper)]
        return headings[0].title.strip(" *") if headings else ""

    @property
    def heading_lines(self) -> set[int]:
        """The § and the titles."""
        headed = [
            *(self.minutes.sections[:1] if self.minutes else ()),
            *(s for each in self.papers for s in _titles(each)),
        ]
        return {number for section in headed if section.heading for number in section.heading.span.lines}

    def sections(self, name: str, paper: Paper | None = None) -> list[Section]:
        """What stands under the headings of this sort, in the minutes first."""
        papers = [paper] if paper else self.papers
        return [section for each in papers for section in named(each).get(name, [])]

    def text(self, name: str, paper: Paper | None) -> str:
        return key(" ".join(text for section in self.sections(name, paper) for text, _span in section.texts()))


def named(paper: Paper) -> dict[str, list[Section]]:
    """The sections of a paper by what they hold. In a letter, "… beslut" without a § only leads in the proposal."""
    found: dict[str, list[Section]] = {}
    for section in paper.sections:
        name = labels.heading_of(section.title) if section.heading else ""
        if name == "decision_text" and paper.kind != "case":
            name = "proposal"
        if name:
            found.setdefault(name, []).append(section)
    return found


def cases(papers: Sequence[Paper], min_headings: int) -> list[Case]:
    """The decisions of a file. A letter whose § is not in the file is a case of its own: a proposal."""
    real = [paper for paper in papers if len(labels.TELLING & named(paper).keys()) >= min_headings]
    minutes = [paper for paper in real if paper.kind == "case"]
    letters = [paper for paper in real if paper.kind in ("letter", "other", "") and _numbers(paper)]
    found: list[tuple[int, Case]] = []
    for paper in minutes:
        letter = next((letter for letter in letters if _same(paper, letter)), None)
        letters = [each for each in letters if each is not letter]
        found.append((paper.span.first, Case(paper, letter)))
    found += [(letter.span.first, Case(letter=letter)) for letter in letters]
    return [case for _line, case in sorted(found, key=lambda each: each[0])]


def _paragraph(paper: Paper | None) -> re.Match[str] | None:
    return PARAGRAPH.fullmatch(" ".join(paper.title.replace("*", "").split())) if paper else None


def _titles(paper: Paper) -> list[Section]:
    """The headings before the first part that say what the matter is."""
    found = []
    for section in paper.sections:
        if labels.heading_of(section.title):
            break
        if section.heading and not kind_of(section.title) and not labels.fact_of(section.title)[0]:
            found.append(section)
    return found[:1]


def _numbers(paper: Paper) -> set[str]:
    """The case numbers of a paper, without the part that counts its documents."""
    found = set()
    for place, line in enumerate(paper.lines):
        name, value = labels.fact_of(line.text)
        if name in ("diary_number", "document_number"):
            value = value or next((each.text for each in paper.lines[place + 1 : place + 2]), "")
            found |= {_case_number(match[0]) for match in labels.DIARY_NUMBER.finditer(value)}
    return found


def _case_number(number: str) -> str:
    digits = re.findall(r"[a-zåäö]+|\d+", fold(number))
    return "-".join(digits[:3])


def _same(minutes: Paper, letter: Paper) -> bool:
    ours, theirs = _numbers(minutes), _numbers(letter)
    if ours and theirs:
        return bool(ours & theirs)
    title = Case(minutes).title
    return bool(title) and key(title) == key(Case(letter=letter).title)
