"""The points of a theme: the list of suggestions and the description of each, with why and desired outcome."""

import re
from dataclasses import dataclass, field

from rapidfuzz.fuzz import partial_ratio_alignment, ratio, token_set_ratio

from django.utils.translation import gettext as _

from ...document import Given, Note
from ...draft import RowDraft, words
from ...folding import fold
from ..flow import NUMBERED, Passage
from .labels import OUTCOME, SAME_AS, WHY
from .themes import Theme

SIMILAR = 85
SAME = 98
MIN_WORDS = 4
# How far before the words that the list has a heading may begin with others.
MAX_LEAD = 40
CAPITAL = re.compile(r"(?<=\s)[A-ZÅÄÖ]")
STAR = re.compile(r"(?:^|\s)\*+(?=[^\s*])")
CUT_OFF = re.compile(r"(?:[-–,]|\b(?:och|eller|att|för|som|i|på|med|till|av|den|det|en|ett|om|vid))$")
FOOTNOTE_MARK = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹]|\[\d{1,2}\]")


@dataclass
class Bullet:
    """One suggestion out of the list, with its sub-points."""

    heading: Passage
    subs: list[Passage] = field(default_factory=list)

    @property
    def key(self) -> str:
        return _key(self.heading.words)

    @property
    def whole_key(self) -> str:
        return _key(" ".join(part.words for part in (self.heading, *self.subs)))


@dataclass
class Described:
    """One point as the description has it."""

    heading: Passage
    why: Passage
    outcome: Passage | None


class Points:
    """The rows of a theme's points, and what to say about them."""

    def __init__(self, theme: Theme) -> None:
        self.notes: list[Note] = []
        self.bullets = _bullets([item for section in theme.sections("content") for item in _list_items(section)])
        # The descriptions may go on under the headings of the next page, or stand right below the list.
        names = ("purpose", "participants", "content", "depth")
        sections = [section for name in names for section in theme.sections(name) if WHY.search(section.folded)]
        self.described = [point for section in sections for point in self._points_of(section)]

    def rows(self) -> list[RowDraft]:
        rows: list[RowDraft] = []
        unused = list(self.bullets)
        for point in self.described:
            bullet = _matching(point, unused)
            if bullet:
                while unused and unused[0] is not bullet:
                    self._undescribed(unused.pop(0), rows)
                unused.remove(bullet)
            rows.append(self._row(point, bullet, len(rows)))
        for bullet in unused:
            self._undescribed(bullet, rows)
        return rows

    def _points_of(self, section: Passage) -> list[Described]:
        whys = list(WHY.finditer(section.folded))
        points: list[Described] = []
        begin = 0
        for place, why in enumerate(whys):
            limit = whys[place + 1].start() if place + 1 < len(whys) else len(section.text)
            outcome = OUTCOME.search(section.folded, why.end(), limit)
            heading = section.part(begin, why.start())
            last = section.part(outcome.end() if outcome else why.end(), limit)
            # What stands before the next "Varför?" ends with the next point's heading.
            cut = self._next_heading(last) if place + 1 < len(whys) else len(last.text)
            begin = last.start + cut - section.start
            text = last.part(0, cut)
            points.append(
                Described(heading, section.part(why.end(), outcome.start()), text)
                if outcome
                else Described(heading, text, None)
            )
        return points

    def _next_heading(self, text: Passage) -> int:
        """Where the next point's heading begins in the text that leads up to it."""
        same = SAME_AS.match(text.folded)
        if same and same.end() < len(text.text):
            return same.end()
        starts = [start for start in text.line_starts() if text.part(start)]
        score, place = max(((self._score(text, start), -start) for start in starts), default=(0.0, 0))
        joined = self._joined_heading(text)
        if joined and self._score(text, joined) > score:
            return joined
        return -place if score >= SIMILAR else self._last_part(text)

    def _score(self, text: Passage, start: int) -> float:
        """How much the text from here on is like the suggestion it is most like."""
        rest = _key(text.part(start).words)
        return max((ratio(rest, key) for bullet in self.bullets for key in (bullet.key, bullet.whole_key)), default=0.0)

    def _joined_heading(self, text: Passage) -> int:
        """Where a suggestion stands at the end of the line of the text before it. 0 when none does."""
        best = (0.0, 0)
        for bullet in self.bullets:
            wanted = fold(bullet.heading.words)
            tail = max(0, len(text.text) - round(len(wanted) * 1.3) - 10)
            found = partial_ratio_alignment(wanted, text.folded[tail:], score_cutoff=SIMILAR)
            if found and len(wanted) <= len(text.text.strip()):
                best = max(best, (found.score, tail + found.dest_start))
        start = best[1]
        while start and not text.text[start - 1].isspace():
            start -= 1
        capitals = [match.start() for match in CAPITAL.finditer(text.text, max(0, start - MAX_LEAD), start + 1)]
        return capitals[-1] if capitals else start

    def _last_part(self, text: Passage) -> int:
        """The last paragraph, or the last line. That is a guess, so it is said."""
        paragraphs = text.paragraphs()
        if len(paragraphs) > 1:
            return paragraphs[-1].start - text.start
        start = text.line_starts()[-1]
        self.notes.append(Note(text.part(start).line, _("It is unclear where the heading of this point begins.")))
        return start

    def _row(self, point: Described, bullet: Bullet | None, place: int) -> RowDraft:
        heading, subs = _divided(point.heading, bullet)
        values = {
            "heading": Given(heading, point.heading.take().span),
            "why": self._text(point.why, _("Why?"), heading),
        }
        if bullet:
            bullet.heading.take()
            subs = [sub.take().words for sub in bullet.subs] or subs
            if ratio(_key(heading), bullet.key) < SAME and ratio(_key(point.heading.words), bullet.whole_key) < SAME:
                text = _("The list calls this point “%(other)s”.") % {"other": _clean(bullet.heading.words)}
                self.notes.append(Note(point.heading.line, text))
        elif self.bullets:
            self.notes.append(
                Note(point.heading.line, _("The point “%(point)s” is not in the list.") % {"point": heading})
            )
        if subs:
            values["sub_points"] = Given(subs, point.heading.span)
        values |= self._outcome(point, heading, place)
        return RowDraft({name: given for name, given in values.items() if given.value}, point.heading.line)

    def _outcome(self, point: Described, heading: str, place: int) -> dict[str, Given]:
        if point.outcome is None or not point.outcome:
            text = _("The point “%(point)s” has no desired outcome.") % {"point": heading}
            self.notes.append(Note(point.heading.line, text))
            return {}
        same = SAME_AS.fullmatch(point.outcome.folded)
        if not same:
            return {"desired_outcome": self._text(point.outcome, _("Desired outcome"), heading)}
        digits = re.search(r"\d+", same["which"])
        other = int(digits[0]) if digits else place
        point.outcome.take()
        if not 0 < other <= len(self.described) or other == place + 1:
            self.notes.append(
                Note(point.outcome.line, _("“%(text)s” names no other point.") % {"text": point.outcome.words})
            )
            return {}
        return {"same_as": Given(other, point.outcome.span)}

    def _text(self, text: Passage, label: str, heading: str) -> Given:
        clean = _clean(text.words)
        if not clean:
            message = _("“%(label)s” of the point “%(point)s” is empty.") % {"label": label, "point": heading}
            self.notes.append(Note(text.line, message))
        elif CUT_OFF.search(clean):
            message = _("The text seems to be cut off: “…%(end)s”") % {"end": clean[-40:]}
            self.notes.append(Note(text.span.last, message))
        return words(clean, text.take().span)

    def _undescribed(self, bullet: Bullet, rows: list[RowDraft]) -> None:
        """A suggestion without a description: a sub-point when the one before it asks for some, else a point of its own."""
        heading = _clean(bullet.heading.take().words)
        before = rows[-1].values if rows else {}
        if "heading" in before and str(before["heading"].value).endswith(":"):
            given = before.get("sub_points")
            if given is None or heading not in given.value:
                before["sub_points"] = Given([*(given.value if given else []), heading], bullet.heading.span)
            return
        self.notes.append(
            Note(bullet.heading.line, _("The point “%(point)s” has neither why nor outcome.") % {"point": heading})
        )
        subs = [sub.take().words for sub in bullet.subs]
        values = {"heading": Given(heading, bullet.heading.span)}
        rows.append(
            RowDraft(values | ({"sub_points": Given(subs, bullet.heading.span)} if subs else {}), bullet.heading.line)
        )


