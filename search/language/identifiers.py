"""Numbers that people look things up by: diary numbers, paragraphs of minutes and laws, series such as SOU.

Every spelling of one number has one normal form. Nothing else may be taken for one, so dates, years, ranges and telephone
numbers are no identifiers.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Identifier(NamedTuple):
    """A number found in a text: as written, in normal form, and its place."""

    raw: str
    normalised: str
    start: int
    end: int


# Numbers that others go on from, in normal form: "§ 16/23" is a § 16, and "NSV23-0008-6" a document of case NSV23-0008.
_SHORT_SECTION = re.compile(r"§ \d+")
_CASE = re.compile(r"[A-ZÅÄÖ]{2,8}\d\d-\d{4,5}")
_DOCUMENT = re.compile(rf"(?P<case>{_CASE.pattern})-\d+")
_HYPHEN = "[-‐‑‒–—−]"
_DASH = rf"\s?{_HYPHEN}\s?"
_NOT_AFTER = r"(?<![\w§/:.\-])"
_NOT_BEFORE = r"(?![\w/:]|[.,\-]\d)"
# Upper-case words before numbers that are no diary numbers.
_NO_DIARY = (
    r"(?!(?:ISBN|ISSN|TEL|TELEFON|TFN|VX|VXL|VÄXEL|FAX|MOBIL|KL|CA|NR|DNR|SID|SIDA|KAP|VECKA|COVID|SARS|SFS|SOU|EU|EG|EEG)"
    r"(?![A-Z]))"
)


def _diary(match: re.Match[str]) -> str:
    return match["prefix"].upper() + _year_and_number(match)


def _diary_of_a_whole_year(match: re.Match[str]) -> str:
    """Beside years "2023-2035" and "2023/24" are more years, and "2023-06" is a month: such a number is none."""
    year, number = match["year"], match["number"]
    if len(number) == 4 and 2000 + int(year) <= int(number) < 2100:
        return ""
    if len(number) == 2 and (int(number) == int(year) + 1 or number.startswith("0")):
        return ""
    if len(number) == 2 and match["sign"] != "/" and (int(number) <= 12 or int(year) < int(number)):
        return ""
    return _diary(match)


def _year_and_number(match: re.Match[str]) -> str:
    year, number, document = match.group("year", "number", "document")
    tail = f"-{int(document)}" if document else ""
    return f"{year}-{int(number):04d}{tail}"


def _register(match: re.Match[str]) -> str:
    return f"{match['prefix'].upper()}/{match['year']}:{int(match['number'])}"


def _section(match: re.Match[str]) -> str:
    return "§ " + re.sub(r"\s", "", match[1].lower())


def _series(match: re.Match[str]) -> str:
    series = match["series"].upper()
    return f"{'Ds' if series == 'DS' else series} {match['year']}:{int(match['number'])}"


def _pattern(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(_NOT_AFTER + pattern + _NOT_BEFORE, flags)


_DIARY = (
    rf"{_NO_DIARY}(?P<prefix>[A-ZÅÄÖ]{{{{2,8}}}})\s?(?P<year>\d\d){_DASH}(?P<number>{{number}})"
    rf"(?:{_DASH}(?P<document>\d{{{{1,3}}}}))?"
)
# KS 2024/0123, SOC 2021/88-3, RSFN 2023-0456; spaces around the sign only before a leading zero
_OF_A_YEAR = rf"(?P<number>\d{{1,5}})(?:\s?{_HYPHEN}(?P<document>\d{{1,3}}))?"
_DIARY_OF_A_WHOLE_YEAR = (
    rf"{_NO_DIARY}(?P<prefix>[A-ZÅÄÖ]{{2,8}})(?:\s|/)?20(?P<year>\d\d)"
    rf"(?:(?P<sign>/|{_HYPHEN})|\s?(?:/|{_HYPHEN})\s?(?=0\d\d)){_OF_A_YEAR}"
)
# The same with a short year
_DIARY_WITH_A_SLASH = (
    rf"{_NO_DIARY}(?P<prefix>[A-ZÅÄÖ]{{2,8}})(?:\s|/)?(?P<year>\d\d)(?:/|\s?/\s?(?=0))(?=\d{{3}}){_OF_A_YEAR}"
)
_WITHOUT_LETTERS = re.compile(
    rf"(?:20)?(?P<year>\d\d)(?:/|{_DASH})(?P<number>\d{{3,5}})(?:{_DASH}(?P<document>\d{{1,3}}))?"
)
# What every text with a number shows, unless it names a paragraph: most texts are done with after this glance.
_SIGN = re.compile(rf"\d\s?{_HYPHEN[:-1]}/:]\s?\d")
_Form = Callable[[re.Match[str]], str]
# Kinds of numbers, each after the sign that a text with any of them shows.
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], _Form], ...]], ...] = (
    (
        re.compile(rf"\d{_DASH}\d"),
        (
            # NSV23-0020, NSV 22-0026; in lower case only with the number's leading zero, so that "ca 20-300" is none
            (_pattern(_DIARY.format(number=r"(?:\d{3,4}|(?<=[A-ZÅÄÖ]\d\d-)\d{5})"), re.NOFLAG), _diary),
            (_pattern(_DIARY.format(number=r"0\d{2,3}")), _diary),
        ),
    ),
    (
        re.compile(rf"\d\d\s?(?:/|{_HYPHEN})\s?\d"),
        (
            (_pattern(_DIARY_OF_A_WHOLE_YEAR, re.NOFLAG), _diary_of_a_whole_year),
            (
                _pattern(rf"(?=\w+\s?/?\d{{4}}\s?(?:/|{_HYPHEN})\s?0\d\d){_DIARY_OF_A_WHOLE_YEAR}"),
                _diary_of_a_whole_year,
            ),
            (_pattern(_DIARY_WITH_A_SLASH, re.NOFLAG), _diary),
        ),
    ),
    (
        re.compile(r"\d\s?:\s?\d"),
        (
            # KSKF/2023:126
            (_pattern(r"(?P<prefix>[A-ZÅÄÖ]{2,8})\s?/\s?(?P<year>(?:19|20)\d\d)\s?:\s?(?P<number>\d{1,5})"), _register),
            # SOU 2018:39
            (
                _pattern(
                    r"(?P<series>SOU|SFS|SOSFS|HSLF-FS|Ds)\s?(?P<year>(?:18|19|20)\d\d)\s?:\s?(?P<number>\d{1,4})"
                ),
                _series,
            ),
        ),
    ),
    (
        re.compile("§|paragraf", re.IGNORECASE),
        (
            # § 16/23, paragraf 16/23, 12 §
            (_pattern(r"(?:§+\s?|paragraf\s)(\d{1,4}(?:\s?/\s?\d{2,4}|[a-z])?)"), _section),
            (_pattern(r"(\d{1,4}(?:\s?/\s?\d{2,4}|\s?[a-z])?)\s?§"), _section),
        ),
    ),
)


# Words that say that a number follows; beside one they add nothing.
NAMING_WORDS = frozenset(
    ("beteckning", "diarienr", "diarienummer", "dnr", "paragraf", "ärende", "ärendenr", "ärendenummer")
)

# Looser spellings, for queries only: many a date or price looks the same, so a guess counts only if some page has it.
_APART = r"[\s/:.\-‐‑‒–—−]+"
_AFTER = r"[\s/\-‐‑‒–—−]*"
_GUESSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            rf"(?P<prefix>[A-ZÅÄÖ]{{2,8}}){_AFTER}(?:20)?(?P<year>\d\d)(?:{_APART}|(?=\d{{3}}))(?P<number>\d{{1,5}})"
            rf"(?:{_APART}(?P<document>\d{{1,3}}))?",
            re.IGNORECASE,
        ),
        _diary,
    ),
    (
        re.compile(
            rf"(?P<prefix>[A-ZÅÄÖ]{{2,8}}){_AFTER}(?P<year>(?:19|20)\d\d)(?:{_APART})?(?P<number>\d{{1,5}})",
            re.IGNORECASE,
        ),
        _register,
    ),
    (
        re.compile(
            rf"(?P<series>SOU|SFS|SOSFS|Ds)\s*(?P<year>(?:18|19|20)\d\d)(?:{_APART})?(?P<number>\d{{1,4}})",
            re.IGNORECASE,
        ),
        _series,
    ),
)


def is_answered(wanted: str, found: str) -> bool:
    """Whether a number of a text is one that is asked for, both in normal form."""
    start = beginning_of_others(wanted)
    return found == wanted or (start != "" and found.startswith(start))


def beginning_of_others(normalised: str) -> str:
    """What the numbers begin with that a number stands for beside itself, "" if it is that one alone.

    § 16 is any § 16, of whatever year; the number of a case is that of all its documents.
    """
    if _SHORT_SECTION.fullmatch(normalised):
        return f"{normalised}/"
    return f"{normalised}-" if _CASE.fullmatch(normalised) else ""


def case_of(normalised: str) -> str:
    """The number of the case that a document's number belongs to, "" for any other number."""
    match = _DOCUMENT.fullmatch(normalised)
    return match["case"] if match else ""


