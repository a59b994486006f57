"""Years from–to: which years two fields give, what they say of them in words, and what cannot be used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.http import QueryDict

from search.ranges import FIRST, LAST, Range, read


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "words"),
    [
        ("2019", "2023", "2019", "2023", "2019–2023"),
        ("2019", "2019", "2019", "2019", "2019"),
        ("2019", "", "2019", str(LAST), "från 2019"),
        ("", "2023", str(FIRST), "2023", "till och med 2023"),
        (" 2019 ", "20 23", "2019", "2023", "2019–2023"),
    ],
)
def test_two_fields_give_the_years_between_them(start: str, end: str, first: str, last: str, words: str) -> None:
    found = range_of(start, end)

    assert found
    assert (found.values[0], found.values[-1]) == (first, last)
    assert len(found.values) == int(last) - int(first) + 1
    assert (found.words, found.error) == (words, "")


def range_of(start: str, end: str) -> Range | None:
    query = QueryDict(mutable=True)
    query.update({"year_from": start, "year_to": end})
    return read(query, "year")


@pytest.mark.parametrize("year", ["19", "1899", "2101", "tjugo", "-201", "٢٠٢٣", "²023", "20190", "2 0 2"])
def test_what_is_no_year_is_kept_and_explained(year: str) -> None:
    for found in (range_of(year, ""), range_of("2019", year)):
        assert found
        assert found.values == ()
        assert found.error == "Skriv årtalet med fyra siffror, mellan 1900 och 2100."
        assert found.addressed("year") == {"year_from": "", "year_to": ""}


def test_the_first_year_is_not_later_than_the_last() -> None:
    found = range_of("2023", "2019")

    assert found
    assert (found.values, found.error) == ((), "Det första året är senare än det sista.")


def test_empty_fields_are_no_range() -> None:
    assert range_of("", " ") is None
    assert read(QueryDict(), "year") is None


@given(start=st.text(), end=st.text())
def test_anything_can_be_read(start: str, end: str) -> None:
    found = range_of(start, end)

    assert found is None or bool(found.values) != bool(found.error)