def _list_items(section: Passage) -> list[tuple[int, Passage]]:
    why = WHY.search(section.folded)
    listed = section.part(0, why.start()) if why else section
    return listed.items() or ([] if why else listed.loose_items())


def _bullets(items: list[tuple[int, Passage]]) -> list[Bullet]:
    bullets: list[Bullet] = []
    top = min((depth for depth, _item in items), default=1)
    for depth, item in items:
        if depth > top and bullets:
            bullets[-1].subs.append(item)
        else:
            bullets.append(Bullet(item))
    return bullets


def _matching(point: Described, bullets: list[Bullet]) -> Bullet | None:
    whole, alone = _key(point.heading.words), _key(_divided(point.heading, None)[0])
    scored = [
        (max(ratio(whole, bullet.key), ratio(whole, bullet.whole_key), _alike(alone, bullet.key)), -place)
        for place, bullet in enumerate(bullets)
    ]
    if not scored or max(scored)[0] < SIMILAR:
        return None
    return bullets[-max(scored)[1]]


def _alike(one: str, other: str) -> float:
    """How alike two headings are. When one has all the words of the other and a few more, they are the same."""
    few = min(len(one.split()), len(other.split())) < MIN_WORDS
    return ratio(one, other) if few else max(ratio(one, other), token_set_ratio(one, other) - 5)


def _divided(heading: Passage, bullet: Bullet | None) -> tuple[str, list[str]]:
    """The heading itself, and sub-points that stand with it behind stars."""
    text = NUMBERED.sub("", heading.words, count=1)
    stars = [match.start() for match in STAR.finditer(text)]
    if stars:
        subs = [_clean(part) for part in STAR.split(text[stars[0] :])]
        return _clean(text[: stars[0]]), [sub for sub in subs if sub]
    if bullet and bullet.subs and ratio(_key(text), bullet.key) < SIMILAR:
        return _clean(bullet.heading.words), []
    return _clean(text), []


def _clean(text: str) -> str:
    """Without the marks of lost layout: stars, and the signs of footnotes."""
    paragraphs = FOOTNOTE_MARK.sub("", text).replace("*", " ").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs).strip()


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(FOOTNOTE_MARK.sub("", text))).strip()
