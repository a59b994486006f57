"""The questions and answers of a process support, and the checklist that one of the answers is."""

import re

from django.utils.translation import gettext as _

from ...document import Given, Item, List, Note, Run
from ...draft import RowDraft
from ...folding import fold
from ..flow import Passage, until_next

# A sentence that ends with a question mark and begins a line.
QUESTION = re.compile(
    r"^ *(?:•+ )?(?P<question>[^\W\d_a-zåäö\"”“'][^.!?]{0,400}\?)|^ *(?P<quoted>[\"”“'][^.!?]{0,400}\?)", re.MULTILINE
)
# The same anywhere, for a text whose lines have been joined.
ANY_QUESTION = re.compile(r"(?:^|(?<=[.!?] ))\s*[^\W\d_a-zåäö\"”“'][^.!?]{0,400}\?", re.MULTILINE)
# How Swedish questions begin; it tells where one starts when the line before it has no full stop.
ASKS = re.compile(
    r"(?:(?:till|for|fran|med|av|om|pa|i|at|hos|vid)\s+)?(?:vad|vem|vems|vilk\w+|varfor|hur|nar|var|vart)\b"
    r"|(?:ar|kan|ska|far|maste|behover|finns|har|gar|vill|bor|galler|kravs|racker|passar|fungerar)\b"
)
MAX_QUESTION = 250
MIN_CHECKS = 3
PHASES = {"before": ("fore", "infor"), "during": ("under",), "after": ("efter",)}


def rows(passage: Passage) -> tuple[list[RowDraft], list[RowDraft], list[Note]]:
    """The questions with their answers, the checks, and what to say about them."""
    questions: list[RowDraft] = []
    checks: list[RowDraft] = []
    notes: list[Note] = []
    found = _questions(passage)
    ends = until_next([start for start, _end in found], len(passage.text))
    for (start, end), limit in zip(found, ends, strict=True):
        question, answer = passage.part(start, end).take(), passage.part(end, limit)
        items = _list_items(answer)
        values = {"question": Given(question.words.removeprefix("• "), question.span)}
        if not answer:
            notes.append(
                Note(question.line, _("The question “%(question)s” has no answer.") % {"question": question.words})
            )
        elif items:
            values["answer"] = Given((_list(items),), answer.take().span)
            checks += [_check(item) for item in items]
        else:
            values["answer"] = answer.given()
        questions.append(RowDraft(values, question.line))
    notes += _about_phases(checks)
    return questions, checks, notes


def _questions(passage: Passage) -> list[tuple[int, int]]:
    """Where the questions stand, each as start and end."""
    found = []
    at_line_start = list(QUESTION.finditer(passage.text))
    joined = passage.text.count("?") > 2 * len(at_line_start)
    for match in ANY_QUESTION.finditer(passage.text) if joined else at_line_start:
        start, end = _tightened(passage, match.start(), match.end()), match.end()
        if end - start <= MAX_QUESTION:
            found.append((start, end))
    return found


def _tightened(passage: Passage, start: int, end: int) -> int:
    """The start of the question itself: after an empty line, and where it asks if the line before is no part of it."""
    gap = passage.text.rfind("\n\n", start, end)
    start = gap + 2 if gap >= 0 else start
    asking = [place for place in passage.line_starts() if start <= place < end and ASKS.match(passage.folded, place)]
    capital = [place for place in asking if passage.text[place].isupper()]
    return capital[-1] if capital else start


def _list_items(answer: Passage) -> list[Passage]:
    """The items when the answer is a list and nothing else, with or without its bullets."""
    first = next(iter(answer.paragraphs()), None)
    items = answer.items()
    if items:
        begins_with_list = first is not None and items[0][1].start <= first.start + len(first.text) and first.items()
        return [item for _depth, item in items] if begins_with_list and len(items) >= MIN_CHECKS else []
    loose = [item for _depth, item in answer.loose_items()]
    short = all(not item.words.rstrip().endswith((".", ":")) and len(item.words) < MAX_QUESTION for item in loose)
    return loose if short and len(loose) >= MIN_CHECKS else []


def _list(items: list[Passage]) -> List:
    listed = tuple(Item((Run(item.words),), item.span) for item in items)
    return List(listed, items[0].span)


def _check(item: Passage) -> RowDraft:
    values = {"text": Given(item.words, item.take().span)}
    first = fold(item.words).split()[:1]
    phase = next((phase for phase, begins in PHASES.items() if first and first[0] in begins), "")
    return RowDraft(values | ({"phase": Given(phase, item.span)} if phase else {}), item.line)


def _about_phases(checks: list[RowDraft]) -> list[Note]:
    unknown = [check for check in checks if "phase" not in check.values]
    if not unknown:
        return []
    text = _("The source does not say when %(count)s of the checks are due; all of these stand under “before”.")
    return [Note(unknown[0].line, text % {"count": len(unknown)})]