def without_naming_words(text: str) -> list[str]:
    """The words of a text but for those that say that a number follows: of "Dnr: 23-0020" the number."""
    return [word for word in text.split() if word.lower().rstrip(".:") not in NAMING_WORDS]


def guess(text: str) -> list[Identifier]:
    """What a text that is nothing but one loosely written number may mean: "nsv22-8", "KSKF 2023 126", "NSV23-00 20"."""
    words = without_naming_words(text)
    numbers = dict.fromkeys((" ".join(words), "".join(words)))
    forms = (
        normal_form(match)
        for number in numbers
        for pattern, normal_form in _GUESSES
        if (match := pattern.fullmatch(number))
    )
    return [Identifier(text, form, 0, len(text)) for form in dict.fromkeys(forms)]


def ending(text: str) -> str:
    """How a diary number ends that is written without the letters before it, "23-0020", "" if the text is nothing like it."""
    match = _WITHOUT_LETTERS.fullmatch(" ".join(without_naming_words(text)))
    return _year_and_number(match) if match else ""


def find(text: str) -> list[Identifier]:
    """All identifiers of a text in reading order."""
    found: list[Identifier] = []
    for identifier in sorted(_candidates(text), key=lambda one: (one.start, -one.end)):
        if not found or identifier.start >= found[-1].end:
            found.append(identifier)
    return found


def _candidates(text: str) -> Iterator[Identifier]:
    if not (_SIGN.search(text) or "§" in text or "paragraf" in text.lower()):
        return
    for sign, patterns in _PATTERNS:
        for pattern, normal_form in patterns if sign.search(text) else ():
            for match in pattern.finditer(text):
                if normalised := normal_form(match):
                    yield Identifier(match.group(), normalised, *match.span())


def normalise(text: str) -> str | None:
    """The normal form of a text that is one identifier and nothing else, otherwise None."""
    stripped = text.strip()
    match find(stripped):
        case [identifier] if identifier.raw == stripped:
            return identifier.normalised
    return None
