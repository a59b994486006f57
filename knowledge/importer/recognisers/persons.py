"""Persons in public records: who spoke is kept as role and party, and no name goes on to a page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ..document import Given, Line, Run
from ..draft import PageDraft
from .outline import key

WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéèüáóćčšžíñø]+(?:[-’'][A-ZÅÄÖÉÜ]?[a-zåäöéèüáóćčšžíñø]+)*"
NO_PERSON = r"(?!(?:Region|Regionen|Kommun|Nämnd|Nämnden|Nära|Sveriges|Länets|FoU|Stad)\b)"
NAME = rf"{NO_PERSON}{WORD}(?: (?:af|av|de|von|van|da|el|al))?(?: {WORD}){{1,3}}"
PARTY = r"\((?:S|M|SD|C|V|KD|L|MP|FI|–|-)\)"
ANY_PARTY = r"\((?:[A-ZÅÄÖ][A-Za-zåäö]{0,4}|–|-)\)"
CHAIR = r"(?:(?:\d:[ea] |[Ff]örste |[Aa]ndre )?[Vv]ice )?[Oo]rdförande[n]?|[Mm]ötesordförande[n]?"
ROLE = re.compile(rf"(?:{CHAIR}|[Ll]edamot(?:en)?|(?:[Tt]jänstgörande )?[Ee]rsättare[n]?|[Gg]ruppledare[n]?) ")
SPEAKS = r"(?=\s+(?:yrkar|yrkade|reserverar|reserverade)\b)"
MEMBER = re.compile(rf"(?P<role>(?:{ROLE.pattern})?)(?P<name>{NAME})\s*(?P<party>{PARTY}|{ANY_PARTY}{SPEAKS})")
SPEAKER = re.compile(rf"(?P<role>(?:{ROLE.pattern})?)(?P<name>{NAME}){SPEAKS}")
WHOLE = re.compile(rf"{NAME}(?:\s+(?:och|&)\s+{NAME}|,\s*{NAME})*")
# What these lines head is one person or several.
PERSONAL = re.compile(r"(?:handlaggare|forfattare|av|sekreterare|foredragande|vid (?:protokollet|minnesanteckningarna)|"
                      r"justerare|justeras|kontaktperson(?:er)?|projektledare|ordforande)")  # fmt: skip
TITLED = re.compile(
    rf"(?P<name>{NAME}), (?:[a-zåäö/\d:]+ )?[a-zåäö/-]*(?:ordförande|sekreterare|chef|direktör|strateg)\b"
)
NEXT_LINES = 2
BELONGING = re.compile(r"(?=\s+(?:\w+)?(?:yrkande|förslag|reservation|motion|anförande)\w*)")
MIN_LENGTH = 3


def is_name(text: str) -> bool:
    """Whether a line is nothing but the names of persons."""
    return WHOLE.fullmatch(text.strip(" *_.,")) is not None


def names(lines: Iterable[Line]) -> set[str]:
    """The full names that the lines give away by a party, by what the person does, or by the label before them."""
    lines = list(lines)
    found: set[str] = set()
    for place, line in enumerate(lines):
        for pattern in (MEMBER, SPEAKER, TITLED):
            found |= {_bare(match["name"]) for match in pattern.finditer(line.text)}
        label, _colon, rest = line.text.partition(":")
        if PERSONAL.fullmatch(key(label)):
            following = [rest] if rest.strip() else [each.text for each in lines[place + 1 : place + 1 + NEXT_LINES]]
            for text in following:
                if not is_name(text):
                    break
                found |= set(re.findall(NAME, text))
    return found | {name[:-1] for name in found if name.endswith("s")}


def _bare(name: str) -> str:
    return ROLE.sub("", name)


def as_roles(text: str) -> str:
    """The text with every member and chair named by role and party."""
    return SPEAKER.sub(_role, MEMBER.sub(_role, text))


def _role(match: re.Match[str]) -> str:
    role = (match["role"] or (ROLE.match(match["name"] + " ") or [""])[0]).strip()
    after = match.string[match.end() :]
    if re.match(rf"{CHAIR}$", role):
        role = role if role.endswith("n") else f"{role}n"
    elif not role:
        role = "ledamotens" if BELONGING.match(after) else "ledamot"
    begins = match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in (".", ":", "!", "?")
    party = match.groupdict().get("party") or ""
    return f"{role[0].upper() if begins else role[0]}{role[1:]} {party}".strip()


def leave_out(page: PageDraft, everyone: set[str], near: set[str]) -> set[int]:
    """Take names out of all values of a page: those of `everyone` by full name, those of the same paper by each part of it.

    Gives the lines where there was one.
    """
    parts = {part for name in near for part in name.split() if len(part) >= MIN_LENGTH and part[0].isupper()}
    ordered = sorted(everyone | parts, key=len, reverse=True)
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})s?(?!\w)") if ordered else None
    lines: set[int] = set()
    page.title = _clean(page.title, known, page.line, lines)
    for values in _value_groups(page):
        for name, given in values.items():
            values[name] = Given(_cleaned(given.value, known, given.line, lines), given.span)
    return lines


def _value_groups(page: PageDraft) -> Iterator[dict[str, Given]]:
    yield page.values
    for rows in page.rows.values():
        for row in rows:
            yield row.values


def _cleaned(value: Any, known: re.Pattern[str] | None, line: int, lines: set[int]) -> Any:
    """The same value, of text or of parts of a document, without names."""
    if isinstance(value, str):
        return _clean(value, known, line, lines)
    if isinstance(value, tuple) and value and all(isinstance(run, Run) for run in value):
        return _clean_runs(value, known, line, lines)
    if isinstance(value, tuple | list):
        return type(value)(_cleaned(each, known, line, lines) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        line = value.span.first if hasattr(value, "span") else line
        changed = {
            each.name: _cleaned(getattr(value, each.name), known, line, lines)
            for each in fields(value)
            if isinstance(getattr(value, each.name), tuple)
        }
        return replace(value, **changed)
    return value


def _clean_runs(runs: tuple[Run, ...], known: re.Pattern[str] | None, line: int, lines: set[int]) -> tuple[Run, ...]:
    """A name may stand in two runs, half of it in bold. The paragraph then loses its emphasis and keeps its words."""
    whole = "".join(run.text for run in runs)
    clean = _clean(whole, known, line, lines)
    if clean == whole:
        return runs
    apart = tuple(replace(run, text=_clean(run.text, known, line, lines)) for run in runs)
    return apart if "".join(run.text for run in apart) == clean else (Run(clean),)


def _clean(text: str, known: re.Pattern[str] | None, line: int, lines: set[int]) -> str:
    clean = as_roles(text)
    if known:
        clean = known.sub(lambda _match: _("[name left out]"), clean)
    if clean != text:
        lines.add(line)
    return clean
