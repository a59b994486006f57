"""A guide in steps, out of slides or running text: the list that announces the steps, and what is said of each.

It goes by that list. Slides repeat the heading of their step, and scanning puts stray signs before it; neither matters.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ...document import Block, Document, Given, Item, List, Note, Paragraph, Span, lines_of, plain
from ...draft import Context, PageDraft, Recognised, RowDraft
from ...readers.plaintext import blocks_of
from ..outline import whole
from .steps import Guide, Step, is_noise, read

KINDS = ("guide", "step")
MIN_STEPS = 2
MAX_QUESTION = 400
MAX_TITLE = 250


def score(document: Document) -> int:
    """How many steps the document describes."""
    guide = read(lines_of(document))
    found = sum(bool(step.lines) for step in guide.steps) if guide else 0
    return found if found >= MIN_STEPS else 0


def recognise(document: Document, context: Context) -> Recognised:
    """The guide and its steps in their order. Nothing when no list announces steps."""
    result = Recognised()
    guide = read(lines_of(document))
    if guide is None:
        return result
    result.pages.append(_guide(guide, result))
    for step in guide.steps:
        if step.lines or step.headings:
            result.pages.append(_step(step, result))
        else:
            text = _("The list of steps has “%(title)s”, but the text has no such step.")
            result.notes.append(Note(step.announced.number, text % {"title": step.list_title}))
    for line in guide.after:
        text = _(
            "“%(title)s” belongs to no step and was left out. If it is to be read on the site, make a page for it by "
            "hand, such as a learning example."
        )
        result.notes.append(Note(line.number, text % {"title": line.text}))
    return result


def _guide(guide: Guide, result: Recognised) -> PageDraft:
    result.taken |= {line.number for line in guide.head}
    result.taken |= {step.announced.number for step in guide.steps}
    title = " ".join(line.text for line in guide.title).strip()
    line = guide.title[0].number if guide.title else 1
    if not title or len(title) > MAX_TITLE:
        result.notes.append(Note(line, _("It is unclear what the document is called. Look at the title.")))
    page = PageDraft("guide", title[:MAX_TITLE] or _("Untitled"), line, key="guide")
    blocks = whole(blocks_of(guide.introduction))
    if blocks:
        page.values["body"] = Given(tuple(blocks), Span(blocks[0].span.first, blocks[-1].span.last))
    return page


def _step(step: Step, result: Recognised) -> PageDraft:
    result.taken |= {line.number for line in step.headings}
    span = Span(step.line, step.line)
    values = {"number": Given(step.number, span)}
    if step.differs:
        values["list_title"] = Given(step.list_title, Span(step.announced.number, step.announced.number))
        text = _("The list calls this step “%(other)s”.") % {"other": step.list_title}
        result.notes.append(Note(step.line, text))
    legible = [line for line in step.lines if not is_noise(line)]
    result.taken |= {line.number for line in legible}
    for line in step.lines:
        if line not in legible:
            result.notes.append(
                Note(line.number, _("“%(text)s” cannot be read and was left out.") % {"text": line.text})
            )
    blocks, questions = _parted(whole(blocks_of(legible, lambda line: line in step.subheadings)))
    if blocks:
        values["body"] = Given(tuple(blocks), Span(blocks[0].span.first, blocks[-1].span.last))
    rows = {"questions": questions} if questions else {}
    return PageDraft("step", step.title, step.line, f"step-{step.number}", under="guide", values=values, rows=rows)


def _parted(blocks: Iterable[Block]) -> tuple[list[Block], list[RowDraft]]:
    """The running text, and the questions: items of lists of which at least half ask, and those that have lost their bullet
    behind such a list.
    """
    text: list[Block] = []
    questions: list[RowDraft] = []
    asking = False
    for block in blocks:
        items = _items(block) if isinstance(block, List) or asking else []
        asked = [item for item in items if _asks(item)]
        asking = bool(asked) and len(asked) * 2 >= len(items)
        if not asking:
            text.append(block)
            continue
        questions += [RowDraft({"question": Given(plain(item.runs), item.span)}, item.span.first) for item in asked]
        rest = tuple(item for item in items if item not in asked)
        if rest:
            text.append(List(rest, block.span))
    return text, questions


def _items(block: Block) -> Sequence[Item]:
    if isinstance(block, List):
        return block.items
    return [Item(block.runs, block.span)] if isinstance(block, Paragraph) else []


def _asks(item: Item) -> bool:
    words = plain(item.runs)
    return words.endswith("?") and len(words) <= MAX_QUESTION
