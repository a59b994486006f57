"""What stands around the hits: addresses, facets, chips and page links."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.http import QueryDict

from search.facets import Facet, all_facets
from search.finder import PAGE_SIZE, Parameters
from search.presentation import (
    MAX_VALUES,
    PAGES_AROUND,
    VISIBLE_VALUES,
    Address,
    FacetGroup,
    FacetValue,
    chips,
    facet_groups,
    pagination,
    read_parameters,
    swedish_key,
)
from search.query import MAX_CHARACTERS
from search.ranges import Range

FACETS = [facet.name for facet in all_facets() if not facet.is_range]


def read(address: str) -> Parameters:
    return read_parameters(QueryDict(address.removeprefix("?")), "sv")


years = st.sampled_from(["", "1900", "2019", "2100"])
ranges = st.builds(Range, years, years).filter(lambda each: each.values)
values = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), max_size=3, unique=True)


def with_years(parameters: Parameters, years: Range | None) -> Parameters:
    """As it is read from an address: the years in the range are values of the facet."""
    if not years:
        return parameters
    return replace(parameters, facets=parameters.facets | {"year": years.values}, ranges={"year": years})


parameters = st.builds(
    Parameters,
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).map(str.strip),
    locale=st.just("sv"),
    facets=st.dictionaries(st.sampled_from(FACETS), values.filter(bool).map(tuple)),
    by_date=st.booleans(),
    correct=st.booleans(),
)


@given(parameters=parameters, years=st.none() | ranges, page=st.integers(min_value=2, max_value=9999))
def test_an_address_holds_all_that_was_asked_for(parameters: Parameters, years: Range | None, page: int) -> None:
    parameters = with_years(parameters, years)
    assert read(Address(parameters)()) == parameters
    assert read(Address(parameters)(page=page)).page_number == page
    assert read(Address(parameters)(page=page, q="annat")).text == "annat"


@given(address=st.text())
def test_any_address_can_be_read(address: str) -> None:
    found = read(address)

    assert found.page_number >= 1
    assert "\x00" not in found.text


def test_what_makes_no_sense_in_an_address_is_left_out() -> None:
    many = "&".join(f"kind={number}" for number in range(MAX_VALUES + 10))

    found = read(f"q={'x' * 9999}&sort=hej&page=0&level=&kind=0&{many}&colour=red&year=2019&year_from=%00+")

    assert found.text == "x" * MAX_CHARACTERS
    assert (found.by_date, found.page_number, found.correct) == (False, 1, True)
    assert set(found.facets) == {"kind"}
    assert len(found.facets["kind"]) < MAX_VALUES
    assert found.ranges == {}


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "9" * 5000, "٣", "²", " 2", "1e3", "None", "\x00"])
def test_a_strange_page_number_is_still_one(number: str) -> None:
    query = QueryDict(mutable=True)
    query["page"] = number

    assert read_parameters(query, "sv").page_number >= 1


def group(*counts: int, chosen: int | None = None) -> FacetGroup:
    found = [FacetValue(str(i), str(i), count, i == chosen) for i, count in enumerate(counts)]
    return FacetGroup(Facet("kind", "Innehållstyp"), sorted(found, key=lambda value: not value.chosen))


def test_many_values_are_folded_but_never_one_alone() -> None:
    assert len(group(*range(VISIBLE_VALUES)).folded) == 0
    assert len(group(*range(VISIBLE_VALUES + 1)).folded) == 0
    assert len(group(*range(VISIBLE_VALUES + 2)).folded) == 2


def test_a_chosen_value_is_never_folded_away() -> None:
    found = group(*range(VISIBLE_VALUES + 5), chosen=VISIBLE_VALUES + 1)

    assert any(value.chosen for value in found.visible)
    assert [*found.visible, *found.folded] == found.values


def test_values_without_hits_are_shown_only_when_they_are_chosen_and_chosen_ones_come_first() -> None:
    asked = Parameters("vård", "sv", facets={"kind": ("borttagen", "report")})

    (kinds,) = facet_groups({"kind": {"guide": 2, "example": 0, "report": 1}}, asked)

    assert [(value.label, value.count, value.chosen) for value in kinds.values] == [
        ("Rapporter", 1, True),
        ("borttagen", 0, True),
        ("Vägledning", 2, False),
    ]


def test_a_chip_takes_its_own_value_away_and_leaves_the_rest() -> None:
    chosen = {"kind": ("guide", "report"), "level": ("makro",)}
    asked = with_years(Parameters("vård", "sv", facets=chosen, by_date=True, page_number=3), Range("2019", "2021"))
    counts = {"kind": {"guide": 1, "report": 2}, "level": {"makro": 3}, "year": {"2019": 1, "2021": 2}}

    found = {chip.value_label: read(chip.url) for chip in chips(facet_groups(counts, asked), asked, Address(asked))}

    years = {"year": ("2019", "2020", "2021")}
    assert found["Vägledning"].facets == {"kind": ("report",), "level": ("makro",)} | years
    assert found["makro"].facets == {"kind": ("guide", "report")} | years
    assert found["2019–2021"].facets == chosen
    assert found["2019–2021"].ranges == {}
    assert all(each.by_date and each.page_number == 1 for each in found.values())


@pytest.mark.parametrize(
    ("counts", "chosen", "span"),
    [
        ({"2019": 1, "2023": 2, "1999": 0}, None, ("2019", "2023")),
        ({"2019": 1}, None, None),
        ({}, None, None),
        ({"2019": 1}, Range("2019", ""), ("2019", "2019")),
        ({}, Range("2019", ""), ("", "")),
    ],
)
def test_years_are_offered_where_there_are_some_to_choose_from(
    counts: dict[str, int], chosen: Range | None, span: tuple[str, str] | None
) -> None:
    groups = facet_groups({"year": counts}, with_years(Parameters("vård", "sv"), chosen))

    assert [(group.span.first, group.span.last) for group in groups if group.span] == ([span] if span else [])


@given(total=st.integers(0, 2000), asked=st.integers(1, 300))
def test_page_links_lead_everywhere(total: int, asked: int) -> None:
    start = Parameters("vård", "sv", page_number=asked)

    found = pagination(total, start, Address(start))

    pages = max(1, -(-total // PAGE_SIZE))
    numbers = [link.number for link in found.links if link]
    (current,) = [link.number for link in found.links if link and link.current]
    assert current == min(asked, pages)
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, pages)
    assert set(range(max(1, current - PAGES_AROUND), min(pages, current + PAGES_AROUND) + 1)) <= set(numbers)
    assert all(read(link.url).page_number == link.number for link in found.links if link)
    assert bool(found.previous_url) == (current > 1)
    assert bool(found.next_url) == (current < pages)
    if total:
        assert 1 <= found.first <= found.last <= total


def test_swedish_letters_come_last() -> None:
    assert sorted(["Örebro", "Ängelholm", "Åre", "Flen", "Zinkgruvan"], key=swedish_key) == [
        "Flen",
        "Zinkgruvan",
        "Åre",
        "Ängelholm",
        "Örebro",
    ]
