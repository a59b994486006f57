"""The links of a theme: "Mer stöd", and the notes at the foot of its pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...document import Given, Note, Span
from ...draft import RowDraft
from ..flow import Flow, Passage, until_next
from .themes import Theme

ADDRESS = r"<\s*(?P<quoted>https?://[^>\n]+?)\s*>|(?P<bare>https?://[^\s<>()]*[^\s<>().,;:])"
LINK = re.compile(ADDRESS)
# On a line of its own, or in joined lines a superscript right before an address.
DEFINITION = re.compile(
    rf"(?:^(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹]|\[?\d{{1,2}}\]?)[.)]?[ ]+(?P<text>[^\n<]*?)[ ]*(?=[^ ]+ *$)|(?<=\s)[¹²³⁴⁵⁶⁷⁸⁹] )(?:{ADDRESS})",
    re.MULTILINE,
)
SUPERSCRIPT = dict(zip("123456789", "¹²³⁴⁵⁶⁷⁸⁹", strict=True))
MAX_TEXT = 250


@dataclass(frozen=True)
class Footnote:
    span: Span
    text: str
    address: str


def lift_footnotes(flow: Flow) -> list[Footnote]:
    """Take the notes at the foot of pages out of the text, and mark their signs in it as superscripts."""
    found: list[Footnote] = []
    digits: set[str] = set()

    def lift(match: re.Match[str]) -> str:
        span = flow.passage(match.start(), match.end()).span
        found.append(Footnote(span, match["text"] or "", match["quoted"] or match["bare"]))
        digits.update({(match["mark"] or "").strip("[]")} & SUPERSCRIPT.keys())
        return ""

    flow.rewrite(DEFINITION, lift)
    if digits:
        sign = re.compile(rf"(?<=[a-zåäö])[{''.join(digits)}](?=[\s.,;:]|$)")
        flow.rewrite(sign, lambda match: SUPERSCRIPT[match[0]])
    return found


def rows(theme: Theme, footnotes: Iterable[Footnote]) -> tuple[list[RowDraft], list[Note]]:
    """The links of a theme, its footnotes among them, and what to say about them."""
    links: list[RowDraft] = []
    notes: list[Note] = []
    for passage in _passages(theme):
        begin = 0
        for match in LINK.finditer(passage.text):
            part = passage.part(begin, match.end()).take()
            links.append(_row(_title(passage.part(begin, match.start())), match["quoted"] or match["bare"], part.span))
            begin = match.end()
        if not begin:
            notes.append(Note(passage.line, _("“More support” has no address.")))
            links.append(_row(_title(passage), "", passage.take().span))
    for footnote in footnotes:
        row = _row(footnote.text, footnote.address, footnote.span)
        links.append(row)
        theme.area.flow.taken.update(footnote.span.lines)
        if not footnote.text:
            text = _("The footnote has no text; its link is called “%(text)s”.")
            notes.append(Note(row.line, text % {"text": row.values["text"].value}))
    return links, notes


def _passages(theme: Theme) -> list[Passage]:
    """The parts with links. The words "Mer stöd" begin the link's own text, unless they are a heading."""
    ends = until_next([label.start for label in theme.labels], theme.area.end)
    found = []
    for label, end in zip(theme.labels, ends, strict=True):
        if label.name == "support":
            flow = theme.area.flow
            is_heading = flow.text[label.end - 1] == ":" or flow.text[label.end : end].lstrip(" ")[:1] in ("\n", "")
            if is_heading:
                flow.passage(label.start, label.end).take()
            found.append(flow.passage(label.end if is_heading else label.start, end))
    return found


def _row(title: str, address: str, span: Span) -> RowDraft:
    address = "".join(address.split())
    host = address.split("//", 1)[-1].split("/", 1)[0]
    values = {"text": Given((title or host)[:MAX_TEXT], span), "url": Given(address, span)}
    return RowDraft({name: given for name, given in values.items() if given.value}, span.first)


def _title(passage: Passage) -> str:
    return passage.words.replace("\n\n", " ").strip(" :•")
