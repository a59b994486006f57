"""From what a visitor typed to query trees that any engine understands."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import operators
from .engines.base import PLACES, TOKEN_FIELDS, All, Any, Best, Boost, Everything, Node, Phrase, Prefix, Term
from .known import read
from .language import Language, QueryTerm, Wording, dates, get_language, identifiers, sequence_of
from .language import text as words_of
from .language.base import LONGEST_TOKEN, whole
from .language.dates import Dated
from .language.identifiers import Identifier
from .language.synonyms import SynonymGroups, expand
from .ranking import WEIGHTS, Weights

# Longer questions are cut: beyond this no word changes the answer, only the time it takes.
MAX_CHARACTERS = 500
MAX_TERMS = 24


@dataclass(frozen=True)
class Excluded:
    """What no hit may hold: words in any inflection, a number in any spelling, or words next to each other."""

    text: str
    terms: tuple[QueryTerm, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    wording: Wording | None = None


@dataclass(frozen=True)
class Question:
    """A parsed query: the words that carry meaning, the identifiers in it, such as NSV23-0020, and what is marked."""

    text: str
    language: Language
    terms: tuple[QueryTerm, ...]
    identifiers: tuple[Identifier, ...] = ()
    synonyms: SynonymGroups = field(default_factory=SynonymGroups, repr=False, compare=False)
    """Those that were known when it was read."""
    wordings: tuple[Wording, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    untouchable: tuple[range, ...] = ()
    """Where in the text numbers and marked words stand, which no correction may change."""

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.identifiers and not self.wordings

    @property
    def only_excludes(self) -> bool:
        """It says what is not wanted and nothing else."""
        return self.is_empty and bool(self.excluded)

    @property
    def is_divisible(self) -> bool:
        """Whether a page may hold some of what is asked for and not all: of several things some, or the parts of a compound."""
        words = (word for term in self.terms for word in term.words or [term])
        return self.parts > 1 or any(reading.may_stand_apart for word in words for reading in word.readings)

    @property
    def parts(self) -> int:
        """How many things a hit must hold to have all that is asked for."""
        return len(self.terms) + len(self.identifiers) + len(self.wordings)


def parse(text: str, locale: str, synonyms: SynonymGroups | None = None, *, days_in_words: bool = False) -> Question:
    """Read a query. What is marked and identifiers are taken out first, so that they are not searched for as words.

    Without `synonyms` they are read from the database, with one query. With `days_in_words` a date that is written out
    is that day, and not its words one by one.
    """
    text = " ".join(text[:MAX_CHARACTERS].split())
    language = get_language(locale)
    marked = [one for one in operators.find(text) if one.is_excluded or not identifiers.normalise(one.text)]
    rest = operators.without(text, marked)
    found = tuple(identifiers.find(rest))
    for identifier in reversed(found):
        rest = f"{rest[: identifier.start]} {rest[identifier.end :]}"
    days = dates.find(rest, language.code, in_words=days_in_words)[:MAX_TERMS]
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    rest = dates.with_whole_years(rest)
    words = language.query_terms(rest)[:MAX_TERMS] if rest.strip() else []
    if found:
        words = [word for word in words if word.exact not in identifiers.NAMING_WORDS]
    if found or days:  # beside them small words say nothing, even where there are no others
        words = [word for word in words if word.exact not in language.stop_words]
    known = read(locale).synonyms if synonyms is None else synonyms
    wordings = (_wording(language, one.text) for one in marked if not one.is_excluded)
    return Question(
        text,
        language,
        (*expand(words, known), *(_day(language, day) for day in {day.words: day for day in days}.values())),
        _each_once(found),
        known,
        wordings=tuple(filter(None, wordings)),
        excluded=tuple(_excluded(language, one) for one in marked if one.is_excluded),
        untouchable=tuple(range(*place) for place in _places(found, marked)),
    )


def _each_once(found: Iterable[Identifier]) -> tuple[Identifier, ...]:
    numbers: dict[str, Identifier] = {}
    for identifier in found:
        numbers.setdefault(identifier.normalised, identifier)
    return tuple(numbers.values())[:MAX_TERMS]


def _day(language: Language, day: Dated) -> QueryTerm:
    """A date may stand in words and in digits. In digits with spaces these say nothing one by one."""
    in_digits = day.raw.replace(" ", "")
    words = language.query_terms(day.digits[0] if words_of.has_letter(in_digits) else in_digits)
    wordings = [language.query_terms(text) for text in dict.fromkeys((day.words, day.raw, *day.digits))]
    return QueryTerm(day.raw, words=[replace(word, text=day.raw) for word in words], alternatives=wordings)


def _places(found: Iterable[Identifier], marked: Iterable[operators.Marked]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found] + [(one.start, one.end) for one in marked]


def _wording(language: Language, text: str) -> Wording | None:
    wording = language.wording(text)
    return wording and replace(wording, exact=wording.exact[:MAX_TERMS], sequence=wording.sequence[:MAX_TERMS])


def _excluded(language: Language, marked: operators.Marked) -> Excluded:
    if found := identifiers.find(marked.text):
        return Excluded(marked.text, identifiers=tuple(found))
    if marked.is_quoted:
        return Excluded(marked.text, wording=_wording(language, marked.text))
    return Excluded(marked.text, terms=tuple(language.query_terms(marked.text)[:MAX_TERMS]))


def guesses(question: Question) -> list[Question]:
    """Other readings, the likeliest first; the first with an answer is right."""
    return [*_guessed_numbers(question), *_guessed_days(question)]


def _guessed_numbers(question: Question) -> list[Question]:
    """A number that is written too loosely to be told from words.

    One that is understood may still be another one's: "KS 2024/123" is how many write KS/2024:123.
    """
    if question.wordings or question.excluded:
        return []
    is_number = bool(question.identifiers) and not question.terms
    understood = {identifier.normalised for identifier in question.identifiers}
    found = [identifier for identifier in identifiers.guess(question.text) if identifier.normalised not in understood]
    others = [replace(question, terms=(), identifiers=(identifier,)) for identifier in found]
    return [question, *others] if is_number and others else others


def _guessed_days(question: Question) -> list[Question]:
    """Dates that are written out. Where no page has the day, its words may be something else, or enough by themselves."""
    code = question.language.code
    if dates.find(question.text, code, in_words=True) == dates.find(question.text, code):
        return []
    return [parse(question.text, code, question.synonyms, days_in_words=True)]


def strict_tree(question: Question, weights: Weights = WEIGHTS, *, apart: bool = False) -> Node:
    """Pages that hold every word, wording and identifier, words in any of their forms, compounds as one word or `apart`."""
    required = _required(question, weights, apart=apart)
    if not required:
        return Everything()
    return All(must=required, should=_ranking_only(question, weights), must_not=_unwanted(question))


def partial_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """The second tier, pages that hold some of the words or their parts, but not all. Wordings are as wanted as in the first.

    Where all that is asked for is one compound, its letters in other words would outweigh its parts.
    """
    wordings = tuple(wording_node(wording, weights) for wording in question.wordings)
    others = tuple(node for node in _required(question, weights, apart=True) if node not in wordings)
    return All(
        must=wordings or (Any(others),),
        should=(*(others if wordings else ()), *(_ranking_only(question, weights) if question.parts > 1 else ())),
        must_not=(All(must=_required(question, weights)), *_unwanted(question)),
    )


def next_best_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """Of the pages that lack something those to be listed even where many have everything.

    Such as one of the words is the whole title of, for a question may name its answer: "Vem bestämmer i länsstyrgruppen" asks
    for the page Länsstyrgruppen, though other pages have both words and it has not. And such as have compounds in parts only.
    """
    sequences = dict.fromkeys(sequence for term in question.terms for sequence in _names(term) if sequence)
    titled = tuple(Term("title_exact", title_token(sequence)[:LONGEST_TOKEN]) for sequence in sequences)
    wordings = tuple(wording_node(wording, weights) for wording in question.wordings)
    everything, in_parts = (All(must=_required(question, weights, apart=apart)) for apart in (False, True))
    others = () if in_parts == everything else (in_parts,)
    return All(must=(Any((*titled, *others)), *wordings), must_not=(everything, *_unwanted(question)))


def _names(term: QueryTerm) -> Iterable[tuple[str, ...]]:
    """What a page may be called that is about the term."""
    yield sequence_of(term.words) if term.words else term.sequence
    yield from (twin.sequence for twin in term.twins)
    yield from map(sequence_of, term.alternatives)


def section_tree(question: Question, weights: Weights = WEIGHTS) -> Node:
    """What holds some of the words or their parts: pages, or sections. More words, rarer words and headings weigh more."""
    required = _required(question, weights, apart=True)
    if not required:
        return Everything()
    return All(must=(Any(required),), must_not=_unwanted(question))


def allowed_tree(question: Question) -> Node:
    """All pages but those that hold what is excluded, or lack a wording that must be there."""
    wordings = tuple(wording_node(wording) for wording in question.wordings)
    return All(must=wordings, must_not=_unwanted(question)) if wordings or question.excluded else Everything()


def _required(question: Question, weights: Weights, *, apart: bool = False) -> tuple[Node, ...]:
    wanted = [identifier_node(identifier.normalised, weights) for identifier in question.identifiers]
    wanted += [wording_node(wording, weights) for wording in question.wordings]
    return (*wanted, *(term_node(term, weights, apart=apart) for term in question.terms))


def _unwanted(question: Question) -> tuple[Node, ...]:
    return tuple(node for excluded in question.excluded for node in _excluded_nodes(excluded))


def _excluded_nodes(excluded: Excluded) -> Iterable[Node]:
    """Only the words themselves: who does not want "plan" may want "planering" and "handlingsplan"."""
    for identifier in excluded.identifiers:
        yield identifier_node(identifier.normalised, WEIGHTS)
    if excluded.wording:
        yield wording_node(excluded.wording)
    for word in (reading for term in excluded.terms for reading in term.readings):
        forms = (("exact", [word.exact]), ("stem", [word.stem]), ("lemma", word.lemma))
        yield Any(
            tuple(Term(f"{place}_{form}", token) for place in PLACES for form, tokens in forms for token in tokens)
        )


def wording_node(wording: Wording, weights: Weights = WEIGHTS) -> Node:
    """Words next to each other, as typed or each in another inflection."""
    forms = (("exact", wording.exact, weights.exact), ("sequence", wording.sequence, weights.stem))
    return Best(
        tuple(
            Phrase(f"{place}_{form}", tokens, boost * weight)
            for place, boost in weights.places
            for form, tokens, weight in forms
        )
    )


def identifier_token(normalised: str) -> str:
    """Identifiers are single tokens of the exact fields, marked so that no word of a text is taken for one."""
    return f"id:{normalised.replace(' ', '_')}"


def label_token(word: str) -> str:
    """A word of what pages of a kind are called, apart from the words of titles."""
    return f"label:{word}"


def identifier_node(normalised: str, weights: Weights) -> Node:
    token = identifier_token(normalised)
    nodes: list[Node] = [Term(f"{place}_exact", token, boost * weights.identifier) for place, boost in weights.places]
    if others := identifiers.beginning_of_others(normalised):
        start = identifier_token(others)
        nodes += [Prefix(f"{place}_exact", start, boost * weights.identifier) for place, boost in weights.places]
    return Best(tuple(nodes))


def title_token(sequence: tuple[str, ...]) -> str:
    """The whole of a title, in any inflection."""
    return f"title:{'_'.join(sequence)}"


def term_node(term: QueryTerm, weights: Weights = WEIGHTS, *, apart: bool = False) -> Node:
    """One word in all its forms. It scores as its best form in its best place, so that no form is counted twice.

    With `apart` the parts of a compound may stand anywhere: "väntetid" may be what "tiden … vänta" tells of, or not at all.
    """
    if term.words:
        own: Node = All(must=tuple(term_node(word, weights, apart=apart) for word in term.words))
    else:
        own = Best(
            tuple(
                node
                for reading in term.readings
                for place, boost in weights.places
                for node in _forms(reading, place, boost, weights, apart)
            )
        )
    if not term.alternatives:
        return own
    return Best((own, *(Boost(_alternative(phrase, weights), weights.synonym) for phrase in term.alternatives)))


def _forms(term: QueryTerm, place: str, boost: float, weights: Weights, apart: bool) -> Iterable[Node]:
    yield Term(f"{place}_exact", term.exact, boost * weights.exact)
    yield Term(f"{place}_stem", term.stem, boost * weights.stem)
    for lemma in term.lemma:
        yield Term(f"{place}_lemma", lemma, boost * weights.lemma)
    yield from _parts(term, place, boost, weights, apart)
    if not term.keeps_dots:
        yield Term(f"{place}_folded", term.folded, boost * weights.folded)


def _parts(term: QueryTerm, place: str, boost: float, weights: Weights, apart: bool) -> Iterable[Node]:
    """A part finds the compounds that hold it, a compound longer ones and its parts side by side, `apart` also elsewhere."""
    field = f"{place}_parts"
    if len(term.parts) == 1:
        yield Term(field, term.parts[0], boost * weights.parts)
        return
    if term.may_stand_apart:
        yield Term(field, whole(term.parts), boost * weights.parts)
        yield Phrase(f"{place}_sequence", tuple(term.parts), boost * weights.parts)
    if apart or not term.may_stand_apart:
        each = boost * weights.compound / len(term.parts)
        yield All(must=tuple(Term(field, part, each) for part in term.parts))


def _alternative(phrase: list[QueryTerm], weights: Weights) -> Node:
    """Another way to say the word, in any inflection. Of several words it must stand as a phrase."""
    sequence = sequence_of(phrase)
    return Best(tuple(Phrase(f"{place}_sequence", sequence, boost) for place, boost in weights.places))


def _ranking_only(question: Question, weights: Weights) -> tuple[Node, ...]:
    """What lifts pages and never makes one match."""
    return (*_grams(question, weights), *_numbered(question, weights))


def _grams(question: Question, weights: Weights) -> Iterable[Node]:
    """Character 5-grams: long compounds of the same words."""
    words = (word for term in question.terms for word in (term.words or [term]))
    grams = sorted({gram for word in words for gram in word.grams})
    for place, boost in weights.places:
        if (field := f"{place}_grams") in TOKEN_FIELDS:
            yield from (Term(field, gram, boost * weights.grams) for gram in grams)


def _numbered(question: Question, weights: Weights) -> Iterable[Node]:
    """A word with its number: "projektmål 3" is no "3. Projektmål 1"."""
    for word, number in pairwise(question.terms):
        if number.exact.isdigit() and not number.before and word.sequence:
            keys = (*word.sequence, *number.sequence)
            yield from (Phrase(f"{place}_sequence", keys, boost * weights.numbered) for place, boost in weights.places)
