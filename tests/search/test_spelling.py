"""Which slips are corrected, and into what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from search import reader, spelling
from search.engines.base import Best, Boost, Node, Term
from search.language import get_language
from search.language.synonyms import prepare
from search.query import parse


@dataclass
class Pages:
    """Stands for what a visitor may read: words that all pages hold, and those of them that are hidden."""

    counts: dict[str, int]
    hidden: set[str] = field(default_factory=set)
    generation: str = "test"

    def pages_with(self, word: str) -> int:
        return 0 if word in self.hidden else self.counts.get(word, 0)

    def has_word(self, word: str) -> bool:
        return self.pages_with(word) > 0

    def total(self, node: Node) -> int:
        """Only asked of single words: the pages with the word in its exact form."""
        assert isinstance(node, Best)
        return max(map(self._pages_with_part, node.parts))

    def _pages_with_part(self, part: Node) -> int:
        match part:
            case Term(_, token):
                return self.pages_with(token)
            case Boost(Best(phrases)):
                return max(self.pages_with(token) for phrase in phrases for token in phrase.tokens)
        return 0


@pytest.fixture
def correct(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    return lambda *arguments, **options: variants(monkeypatch, spelling.correct, *arguments, **options)


@pytest.fixture
def all_variants(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    return lambda *arguments, **options: list(variants(monkeypatch, spelling.variants, *arguments, **options))


def variants(
    monkeypatch: pytest.MonkeyPatch,
    write: Callable,
    text: str,
    words: str,
    hidden: str = "",
    often: int = 1,
    synonyms: Iterable[Iterable[str]] = (),
) -> Any:
    """`write` with the words of the pages; those in capitals stand on many of them."""
    counts = {word if ":" in word else word.lower(): often if word.isupper() else 1 for word in words.split()}
    pages = Pages(counts, set(hidden.split()))
    monkeypatch.setattr(reader, "vocabulary", lambda *_: counts)
    spelling._vocabulary.cache_clear()
    return write(parse(text, "sv", prepare(get_language("sv"), synonyms)), "sv", pages)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("katrinholm", "katrineholm", "Katrineholm"),
        ("Katrinholm vård", "katrineholm vård", "Katrineholm vård"),
        ("hur går samvekran?", "samverkan", "hur går samverkan?"),
        ("vårdsamvärkan", "vårdsamverkan vårdsamordning", "vårdsamverkan"),
        ("katrinholm kakatrinholm", "katrineholm", "Katrineholm kakatrinholm"),
        ("samvekran, Samvekran", "samverkan", "samverkan, Samverkan"),
        ("SAMVEKRAN", "samverkan", "SAMVERKAN"),
        ('katrinholm "katrinholm" -katrinholm', "katrineholm", 'Katrineholm "katrinholm" -katrinholm'),
    ],
)
def test_a_word_that_no_page_holds_becomes_the_nearest_that_one_does(
    correct: Callable[..., str], text: str, words: str, expected: str
) -> None:
    assert correct(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("skellef", "skellefteå", "Skellefteå"),
        ("skelleft norsjö", "skellefteå norsjö", "Skellefteå norsjö"),
        ("proj*", "projekt", "projekt"),
        ("malbi", "målbild", "målbild"),
        ("samv", "samverkan SAMT", "samverkan"),
        ("kommunst", "kommunstyrelsen kommuns", "kommunstyrelsen"),
        ("vårdcent", "vårdcentralen vårdcentral VÅRDEN", "vårdcentral"),
        ("lokalf", "lokalförvaltning lokalförsörjning lokalförsörjningen", "lokalförsörjning"),
    ],
)
def test_half_a_word_becomes_the_commonest_that_begins_so(
    correct: Callable[..., str], text: str, words: str, expected: str
) -> None:
    assert correct(text, words, often=9) == expected


def test_half_a_word_becomes_none_that_is_hidden(correct: Callable[..., str]) -> None:
    assert correct("skelleft", "skellefteå", hidden="skellefteå") == ""
    assert correct("kommunst", "KOMMUNSTYRELSEN kommunstaben", hidden="kommunstyrelsen", often=9) == "kommunstaben"


@pytest.mark.parametrize("text", ["södermanl", "södermannland", "sodermanlan"])
def test_a_name_that_only_synonyms_have_is_completed_and_corrected_where_pages_have_the_other_name(
    correct: Callable[..., str], text: str
) -> None:
    names = [("sörmland", "södermanland")]
    assert correct(text, "sörmland", synonyms=names) == "Södermanland"
    assert correct(text, "vård", synonyms=names) == ""
    assert correct(text, "sörmland", hidden="sörmland", synonyms=names) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("23-0020", "NSV23-0020"),
        ("2023-0020", "NSV23-0020"),
        ("23 - 020", "NSV23-0020"),
        ("23-0008", "NSV23-0008"),
        ("23-0008-6", "NSV23-0008-6"),
        ("Dnr: 23-0008-6", "NSV23-0008-6"),
    ],
)
def test_a_diary_number_without_its_letters_is_one_that_pages_have(
    all_variants: Callable[..., list[str]], text: str, number: str
) -> None:
    assert all_variants(text, "vård id:NSV23-0020 id:NSV23-0008-6 id:KSKF/2023:20") == [number]


@pytest.mark.parametrize("text", ["23-0021", "2023-2024", "0020", "vård 23-0020", "3-0020"])
def test_nothing_else_becomes_a_diary_number(all_variants: Callable[..., list[str]], text: str) -> None:
    assert all_variants(text, "vård id:NSV23-0020") == []


@pytest.mark.parametrize("text", ["kom", "ko", "123", "sam12", "xyzå"])
def test_too_little_or_no_half_of_a_word_becomes_none(correct: Callable[..., str], text: str) -> None:
    assert correct(text, "kommunstyrelsen 12345 samverkan sam123") == ""


@pytest.mark.parametrize(
    ("text", "words", "hidden", "expected"),
    [
        ("psyk", "psykisk", "", "psykisk"),
        ("försörj", "lokalförsörjning", "", "lokalförsörjning"),
        ("psyk skelleft", "psykisk skellefteå", "", "psykisk Skellefteå"),
        ("vård psyk", "vård vården psykisk", "", "vård psykisk"),  # what stands on pages is no half word
        ("psyk", "psykisk", "psykisk", ""),
        ("hund", "hundra", "", "hundra"),
        ("hund", "katt", "", ""),
        ("NSV23-0020", "nsv230020b", "", ""),
    ],
)
def test_even_a_real_word_can_be_offered_an_end(
    monkeypatch: pytest.MonkeyPatch, text: str, words: str, hidden: str, expected: str
) -> None:
    assert variants(monkeypatch, spelling.unfinished, text, words, hidden) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("rekomendation", "rekommendationer", "rekommendationer"),
        ("parhesten", "parhästar PARHÄSTARNA", "parhästarna"),
        ("parhesten", "hästar", ""),
    ],
)
def test_a_slip_is_seen_in_other_forms_of_the_word_too(
    correct: Callable[..., str], text: str, words: str, expected: str
) -> None:
    assert correct(text, words, often=2) == expected


@pytest.mark.parametrize(("text", "words"), [("skelle", "skulle"), ("samtt", "samt"), ("elller", "eller")])
def test_nobody_who_writes_something_else_means_a_small_word(
    correct: Callable[..., str], text: str, words: str
) -> None:
    assert correct(text, words) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("samverkan", "samverkan samverkar"),  # stands on a page
        ("hundar", "hundra"),  # a real word
        ("lök", "lokal"),  # too far
        ("vrd", "vård"),  # too short to tell
        ("NSV23-0021", "nsv23 0020"),
        ("2031", "2030"),
        ("", "vård"),
    ],
)
def test_nothing_else_is_touched(correct: Callable[..., str], text: str, words: str) -> None:
    assert correct(text, words) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [("FACT", "fast"), ("SITHS", "sitter"), ("siths", "sitter")],
)
def test_an_abbreviation_is_no_slip_or_half_of_a_word(correct: Callable[..., str], text: str, words: str) -> None:
    assert correct(text, words) == ""


def test_an_abbreviation_may_be_a_slip_for_one_that_has_been_explained(correct: Callable[..., str]) -> None:
    names = [("ANDTS", "alkohol och narkotika")]

    assert correct("ANDST", "andts andas", synonyms=names) == "ANDTS"
    assert correct("ANDST", "andts andas") == ""


def test_numbers_beside_a_slip_stay_as_they_are(correct: Callable[..., str]) -> None:
    assert correct("katrinholm ABCD/2023:126", "katrineholm abcde") == "Katrineholm ABCD/2023:126"


def test_a_word_that_the_visitor_may_not_read_is_not_proposed_but_the_next_one_is(correct: Callable[..., str]) -> None:
    assert correct("katrinholm", "katrineholm", hidden="katrineholm") == ""
    assert correct("vårdsamvrkan", "vårdsamverkan vårdsamvarkan", hidden="vårdsamvarkan") == "vårdsamverkan"


def test_a_slip_that_stands_on_a_hidden_page_is_corrected_as_if_it_stood_nowhere(
    correct: Callable[..., str], all_variants: Callable[..., list[str]]
) -> None:
    assert correct("katrinholm", "katrineholm katrinholm", hidden="katrinholm") == "Katrineholm"
    assert "läkarmedverkan" in all_variants("läkarmed verkan", "läkarmedverkan läkarmed verkan", hidden="läkarmed")
    assert "katrineholm flen" in all_variants("katrineholmflen", "katrineholm flen katrineholmflen", "katrineholmflen")


def test_a_word_on_pages_is_a_slip_only_if_one_near_it_is_much_commoner(correct: Callable[..., str]) -> None:
    assert correct("samvekran", "samvekran SAMVERKAN", often=10) == "samverkan"
    assert correct("samvekran", "samvekran SAMVERKAN", often=9) == ""


def test_only_so_many_words_are_looked_into(correct: Callable[..., str]) -> None:
    slips = ["samvekran", "lokalförsöjning", "katrinholm", "parhästr", "delaktihet"]
    right = "samverkan lokalförsörjning katrineholm parhästar delaktighet"

    assert correct(" ".join(slips), right).split()[-1] == slips[-1]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("läkarmed verkan i Flen", "läkarmedverkan flen", "läkarmedverkan i Flen"),
        ("katrineholmflen", "katrineholm flen", "katrineholm flen"),
    ],
)
def test_words_that_are_wrongly_split_or_joined_are_mended(
    all_variants: Callable[..., list[str]], text: str, words: str, expected: str
) -> None:
    assert expected in all_variants(text, words)


@pytest.mark.parametrize(
    ("text", "words", "hidden"),
    [
        ("läkarmed verkan", "läkarmedverkan", "läkarmedverkan"),
        ("katrineholmflen", "katrineholm flen", "flen"),
        ("läkar med", "läkar med läkarmed", ""),
        ("sam, verkan", "samverkan", ""),
        ('"läkarmed verkan"', "läkarmedverkan", ""),
        ("sam -verkan", "samverkan", ""),
        ("förskola", "förs kola", ""),
        ("NSV23-00 20", "nsv230020", ""),
        ("katrineholm-flen", "katrineholm flen", ""),
        ("vårdplanering", "vård planering", ""),
    ],
)
def test_nothing_is_joined_or_split_that_the_visitor_may_not_read_or_has_written_right(
    all_variants: Callable[..., list[str]], text: str, words: str, hidden: str
) -> None:
    assert all_variants(text, words, hidden) == []
