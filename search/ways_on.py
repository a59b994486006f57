"""What to take away from a search that no page answers in full: a filter, the minus words, the quotes or one word.

Each way is tried with what the visitor may read, and only those are offered that lead to pages. Each costs the engine a
question, so they are few.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from . import operators
from .parameters import Parameters
from .query import Question, parse, strict_tree
from .scope import Scope

MAX_TRIED = 6
# In a longer query no single word is to blame.
MAX_WORDS = 4


@dataclass(frozen=True)
class Way:
    """What is taken away (`name`: of a facet, or the word itself), the query and facets that are left, and what these find.

    The total is that of pages with all the words, or if there are none with their parts, as the click shows it first.
    """

    kind: Literal["filter", "excluded", "quotes", "word"]
    name: str
    parameters: Parameters
    total: int = 0


def ways_on(question: Question, parameters: Parameters, scope: Scope) -> list[Way]:
    found = []
    for way in islice(_ways(question, parameters), MAX_TRIED):
        left = parse(way.parameters.text, parameters.locale, question.synonyms)
        if left.is_empty:
            continue
        filters = replace(scope.filters, facets=way.parameters.facets)
        trees = (strict_tree(left, apart=apart) for apart in (False, True))
        totals = (scope.ask(tree, filters, size=0).total for tree in dict.fromkeys(trees))
        if total := next(filter(None, totals), 0):
            found.append(replace(way, total=total))
    return found


def _ways(question: Question, parameters: Parameters) -> Iterator[Way]:
    """Filters first: the question may be right and only the place wrong where it is asked."""
    parameters = replace(parameters, text=question.text, page_number=1)
    for name in parameters.facets:
        facets = {other: values for other, values in parameters.facets.items() if other != name}
        ranges = {other: value for other, value in parameters.ranges.items() if other != name}
        yield Way("filter", name, replace(parameters, facets=facets, ranges=ranges))
    marked = operators.find(question.text)
    if any(one.is_excluded for one in marked):
        yield Way("excluded", "", _with_text(parameters, _without_excluded(question.text, marked)))
    if question.wordings:
        yield Way("quotes", "", _with_text(parameters, _without_quotes(question.text, marked)))
    if 2 <= question.parts <= MAX_WORDS:
        for name, text in _without_one_word(question):
            yield Way("word", name, _with_text(parameters, text))


def _with_text(parameters: Parameters, text: str) -> Parameters:
    return replace(parameters, text=" ".join(text.split()))


def _without_excluded(text: str, marked: list[operators.Marked]) -> str:
    return operators.without(text, [one for one in marked if one.is_excluded])


def _without_quotes(text: str, marked: list[operators.Marked]) -> str:
    for one in reversed(marked):
        if not one.is_excluded:
            text = f"{text[: one.start]}{one.text}{text[one.end :]}"
    return text


def _without_one_word(question: Question) -> Iterator[tuple[str, str]]:
    """The query without each of its words and numbers; words that have a synonym together go together."""
    for number in question.identifiers:
        yield number.raw, question.text[: number.start] + " " + question.text[number.end :]
    tokens = [token for token in question.language.tokens(question.text) if not token.inner]
    for term in question.terms:
        dropped = {word.exact for word in term.words or [term]}
        text = question.text
        for token in reversed(tokens):
            if token.text in dropped and not any(token.start in place for place in question.untouchable):
                text = text[: token.start] + text[token.end :]
        yield term.text, text
