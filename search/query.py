"""From what a visitor typed to query trees that any engine understands."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .engines.base import All, Any, Best, Boost, Everything, Node, Phrase, Term
from .known import read
from .language import Language, QueryTerm, get_language, identifiers
from .language.identifiers import Identifier
from .language.synonyms import SynonymGroups, expand
from .ranking import WEIGHTS, Weights

# Longer questions are cut: beyond this no word changes the answer, only the time it takes.
MAX_CHARACTERS = 500
MAX_TERMS = 24


@dataclass(frozen=True)
class Question:
    """A parsed query: the words that carry meaning and the identifiers in it, such as NSV23-0020."""

    text: str
    language: Language
    terms: tuple[QueryTerm, ...]
    identifiers: tuple[Identifier, ...] = ()
    synonyms: SynonymGroups = field(default_factory=SynonymGroups, repr=False, compare=False)
    """Those that were known when it was read."""

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.identifiers


def parse(text: str, locale: str, synonyms: SynonymGroups | None = None) -> Question:
    """Read a query. Identifiers are taken out first, so that their digits are not searched for as words.

    Without `synonyms` they are read from the database, with one query.
    """
    text = " ".join(text[:MAX_CHARACTERS].split())
    language = get_language(locale)
    found = tuple(identifiers.find(text))
    rest = text
    for identifier in reversed(found):
        rest = f"{rest[: identifier.start]} {rest[identifier.end :]}"
    words = language.query_terms(rest)[:MAX_TERMS]
    if found:
        words = [word for word in words if word.exact not in identifiers.NAMING_WORDS]
    known = read(locale).synonyms if synonyms is None else synonyms
    return Question(text, language, tuple(expand(words, known)), found, known)


def guesses(question: Question) -> list[Question]:
    """Questions for a number that is written too loosely to be told from words; right if they have an answer."""
    if question.identifiers:
        return []
    found = identifiers.guess(question.text)
    return [replace(question, terms=(), identifiers=(identifier,)) for identifier in found]


def strict_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """Pages that hold every word and identifier, in any of its forms."""
    required = _required(question, weights)
    if not required:
        return Everything()
    return All(must=required, should=_ranking_only(question, weights))


def partial_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """Pages that hold some of the words, but not all: the second tier."""
    required = _required(question, weights)
    return All(must=(Any(required),), should=_ranking_only(question, weights), must_not=(All(must=required),))


def section_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """What holds some of the words: pages, or sections. More words, rarer words and headings weigh more."""
    required = _required(question, weights)
    return All(must=(Any(required),), should=_ranking_only(question, weights)) if required else Everything()


def _required(question: Question, weights: Weights) -> tuple[Node, ...]:
    wanted = [identifier_node(identifier.normalised, weights) for identifier in question.identifiers]
    return (*wanted, *(term_node(term, weights) for term in question.terms))


def identifier_token(normalised: str) -> str:
    """Identifiers are single tokens of the exact fields, marked so that no word of a text is taken for one."""
    return f"id:{normalised.replace(' ', '_')}"


def identifier_node(normalised: str, weights: Weights) -> Node:
    token = identifier_token(normalised)
    return Best(tuple(Term(f"{place}_exact", token, boost * weights.identifier) for place, boost in weights.places))


def term_node(term: QueryTerm, weights: Weights = WEIGHTS) -> Node:
    """One word in all its forms. It scores as its best form in its best place, so that no form is counted twice."""
    if term.words:
        own: Node = All(must=tuple(term_node(word, weights) for word in term.words))
    else:
        own = Best(tuple(node for place, boost in weights.places for node in _forms(term, place, boost, weights)))
    if not term.alternatives:
        return own
    return Best((own, *(Boost(_alternative(phrase, weights), weights.synonym) for phrase in term.alternatives)))


def _forms(term: QueryTerm, place: str, boost: float, weights: Weights) -> Iterable[Node]:
    yield Term(f"{place}_exact", term.exact, boost * weights.exact)
    yield Term(f"{place}_stem", term.stem, boost * weights.stem)
    for lemma in term.lemma:
        yield Term(f"{place}_lemma", lemma, boost * weights.lemma)
    yield _parts(term, place, boost * weights.parts)
    yield Term(f"{place}_folded", term.folded, boost * weights.folded)


def _parts(term: QueryTerm, place: str, boost: float) -> Node:
    """A part finds the compounds that hold it, and a compound the texts that hold all its parts."""
    field = f"{place}_parts"
    if len(term.parts) == 1:
        return Term(field, term.parts[0], boost)
    return All(must=tuple(Term(field, part, boost / len(term.parts)) for part in term.parts))


def _alternative(phrase: list[QueryTerm], weights: Weights) -> Node:
    """Another way to say the word. Of several words it must stand as a phrase."""
    stems = tuple(word.stem for word in phrase)
    if len(stems) == 1:
        return Best(tuple(Term(f"{place}_stem", stems[0], boost) for place, boost in weights.places))
    return Best(tuple(Phrase(f"{place}_stem", stems, boost) for place, boost in weights.places))


def _ranking_only(question: Question, weights: Weights) -> tuple[Node, ...]:
    """Character 5-grams lift pages with long compounds of the same words; they never make a page match."""
    words = (word for term in question.terms for word in (term.words or [term]))
    grams = sorted({gram for word in words for gram in word.grams})
    return tuple(
        Term(f"{place}_grams", gram, boost * weights.grams) for place, boost in weights.places for gram in grams
    )
