"""A process support with its themes, in plain text or any other document: questions, checklist, themes with their points.

It goes by the headings and lead-ins that structure such a document, never by line breaks, bullets or exact wording, so
that another extraction of the same text gives the same pages.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from ...document import Document, Given, Line, Note, Span, lines_of
from ...draft import Context, PageDraft, Recognised, RowDraft, words
from ...folding import fold
from ..flow import Flow, Passage
from . import labels, links, questions, themes
from .labels import Label
from .participants import Participants
from .points import Points
from .themes import Name, Theme

KINDS = ("toolkit", "theme")
MAX_TITLE = 250
# Sentences of the introduction that say what a field of the page holds.
SENTENCES = {"purpose": r"syftet (?:ar|med)", "goal": r"malet (?:ar|med)"}
QUESTIONS = {"target_group": r"till vem|vem (?:riktar|ar)|for vem", "how_to_use": r"\banvand"}
SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")
LIMITS = re.compile(r"\b(?:inte|ej) (?:heltackande|uttommande|fullstandig)")


def score(document: Document) -> int:
    """How many themes the document seems to hold."""
    if not any(labels.WHY.search(fold(line.text)) for line in lines_of(document)):
        return 0
    return len(_Text(document).themes)


def recognise(document: Document, context: Context) -> Recognised:
    """The process support and its themes, in the order of the text. Nothing when there is no theme in it."""
    text = _Text(document)
    if not text.themes:
        return Recognised()
    result = Recognised(taken=text.flow.taken)
    if context.kind != "theme":
        result.pages.append(_toolkit(text, result))
    levels = Participants(context.levels)
    for place, theme in enumerate(text.themes):
        result.pages.append(_theme(text, theme, place, levels, result))
    _tell_apart(result)
    result.notes += levels.notes + text.notes()
    return result


def _tell_apart(result: Recognised) -> None:
    """Two themes with the same number are two pages; the source should say which is which."""
    seen: dict[str, int] = {}
    for page in result.pages:
        seen[page.key] = seen.get(page.key, 0) + 1
        if seen[page.key] > 1:
            result.notes.append(Note(page.line, _("There is another theme with this number.")))
            page.key += f"-{seen[page.key]}"


class _Text:
    """The text parted into its regions."""

    def __init__(self, document: Document) -> None:
        lines = [line for line in lines_of(document) if not line.furniture or labels.is_structure(line.text)]
        self._read(lines)
        repeated = themes.repeated_headings(self.flow, self.themes) | self._repeated_title(lines)
        if repeated:
            self._read([line for line in lines if line not in repeated])
        for theme in self.themes:
            theme.heading.take()
            for label in theme.labels:
                if label.name != "support":
                    self.flow.passage(label.start, label.end).take()

    def _read(self, lines: Sequence[Line]) -> None:
        self.flow = Flow(lines)
        self.footnotes = links.lift_footnotes(self.flow)
        self.labels = labels.find(self.flow)
        self.announced: list[Name] = []
        self.announced = themes.announced(self.region("themes"))
        self.themes = themes.find(self.flow, self.labels, self.announced)

    @property
    def first_theme(self) -> int:
        return self.themes[0].area.start if getattr(self, "themes", None) else len(self.flow.text)

    @property
    def head(self) -> Passage:
        """What stands before the first heading."""
        tops = [label.start for label in self.labels if label.name in ("questions", "themes")]
        return self.flow.passage(0, min([self.first_theme, *tops]))

    def region(self, name: str) -> Passage:
        """What stands under a heading that belongs to no theme. Empty when there is none."""
        label = next((label for label in self.labels if label.name == name), None)
        if label is None:
            return self.flow.passage(0, 0)
        tops = [other.start for other in self.labels if other.name in ("questions", "themes") and other.name != name]
        starts = [theme.area.start for theme in getattr(self, "themes", ())] or _numbered_themes(self.flow, self.labels)
        ends = [end for end in (*tops, *starts) if end >= label.end]
        return self.flow.passage(label.end, min([len(self.flow.text), *ends]))

    def _repeated_title(self, lines: Sequence[Line]) -> set[Line]:
        """Running heads that give the title again, wherever they stand."""
        own = set(self.head.span.lines)
        title = fold(" ".join(self.head.words.split()))
        return {
            line
            for line in lines
            if line.number not in own and not line.depth and len(line.text.split()) > 2 and fold(line.text) in title
        }

    def notes(self) -> list[Note]:
        """What the text says of itself that does not hold."""
        found = {theme.name.code for theme in self.themes}
        missing = [name for name in self.announced if name.code not in found]
        line = self.region("themes").line
        text = _("The list of themes has “%(code)s %(title)s”, but the text has no such theme.")
        return [Note(line, text % {"code": name.code, "title": name.title}) for name in missing]


def _numbered_themes(flow: Flow, found: Sequence[Label]) -> list[int]:
    purpose = next((label.start for label in found if label.name == "purpose"), None)
    return [] if purpose is None else [purpose]


def _toolkit(text: _Text, result: Recognised) -> PageDraft:
    head = text.head.take()
    title = " ".join(head.words.split())
    if not title or len(title) > MAX_TITLE:
        first = head.paragraphs()[:1]
        title = first[0].words[:MAX_TITLE] if first else _("Untitled")
        result.notes.append(Note(head.line, _("It is unclear what the document is called. Look at the title.")))
    faq, checks, notes = questions.rows(text.region("questions"))
    result.notes += notes
    for label in text.labels:
        if label.name in ("questions", "themes"):
            text.flow.passage(label.start, label.end).take()
    page = PageDraft("toolkit", title, head.line, key="toolkit", rows={"faq": faq, "checklist": checks})
    page.values = _introduction(text) | _from_questions(faq)
    return page


def _introduction(text: _Text) -> dict[str, Given]:
    """The text before the themes: what it says about its limits, and the rest as running text. The list of themes is left."""
    region = text.region("themes")
    listed = [item.start - region.start for item in themes.listed(region)]
    running = region.part(0, min(listed, default=None))
    region.take()
    found: dict[str, list[str]] = {"body": [], "scope_note": []}
    for paragraph in running.words.removesuffix("•").split("\n\n"):
        parts: dict[str, list[str]] = {"body": [], "scope_note": []}
        for sentence in SENTENCE_BREAK.split(paragraph.strip()):
            parts["scope_note" if LIMITS.search(fold(sentence)) else "body"].append(sentence)
        for name, sentences in parts.items():
            found[name] += [" ".join(sentences)] if any(sentences) else []
    return {name: words("\n\n".join(texts), running.span) for name, texts in found.items() if texts}


def _from_questions(faq: Sequence[RowDraft]) -> dict[str, Given]:
    """Fields that an answer fills: the purpose where it says "Syftet är", the target group where the question asks for it."""
    values: dict[str, Given] = {}
    for row in faq:
        answer = row.values.get("answer")
        if answer is None:
            continue
        question = fold(row.values["question"].value)
        for name, pattern in QUESTIONS.items():
            if re.search(pattern, question):
                values.setdefault(name, answer)
        plain = " ".join(run.text for block in answer.value for run in getattr(block, "runs", ()))
        for sentence in SENTENCE_BREAK.split(plain):
            for name, pattern in SENTENCES.items():
                if re.match(pattern, fold(sentence)):
                    values.setdefault(name, words(sentence, answer.span))
    return values


def _theme(text: _Text, theme: Theme, place: int, levels: Participants, result: Recognised) -> PageDraft:
    code = theme.name.code
    if theme.name.number is None:
        result.notes.append(Note(theme.heading.line, _("The theme has no number.")))
    points = Points(theme)
    rows = {"participants": levels.rows(theme.sections("participants")), "points": points.rows()}
    notes_here = [note for note in text.footnotes if _belongs(note.span, theme, text.themes, place)]
    rows["support_links"], notes = links.rows(theme, notes_here)
    result.notes += points.notes + notes
    values = {name: given for name, given in _numbers(theme.name, theme.heading.span).items() if given.value}
    purpose = [section for section in theme.sections("purpose") if section and not labels.WHY.search(section.folded)]
    if purpose:
        texts = [key for key, _group in groupby(section.take().words for section in purpose)]
        values["purpose"] = words("\n\n".join(texts), purpose[0].span)
    else:
        result.notes.append(Note(theme.heading.line, _("The theme has no purpose.")))
    key = f"theme-{code or place + 1}"
    under = "toolkit" if result.pages and result.pages[0].kind == "toolkit" else None
    return PageDraft(
        "theme", theme.name.title or _("Untitled"), theme.heading.line, key, under, values=values, rows=rows
    )


def _numbers(name: Name, span: Span) -> dict[str, Given]:
    return {"number": Given(name.number, span), "part": Given(name.part, span)}


def _belongs(span: Span, theme: Theme, all_themes: Sequence[Theme], place: int) -> bool:
    after = all_themes[place + 1].heading.line if place + 1 < len(all_themes) else None
    return theme.heading.line <= span.first and (after is None or span.first < after)
