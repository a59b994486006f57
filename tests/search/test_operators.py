"""What quotes and minus signs in a query mark, and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.operators import MAX_MARKED, find, without


def quoted(text: str) -> list[str]:
    return [one.text for one in find(text) if one.is_quoted and not one.is_excluded]


def excluded(text: str) -> list[str]:
    return [one.text for one in find(text) if one.is_excluded]


@pytest.mark.parametrize("marks", ['""', "””", "“”", "„“", "»«", "«»", "»»", "＂＂"])
def test_any_quotes_keep_words_together(marks: str) -> None:
    text = f"budget {marks[0]}gemensam plan{marks[1]} region"

    assert quoted(text) == ["gemensam plan"]
    assert without(text, find(text)).split() == ["budget", "region"]


@pytest.mark.parametrize("mark", ["''", "’’"])
def test_two_single_quotes_are_a_quote(mark: str) -> None:
    assert quoted(f"{mark}gemensam plan{mark} region") == ["gemensam plan"]


@pytest.mark.parametrize("text", ['"gemensam plan', 'gemensam plan"', '""', '" "', "SIP's plan's", "dogs' cats'"])
def test_without_a_partner_or_words_a_quote_is_nothing(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plan -skola", ["skola"]),
        ("plan −skola", ["skola"]),
        ("-skola plan -barn", ["skola", "barn"]),
        ("plan -e-hälsa", ["e-hälsa"]),
        ("plan -NSV23-0020", ["NSV23-0020"]),
        ('plan -"nära vård"', ["nära vård"]),
        ("plan -”nära vård”", ["nära vård"]),
        ("plan (-skola)", ["skola)"]),
        ("-2023 plan", ["2023"]),
        ("plan -230", ["230"]),
        ('plan -"23"', ["23"]),
    ],
)
def test_a_minus_before_a_word_excludes_it(text: str, words: list[str]) -> None:
    assert excluded(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "e-hälsa",
        "region- och kommunplan",
        "personalplanering och -utveckling",
        "NSV 23 -0020",
        "NSV23-0020",
        "2023 -2027",
        "slutrapport juni -23",
        "möte -22, Flen",
        "016-10 50 00",
        "plan - skola",
        "plan --skola",
        "plan – skola",
        "plan –skola",
        "-",
        "- -",
        "-!",
    ],
)
def test_any_other_minus_is_a_part_of_what_is_written(text: str) -> None:
    assert find(text) == []


def test_only_so_much_is_read_as_marked() -> None:
    assert len(find('"a b" ' * 100)) == MAX_MARKED


@given(st.text(alphabet="ab \"”»«'’-−(1å\n"))
def test_what_is_marked_is_in_order_and_the_rest_keeps_its_place(text: str) -> None:
    marked = find(text)

    rest = without(text, marked)
    assert len(rest) == len(text)
    assert [one.start for one in marked] == sorted(one.start for one in marked)
    assert all(before.end <= after.start for before, after in zip(marked, marked[1:], strict=False))
    assert all(one.text.strip() and one.text in text[one.start : one.end] for one in marked)
