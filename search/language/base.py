"""What a language does for the search: tokens of a text, the index's fields, the terms of a query.

The same analysis serves texts and queries, so a term always finds the word it was made of. How terms match:

- `exact`, `stem`, `lemma` and `folded` hold one value (or a few) a word.
- `parts` holds the simple words of a text: a compound gives its parts, any other word itself. A query word matches there
  when *all* its parts do. So "databas" finds "projektdatabas", "projektdatabas" finds "projekt … databas", and
  "projekt databas" finds "projektdatabas". A token for each compound that a word is or holds tells "projekt … databas" from
  the word itself, and lets "lokalförsörjning" find "lokalförsörjningsplan".
- `grams` are for ranking only: pieces of words say nothing about whether a text is about them.
- `sequence` holds one key a word, the same for all its inflections, small words included. Like `exact` it keeps the order
  of the text, so that words that must stand next to each other are looked for in these two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from . import text as words_of
from .text import Piece, Word

# Running text repeats its words: this many keep nine of ten from being analysed again.
CACHED_WORDS = 16384
# Longer tokens are no words; Elasticsearch would cut them in two at 255.
LONGEST_TOKEN = 100
# Fields that small words are left out of.
CONTENT_FIELDS = ("stem", "lemma", "parts", "folded", "grams")
FIELDS = ("exact", *CONTENT_FIELDS, "sequence")


class Columns(NamedTuple):
    """What a stretch of text adds to the fields: values of `content` are those of `CONTENT_FIELDS`, () of small words.

    `joined` has the words that are joined ones.
    """

    exact: str
    joined: str
    content: tuple[str, ...]
    sequence: str


class Token(NamedTuple):
    """A word of a text: its normal form, its place in the original text, whether it says nothing by itself.

    A joined word ("e-hälsa", "§ 16/23") comes first as a whole and then in pieces, which are `inner`.
    """

    text: str
    start: int
    end: int
    is_stop: bool
    inner: bool = False


class WrittenWord(NamedTuple):
    """A word as it is written, by itself: its tokens, with their places in it, and its keys in `sequence`."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class QueryTerm:
    """A content word of a query and all it may be matched by.

    `text` is the word as typed. `parts` must match together. Synonyms add `alternatives`, phrases of which any may stand
    in place of the term. A phrase of the query that has synonyms of its own becomes one term with its `words` inside;
    that term matches where all its words match or one of its alternatives does, and its own fields are empty. `sequence` is
    what that field holds of the word, `before` what it holds of the small words just before it.
    """

    text: str
    exact: str = ""
    stem: str = ""
    lemma: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    folded: str = ""
    grams: list[str] = field(default_factory=list)
    is_compound: bool = False
    alternatives: list[list["QueryTerm"]] = field(default_factory=list)
    words: list["QueryTerm"] = field(default_factory=list)
    sequence: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    keeps_dots: bool = False
    twins: list["QueryTerm"] = field(default_factory=list)

    @property
    def may_stand_apart(self) -> bool:
        """Whether it is written in one piece, so that a text with its parts here and there may be about something else."""
        return self.is_compound and len(self.sequence) == 1

    @property
    def readings(self) -> tuple["QueryTerm", ...]:
        """The word as it is typed, and what it may mean if its dots were left out: any of them matches in all its forms."""
        return (self, *self.twins)


@dataclass(frozen=True)
class Wording:
    """Words that must stand next to each other in this order, small ones too: as typed, or each in another form."""

    text: str
    exact: tuple[str, ...]
    sequence: tuple[str, ...]


def sequence_of(phrase: Sequence[QueryTerm]) -> tuple[str, ...]:
    """The keys of a phrase's words, and of the small ones between them."""
    keys = (key for term in phrase for key in (*term.before, *term.sequence))
    return tuple(keys)[len(phrase[0].before) :]


class Forms(NamedTuple):
    """The analysis of one word. `key` is the same for all its inflections."""

    key: str
    stem: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    folded: str


def compounds_in(parts: Sequence[str]) -> Iterator[str]:
    """A token for each compound that stands in a word of these parts: the word itself, and the shorter ones inside of it."""
    for start in range(len(parts) - 1):
        for stop in range(start + 2, len(parts) + 1):
            yield whole(parts[start:stop])


def whole(parts: Sequence[str]) -> str:
    """The token of the compound that has just these parts."""
    return "+".join(parts)


def _no_forms(word: str) -> tuple[str, ...]:
    return ()


def _same(word: str) -> str:
    return word


def _never(word: str) -> bool:
    return False


def _nothing(word: str) -> str:
    return ""


def _column(tokens: Iterable[str]) -> str:
    return " ".join(token[:LONGEST_TOKEN] for token in tokens)


