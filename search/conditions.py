"""How a query was read, in words: what is marked in it changes the hits, so nobody shall have to guess that it was."""

from django.utils.translation import gettext as _

from .query import Excluded, Question


def conditions(question: Question) -> list[str]:
    """What the marked words demand of every page, in the order of the query."""
    wanted = [_("with the words “%(words)s” in a row") % {"words": wording.text} for wording in question.wordings]
    return wanted + [_without(excluded) for excluded in question.excluded]


def _without(excluded: Excluded) -> str:
    if excluded.identifiers:
        return _("without the number %(number)s") % {"number": excluded.text}
    if excluded.wording:
        return _("without the words “%(words)s” in a row") % {"words": excluded.text}
    return _("without the word “%(word)s”") % {"word": excluded.text}
