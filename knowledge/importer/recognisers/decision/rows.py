"""The rows of a decision, and what was decided: motions, propositions, documents, recipients, addition, result."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...document import Given, Note, Span, text_of
from ...draft import Recognised, RowDraft, words
from ...folding import fold
from .. import persons
from .cases import Case

MOVES = re.compile(r"\byrka(?:r|de)\b")
KINDS = {
    "addition": r"tillagg|laggs? till|kompletter",
    "rejection": r"avslag|avsla\b|avslas",
    "amendment": r"andring|andras|ersatts|byts ut|lydelse|stryks",
    "approval": r"bifall|godkann|antar|antas",
}
# "yrkar bifall till X tilläggsyrkande" approves, whatever it is that is approved.
APPROVES = re.compile(r"yrka(?:r|de) (?:pa )?bifall")
REJECTS = re.compile(r"yrka(?:r|de) (?:pa )?avslag")
PUTS = re.compile(r"\bproposition|staller|provar|fragar|finner\b")
FINDS = re.compile(r",?\s+och finner\s+(?:att\s+)?|\.\s+(?:Ordföranden\s+)?[Ff]inner\s+(?:att\s+)?")
OUTCOMES = {"Bifall": r"\bbifall", "Avslag": r"\bavsl(?:as|ag|ar)"}
ADDITION = re.compile(
    r"\bmed\s+(?:följande\s+)?(?:tillägg(?:et)?|kompletteringen|komplettering)(?:\s+att)?\s*[:.]?\s+(?=\S)"
)
MIN_ADDITION = 15
RESULTS = {
    "referred_back": r"aterremit",
    "filed": r"lagg(?:s|er|a).{0,60}\btill handlingarna",
    "rejected": r"\bavsl(?:as|ar|ag)\b",
    "approved": r"godkann|bifall|antas?\b|antar|faststall|tillstyrk|staller sig bakom",
}


def motions(case: Case, result: Recognised) -> list[RowDraft]:
    """One row for each motion: its kind, who moved it as role and party, and its words."""
    rows: list[RowDraft] = []
    for text, span in _texts(case, "motions"):
        spoken = persons.as_roles(text)
        match = MOVES.search(spoken)
        if not match:
            if rows:  # the wording of the motion before
                last = rows[-1].values["text"]
                rows[-1].values["text"] = Given(f"{last.value} {spoken}", Span(last.span.first, span.last))
            else:
                result.notes.append(Note(span.first, _("“%(text)s” is no motion.") % {"text": spoken[:60]}))
            continue
        rows.append(_motion(spoken, match, span, result))
    return rows


def _motion(text: str, match: re.Match[str], span: Span, result: Recognised) -> RowDraft:
    mover, wording = text[: match.start()].strip(" ,–-"), text[match.start() :]
    values = {"text": Given(wording[:1].upper() + wording[1:], span), "who": Given(mover, span)}
    kind = _kind(fold(wording))
    if kind:
        values["motion_kind"] = Given(kind, span)
    else:
        result.notes.append(Note(span.first, _("It is unclear what sort of motion this is.")))
    if not mover:
        result.notes.append(Note(span.first, _("It is unclear who moved this.")))
    return RowDraft({name: given for name, given in values.items() if given.value}, span.first)


def _kind(wording: str) -> str:
    if APPROVES.search(wording):
        return "approval"
    if REJECTS.search(wording):
        return "rejection"
    first = wording.split(":", 1)[0]
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, first)), "")


def propositions(case: Case, result: Recognised) -> list[RowDraft]:
    """One row for each question that the chair put, with how it went."""
    rows = []
    for text, span in _texts(case, "propositions"):
        spoken = persons.as_roles(text)
        if not PUTS.search(fold(spoken)):
            result.notes.append(Note(span.first, _("“%(text)s” puts no question.") % {"text": spoken[:60]}))
        question, *found = FINDS.split(spoken, maxsplit=1)
        values = {"question": Given(question.strip(" .") + ".", span)}
        if found:
            values["outcome"] = Given(_outcome(found[0]), span)
        else:
            result.notes.append(Note(span.first, _("It is not said how the question was decided.")))
        rows.append(RowDraft(values, span.first))
    return rows


def _outcome(clause: str) -> str:
    plain = clause.strip(" .")
    words_found = [word for word, pattern in OUTCOMES.items() if re.search(pattern, fold(plain))]
    return words_found[0] if len(words_found) == 1 and len(plain.split()) < 4 else plain[:1].upper() + plain[1:]


def basis(case: Case) -> list[RowDraft]:
    return [RowDraft({"text": Given(text, span)}, span.first) for text, span in _lines(case, "basis_documents")]


def recipients(case: Case) -> list[RowDraft]:
    """Whom the decision goes to, one on each line or between commas. Persons are left out."""
    return [
        RowDraft({"organisation": Given(part.strip(), span)}, span.first)
        for text, span in _lines(case, "sent_to")
        for part in re.split(r"[,;]\s+", text)
        if part.strip() and not persons.is_name(part)
    ]


def amendment(case: Case, result: Recognised) -> dict[str, Given]:
    """The decision, and the wording of an addition on its own."""
    found = case.sections("decision_text", case.minutes) if case.minutes else []
    texts = [each for section in found for each in section.texts()]
    if not texts:
        if case.minutes:
            result.notes.append(Note(case.minutes.span.first, _("The § has no decision.")))
        return {}
    span = Span(texts[0][1].first, texts[-1][1].last)
    whole = "\n\n".join(text for text, _span in texts)
    match = ADDITION.search(whole)
    if not match or len(whole) - match.end() < MIN_ADDITION:
        blocks = tuple(block for section in found for block in section.blocks)
        return {"decision_text": Given(blocks, span)}
    before, added = whole[: match.end()].rstrip(" :."), whole[match.end() :].strip()
    return {"decision_text": words(f"{before}.", span), "amendments": words(added, span)}


def outcome(case: Case, values: dict[str, Given], result: Recognised) -> dict[str, Given]:
    """The result in one word. Nothing when the decision's words do not say one and only one."""
    given = values.get("decision_text")
    if given is None:
        return {}
    decided = fold(" ".join(map(text_of, given.value)))
    found = [code for code, pattern in RESULTS.items() if re.search(pattern, decided)]
    if len(found) != 1:
        text = _("The result of the decision cannot be told in one word; choose it.")
        result.notes.append(Note(given.line, text))
        return {}
    added = found[0] == "approved" and "amendments" in values
    return {"result": Given("approved_with_addition" if added else found[0], given.span)}


def _texts(case: Case, name: str) -> Iterator[tuple[str, Span]]:
    paper = next((each for each in case.papers if case.sections(name, each)), None)
    for section in case.sections(name, paper) if paper else []:
        yield from section.texts()


def _lines(case: Case, name: str) -> Iterator[tuple[str, Span]]:
    """The lines as they stand: in a list of names each line is one."""
    paper = next((each for each in case.papers if case.sections(name, each)), None)
    for section in case.sections(name, paper) if paper else []:
        for line in section.lines:
            yield line.text.strip("* "), Span(line.number, line.number)