@dataclass(eq=False)
class Language:
    """The analysis of one language; each collaborator is optional, as no language has all the data.

    `stem` cuts inflections off, `lemmas` looks dictionary forms up (() for unknown words, the noun last), `split` gives the
    parts of a compound (() for simple words), `twins` gives the words that an unknown one without dots
    may mean, `is_name` tells what is written with a capital,
    `tail` gives the known word that an unknown one ends with, where there is no `split` to tell ("" if none), `endings` is the
    pattern of inflections written after a sign.
    """

    code: str
    stop_words: frozenset[str] = frozenset()
    stem: Callable[[str], str] = _same
    lemmas: Callable[[str], tuple[str, ...]] = _no_forms
    split: Callable[[str], tuple[str, ...]] = _no_forms
    twins: Callable[[str], tuple[str, ...]] = _no_forms
    is_name: Callable[[str], bool] = _never
    tail: Callable[[str], str] = _nothing
    endings: str = "['’]s"
    _cached_forms: Callable[[str, str], Forms] = field(init=False, repr=False)
    _columns_of: Callable[[str], Columns | None] = field(init=False, repr=False)
    written: Callable[[str], WrittenWord] = field(init=False, repr=False)
    """A word of a text as `raw_words` gives it."""

    def __post_init__(self) -> None:
        self._cached_forms = lru_cache(maxsize=CACHED_WORDS)(self._forms)
        self._columns_of = lru_cache(maxsize=CACHED_WORDS)(self._columns_of_stretch)
        self.written = lru_cache(maxsize=CACHED_WORDS)(self._written)

    def prepare(self) -> None:
        """Load the word lists, so that the first visitor need not wait for them."""
        self._forms("prepare")

    def forms(self, word: str, last_piece: str = "") -> Forms:
        """The analysis of a word in normal form; a joined word inflects like its `last_piece`."""
        return self._cached_forms(word, last_piece)

    def tokens(self, text: str) -> list[Token]:
        """The words of a text in reading order, with their places in it."""
        return [token for word in words_of.words(text, self.endings) for token in self._word_tokens(word)]

    def fields(self, text: str) -> dict[str, list[str]]:
        """The index's fields of a text; joined words stand at the end of `exact`, so that wordings stay whole."""
        return {name: column.split() for name, column in self.columns(text).items()}

    def columns(self, text: str) -> dict[str, str]:
        """The same with the values of a field in one string, as an index takes them.

        Whole pages go through here: what stands between two spaces is put together once, and each text only joins it.
        """
        # Where no § is, no word has a space inside.
        stretches = words_of.raw_words(text, self.endings) if "§" in text else text.split()
        found = list(filter(None, map(self._columns_of, stretches)))
        if not found:
            return dict.fromkeys(FIELDS, "")
        exact, joined, content, sequence = zip(*found, strict=True)
        columns = zip(*filter(None, content), strict=True)
        return {
            "exact": " ".join((*exact, *filter(None, joined))),
            **dict(zip_longest(CONTENT_FIELDS, map(" ".join, columns), fillvalue="")),
            "sequence": " ".join(sequence),
        }

    def query_terms(self, text: str) -> list[QueryTerm]:
        """The content words of a query; its stop words where it has no others. A word typed twice counts once."""
        content: dict[str, QueryTerm] = {}
        small: dict[str, QueryTerm] = {}
        before: tuple[str, ...] = ()
        for word in words_of.words(text, self.endings):
            term = self._term(text, word, before)
            if term.exact in self.stop_words:
                small.setdefault(term.exact, term)
                before += term.sequence
            else:
                content.setdefault(term.exact, term)
                before = ()
        return list((content or small).values())

    def wording(self, text: str) -> Wording | None:
        """A text as words that must stand next to each other; None if it holds no word."""
        all_words = list(words_of.words(text, self.endings))
        exact = tuple(piece.text for word in all_words for piece in word.pieces or (word.whole,))
        sequence = tuple(key for word in all_words for key in self.sequence(word))
        return Wording(text, exact, sequence) if exact else None

    def sequence(self, word: Word) -> tuple[str, ...]:
        """The keys of a word: of a joined one those of its pieces, then that of the whole."""
        keys = [self._key(piece.text) for piece in word.pieces]
        return (*keys, self._key(word.whole.text, word.pieces[-1].text if word.pieces else ""))

    def _key(self, form: str, last_piece: str = "") -> str:
        return form if form in self.stop_words else self.forms(form, last_piece).key

    def _written(self, raw: str) -> WrittenWord:
        word = next(words_of.words(raw, self.endings))
        return WrittenWord(tuple(self._word_tokens(word)), self.sequence(word))

    def _columns_of_stretch(self, stretch: str) -> Columns | None:
        """None where there is no word in it."""
        words = list(words_of.words(stretch, self.endings))
        if not words:
            return None
        exact = [piece.text for word in words for piece in word.pieces or (word.whole,)]
        contents = list(filter(None, map(self._content_of, words)))
        return Columns(
            exact=_column(exact),
            joined=_column(word.whole.text for word in words if word.pieces),
            content=tuple(map(" ".join, zip(*contents, strict=True))),
            sequence=_column(key for word in words for key in self.sequence(word)),
        )

    def _content_of(self, word: Word) -> tuple[str, ...]:
        """What a word adds to the `CONTENT_FIELDS`."""
        whole, pieces = word
        content = [form for form in (*(piece.text for piece in pieces), whole.text) if form not in self.stop_words]
        forms = [self.forms(form, pieces[-1].text if pieces and form == whole.text else "") for form in content]
        values = (
            [form.stem for form in forms],
            [lemma for form in forms for lemma in form.lemmas],
            [part for form in forms for part in (*form.parts, *compounds_in(form.parts))],
            [form.folded for form in forms],
            [gram for form in content for gram in words_of.grams(form)],
        )
        return tuple(map(_column, values)) if content else ()

    def _word_tokens(self, word: Word) -> Iterator[Token]:
        yield self._token(word.whole)
        for piece in word.pieces:
            yield self._token(piece, inner=True)

    def _token(self, piece: Piece, inner: bool = False) -> Token:
        return Token(piece.text, piece.start, piece.end, piece.text in self.stop_words, inner)

    def _term(self, text: str, word: Word, before: tuple[str, ...]) -> QueryTerm:
        whole = word.whole.text
        forms = self.forms(whole, word.pieces[-1].text if word.pieces else "")
        parts = list(forms.parts)
        if whole.startswith("§"):
            parts = [word.pieces[0].text]
        elif word.pieces and words_of.has_letter(whole):  # "covid-19", but not the parts of a date
            parts = self._parts_of(piece.text for piece in word.pieces) or parts
        raw = text[word.whole.start : word.whole.end]
        twins = () if words_of.is_in_capitals(raw) else self.twins(whole)
        return QueryTerm(
            text=raw,
            exact=whole,
            stem=forms.stem,
            lemma=list(forms.lemmas),
            parts=parts,
            folded=forms.folded,
            grams=words_of.grams(whole),
            is_compound=len(parts) > 1,
            sequence=self.sequence(word),
            before=before,
            keeps_dots=words_of.fold(whole) != whole and bool(self.lemmas(whole)) and not self.is_name(whole),
            twins=[self._twin(twin) for twin in twins if twin not in self.stop_words],
        )

    def _twin(self, word: str) -> QueryTerm:
        """A word that nobody has typed: found as it is written, for its folded form is that of the typed one."""
        forms = self.forms(word)
        return QueryTerm(
            text=word,
            exact=word,
            stem=forms.stem,
            lemma=list(forms.lemmas),
            parts=list(forms.parts),
            is_compound=len(forms.parts) > 1,
            sequence=(forms.key,),
            keeps_dots=True,
        )

    def _parts_of(self, pieces: Iterable[str]) -> list[str]:
        content = (piece for piece in pieces if piece not in self.stop_words)
        return list(dict.fromkeys(part for piece in content for part in self.forms(piece).parts))

    def _forms(self, word: str, last_piece: str = "") -> Forms:
        if any(char.isdigit() for char in word):
            return Forms(word, word, (word,), (word,), words_of.fold(word))
        parts = self.split(word)
        lemmas = self._lemmas(word, parts[-1] if parts else last_piece)
        return Forms(
            key=self.stem(lemmas[-1]),
            stem=self.stem(word),
            lemmas=lemmas,
            parts=tuple(dict.fromkeys(self._simple(part) for part in parts or (word,))),
            folded=self.stem(words_of.fold(word)),
        )

    def _lemmas(self, word: str, last: str) -> tuple[str, ...]:
        """Dictionary forms; of an unknown compound those of its last part; of any other unknown word it and its stem."""
        known = self.lemmas(word)
        last = last or ("" if known else self.tail(word))
        if known or not last:
            return known or tuple(dict.fromkeys((self.stem(word), word)))
        return tuple(word.removesuffix(last) + lemma for lemma in self.lemmas(last) or (self.stem(last),))

    def _simple(self, part: str) -> str:
        """One key for all inflections of a simple word, irregular ones too: the stem of its (noun's) dictionary form."""
        return self.stem((self.lemmas(part) or (part,))[-1])
