"""What the head of a report says: title, date and place, series, publisher, period, aim and summary. Authors are left out."""

import re
from datetime import date

from django.utils.translation import gettext as _

from ...document import Given, Note, Span
from ...draft import Recognised, words
from ...folding import fold
from .. import persons
from ..outline import Section, key
from ..papers import kind_of
from .parts import KNOWN, Report, body

MAX_SUMMARY = 300
BEGINS_TEXT = re.compile(r"(?:sammanfattning|forord|begrepp)\b")
ABOUT_SERIES = re.compile(r"om .*rapport(?:en|erna|serien)?")
DATE_AND_PLACE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:,\s*(?P<place>[A-ZÅÄÖ][\wåäö]+(?: [A-ZÅÄÖ][\wåäö]+)?))?\.?")
DATE_LABEL = re.compile(r"datum(?: och ort)?|ort och datum")
PUBLISHER = re.compile(r"^(?P<name>[A-ZÅÄÖ].{2,60}?)s (?:projekt|forsknings-?|utvärderings)?rapport")
REVIEWED = re.compile(r"kvalitetsgranskas? av (?P<who>[^,.]{3,120})")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
MONTH = rf"(?:{'|'.join(MONTHS)})"
PERIOD = re.compile(
    rf"({MONTH})\s+(\d{{4}})\s*(?:till(?: och med)?|t\.?o\.?m\.?|–|-)\s*({MONTH})\s+(\d{{4}})", re.IGNORECASE
)
AIM = re.compile(r"(?:projektets|det) overgripande syfte[nt]?\s+(?:var|ar|med projektet)\b")
AUTHORS = re.compile(r"forfattare|av")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def title(report: Report, result: Recognised) -> str:
    """The first heading that is not what the report calls itself, else its first words."""
    for section in report.front[:3]:
        heading = section.heading
        if heading and not kind_of(section.title) and not KNOWN.fullmatch(section.key):
            result.taken |= set(heading.span.lines) | _heading_lines(report.front[0])
            return section.title[:250]
        for text, span in section.texts()[:1]:
            if len(text) < 150 and not KNOWN.fullmatch(key(text)):
                result.taken |= set(span.lines) | _heading_lines(report.front[0])
                return text
    result.notes.append(Note(report.line, _("It is unclear what the document is called. Look at the title.")))
    return (report.front[0].title if report.front else "") or _("Untitled")


def _heading_lines(section: Section) -> set[int]:
    return set(section.heading.span.lines) if section.heading else set()


def values(report: Report, result: Recognised) -> dict[str, Given]:
    found: dict[str, Given] = {}
    cover, text = _cover(report)
    for section in cover:
        if ABOUT_SERIES.fullmatch(section.key) and section.blocks:
            found |= _series(section, report, result)
        found |= {name: given for name, given in _date(section, result).items() if name not in found}
        _authors(section, result)
    blocks = body(text, with_first_heading=True)
    for section in text:
        result.taken |= section.numbers
    if blocks:
        found["body"] = Given(blocks, Span(blocks[0].span.first, blocks[-1].span.last))
    return found | _summary(text, result) | _period(report, result) | _aim(report)


def _cover(report: Report) -> tuple[list[Section], list[Section]]:
    """What stands before the summary, and the summary with all that follows before the first chapter."""
    starts = [place for place, section in enumerate(report.front) if BEGINS_TEXT.match(section.key)]
    start = starts[0] if starts else len(report.front)
    return list(report.front[:start]), list(report.front[start:])


def _series(section: Section, report: Report, result: Recognised) -> dict[str, Given]:
    about = [(text, span) for text, span in section.texts() if not DATE_AND_PLACE.fullmatch(text)]
    span = Span(about[0][1].first, about[-1][1].last)
    whole = "\n\n".join(text for text, _span in about)
    found = {"series_note": Given(whole, span)}
    first = report.front[0]
    if first.heading and kind_of(first.title) == "report":
        found["series"] = Given(first.title.capitalize(), first.heading.span)
    for name, pattern, group in (("publisher", PUBLISHER, "name"), ("quality_reviewed_by", REVIEWED, "who")):
        match = pattern.search(whole)
        if match:
            found[name] = Given(match[group], span)
    result.taken |= section.numbers
    return found


def _date(section: Section, result: Recognised) -> dict[str, Given]:
    for line in section.lines:
        match = DATE_AND_PLACE.fullmatch(line.text.strip("* "))
        if match:
            result.taken |= {line.number} | {
                each.number for each in section.all_lines if DATE_LABEL.fullmatch(key(each.text))
            }
            named = {"published_on": match["date"], "place_of_publication": match["place"]}
            return {name: Given(value, Span(line.number, line.number)) for name, value in named.items() if value}
    return {}


def _authors(section: Section, result: Recognised) -> None:
    if AUTHORS.fullmatch(section.key) and any(persons.is_name(line.text) for line in section.lines):
        result.notes.append(Note(section.line, _("The authors are persons; their names were left out.")))


def _summary(text: list[Section], result: Recognised) -> dict[str, Given]:
    """As many of the first sentences of the summary as there is room for. That is a choice, so it is said."""
    section = next((section for section in text if section.key == "sammanfattning" and section.blocks), None)
    if section is None:
        return {}
    first, span = section.texts()[0]
    chosen = ""
    for sentence in SENTENCE.split(first):
        if len(f"{chosen} {sentence}".strip()) > MAX_SUMMARY:
            break
        chosen = f"{chosen} {sentence}".strip()
    if not chosen:
        return {}
    note = _("The summary was made of the first sentences of “%(heading)s”. Look at it.") % {"heading": section.title}
    result.notes.append(Note(span.first, note))
    return {"summary": Given(chosen, span)}


def _period(report: Report, result: Recognised) -> dict[str, Given]:
    """The project's months, when the report gives them the same everywhere."""
    found: dict[tuple[date, date], Section] = {}
    for text, section in report.texts():
        for match in PERIOD.finditer(text):
            if "projekt" in fold(text):
                months = [MONTHS.index(match[place].lower()) + 1 for place in (1, 3)]
                found.setdefault((date(int(match[2]), months[0], 1), date(int(match[4]), months[1], 1)), section)
    if len(found) > 1:
        section = list(found.values())[1]
        result.notes.append(Note(section.line, _("The report gives several project periods; the first was taken.")))
    for (start, end), section in found.items():
        return {"period_from": Given(start, section.span), "period_to": Given(end, section.span)}
    return {}


def _aim(report: Report) -> dict[str, Given]:
    for section in report.sections:
        for text, span in section.texts():
            for sentence in SENTENCE.split(text):
                if AIM.match(fold(sentence)):
                    return {"overall_aim": words(sentence, span)}
    return {}
