"""Which slips are corrected, and into what."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from search import spelling
from search.language.spelling import Vocabulary
from search.language.synonyms import SynonymGroups
from search.query import parse


@dataclass
class Pages:
    """Stands for what a visitor may read: words that all pages hold, and those of them that are hidden."""

    words: set[str]
    hidden: set[str] = field(default_factory=set)
    generation: str = "test"

    def has_word(self, word: str) -> bool:
        return word in self.words - self.hidden


@pytest.fixture
def correct(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def correct(text: str, words: str, hidden: str = "") -> str:
        pages = Pages(set(words.split()), set(hidden.split()))
        monkeypatch.setattr(spelling, "_vocabulary", lambda *_: Vocabulary(dict.fromkeys(pages.words, 1)))
        return spelling.correct(parse(text, "sv", SynonymGroups()), "sv", pages)  # type: ignore[arg-type]

    return correct


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("katrinholm", "katrineholm", "katrineholm"),
        ("Katrinholm vård", "katrineholm vård", "katrineholm vård"),
        ("hur går samvekran?", "samverkan", "hur går samverkan?"),
        ("vårdsamvärkan", "vårdsamverkan vårdsamordning", "vårdsamverkan"),
        ("katrinholm kakatrinholm", "katrineholm", "katrineholm kakatrinholm"),
        ("katrinholm, Katrinholm", "katrineholm", "katrineholm, katrineholm"),
    ],
)
def test_a_word_that_no_page_holds_becomes_the_nearest_that_one_does(
    correct: Callable[..., str], text: str, words: str, expected: str
) -> None:
    assert correct(text, words) == expected


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


def test_numbers_beside_a_slip_stay_as_they_are(correct: Callable[..., str]) -> None:
    assert correct("katrinholm ABCD/2023:126", "katrineholm abcde") == "katrineholm ABCD/2023:126"


def test_a_word_that_the_visitor_may_not_read_is_not_proposed_but_the_next_one_is(correct: Callable[..., str]) -> None:
    assert correct("katrinholm", "katrineholm", hidden="katrineholm") == ""
    assert correct("vårdsamvrkan", "vårdsamverkan vårdsamvarkan", hidden="vårdsamvarkan") == "vårdsamverkan"
