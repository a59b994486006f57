"""What a visitor means by a query: strictly what is written, or, where that finds little, what is likely to be meant."""

from dataclasses import dataclass

from . import spelling
from .query import Question, guesses, parse, section_tree, strict_tree
from .scope import Scope

# Fewer pages with all the words than this are few.
FEW = 3


@dataclass(frozen=True)
class Meant:
    """The question that is searched for. `proposal` is a query to offer beside it, and how many pages that one finds."""

    question: Question
    proposal: str = ""
    proposal_total: int = 0


def meant(asked: Question, locale: str, scope: Scope, total: int, *, correct: bool = True) -> Meant:
    """Where nothing has all the words another spelling is searched for instead; where few have, it is only offered.

    `total` tells how many pages have all the words. All is decided without the facets, so that choosing one never changes
    the question.
    """
    for guess in guesses(asked):
        if scope.total(strict_tree(guess)):
            return Meant(guess)
    if not correct or total >= FEW:
        return Meant(asked)
    others = [parse(text, locale, asked.synonyms) for text in spelling.variants(asked, locale, scope)]
    for other in others:
        if (found := scope.total(strict_tree(other))) > total:
            return Meant(asked, other.text, found) if total else Meant(other)
    if total:
        return Meant(asked)
    if others and not scope.total(section_tree(asked)):
        for other in others:
            if scope.total(section_tree(other)):
                return Meant(other)
    return _with_an_end(asked, locale, scope)


def _with_an_end(asked: Question, locale: str, scope: Scope) -> Meant:
    """What nobody can be sure of is offered and not searched for: a real word may be half of another one."""
    longer = parse(spelling.unfinished(asked, locale, scope), locale, asked.synonyms)
    found = 0 if longer.is_empty else scope.total(strict_tree(longer))
    return Meant(asked, longer.text, found) if found else Meant(asked)
