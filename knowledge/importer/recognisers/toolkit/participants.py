"""Who takes part in a theme: the level as the text names it, and the roles it gives as examples."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from ...document import Given, Note
from ...draft import LevelWords, RowDraft
from ...folding import fold
from ..flow import Passage

# What a level is called and what marks it, where the portal's vocabulary does not say more.
STATED = {
    "huvudman": ("högsta ledning", "huvudmannanivå"),
    "makro": ("makro", "strategisk"),
    "meso": ("meso", "taktisk"),
    "mikro": ("mikro", "operativ"),
}
IMPLIED = {
    "makro": ("övergripande ansvar",),
    "meso": ("etablering", "genomförandeansvar"),
    "mikro": ("löpande drift", "verkställande", "verksamhetsnära"),
}
EXAMPLES = re.compile(r"\(\s*(?:t\s?\.?\s?ex|ex|exempelvis|till exempel|bl\s?\.?\s?a)\b[.:]?\s*", re.IGNORECASE)
# "… från fastighet som lokalstrateg, förvaltare och projektledare."
SUCH_AS = re.compile(r"\s(?:såsom|som)\s+(?P<roles>[^.;()]{1,200},[^.;()]{1,200}\soch\s[^.;(),]{1,100})\.?$")
BOTH_PARTIES = re.compile(r"\b(?:i|fran|for) (?:\w+ )?region\w* och kommun|\bi kommun\w* och region")
OTHERS = re.compile(r"^(?:etc|m\.?\s?fl|m\.?\s?m|osv)\.?$", re.IGNORECASE)


class Participants:
    """The rows of those who take part, and what to say about them."""

    def __init__(self, levels: Mapping[str, LevelWords]) -> None:
        self.notes: list[Note] = []
        self.stated = {code: set(map(fold, names)) for code, names in STATED.items()}
        self.implied = {code: set(map(fold, signs)) for code, signs in IMPLIED.items()}
        for code, level in levels.items():
            self.stated.setdefault(code, set()).update(map(fold, level.names))
            self.implied.setdefault(code, set()).update(map(fold, level.roles))

    def rows(self, sections: list[Passage]) -> list[RowDraft]:
        parts = [part for section in sections for part in _parts(section)]
        return [self._row(part) for part in parts]

    def _row(self, part: Passage) -> RowDraft:
        text, span = part.take().words, part.span
        responsibility, roles = _divided(text)
        values = {"roles": Given(roles, span), "responsibility": Given(responsibility, span)}
        level = self._level(text, part.line)
        if level:
            values["level"] = Given(level, span)
        if BOTH_PARTIES.search(fold(text)):
            values["party"] = Given("both", span)
        return RowDraft({name: given for name, given in values.items() if given.value}, part.line)

    def _level(self, text: str, line: int) -> str:
        """The one level that the text names. When it names none or several, nothing is chosen."""
        stated, implied = _found(text, self.stated), _found(text, self.implied)
        if len(stated) != 1:
            reason = _("names several levels (%(levels)s)") if stated else _("names no level")
            text = _("Who takes part: the text %(reason)s, so none was chosen.")
            self.notes.append(Note(line, text % {"reason": reason % {"levels": ", ".join(stated)}}))
            return ""
        others = [code for code in implied if code not in stated]
        if others:
            text = _("Who takes part: the text says %(level)s, but the roles or duties belong to %(others)s.")
            self.notes.append(Note(line, text % {"level": stated[0], "others": ", ".join(others)}))
        return stated[0]


def _parts(section: Passage) -> list[Passage]:
    items = [item for _depth, item in section.items()]
    return items or ([section] if section else [])


def _found(text: str, signs: Mapping[str, set[str]]) -> list[str]:
    folded = " ".join(fold(text).split())
    return [code for code, words in signs.items() if any(re.search(rf"\b{re.escape(word)}", folded) for word in words)]


def _divided(text: str) -> tuple[str, list[str]]:
    """The duty, and the roles that stand as examples behind it. Without examples it is all one text."""
    text = " ".join(text.split())
    such_as = SUCH_AS.search(text)
    if such_as:
        return text[: such_as.start()], re.split(r",\s+|\s+och\s+", such_as["roles"])
    match = EXAMPLES.search(text)
    if not match:
        return text, []
    inside, rest = text[match.end() :], ""
    closing = inside.rfind(")")
    if closing >= 0:
        inside, rest = inside[:closing], inside[closing + 1 :]
    roles = [role.strip(" .") for role in re.split(r"[,;]\s+", inside)]
    duty = f"{text[: match.start()].strip(' ,:')}{rest.rstrip(' .')}"
    return duty.strip(), [role for role in roles if role and not OTHERS.match(role)]
