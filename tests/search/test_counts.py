"""A facet's count is what choosing the value gives, on any site, for any question, whatever else is chosen."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import scope
from search.documents import PageDocument, Section
from search.engines import get_engine
from search.engines.base import Operation
from search.entries import entries_of
from search.ranges import Range

from .asking import ask

pytestmark = pytest.mark.django_db

WORDS = ("vård", "lokal", "plan", "katrineholm")
# One word that no page has, and one that is a slip.
ASKED = (*WORDS, "kommun", "katrinholm")
YEARS = ("2021", "2022", "2023")
VALUES = {"kind": ("guide", "report"), "level": ("makro", "meso"), "year": YEARS}

pages = st.fixed_dictionaries(
    {"words": st.sets(st.sampled_from(WORDS), min_size=1)}
    | {name: st.sets(st.sampled_from(values), max_size=2) for name, values in VALUES.items()}
)
sites = st.lists(pages, min_size=1, max_size=10)
choices = st.dictionaries(st.sampled_from(list(VALUES)), st.just(()), min_size=1).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(VALUES[name]), min_size=1, unique=True).map(tuple) for name in names}
    )
)
questions = st.lists(st.sampled_from(ASKED), min_size=1, max_size=3, unique=True).map(" ".join)

_generations = count(1)
Make = Callable[[list[dict]], None]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Puts pages into an index of their own, which is searched from then on."""
    made: list[str] = []

    def make(site: list[dict]) -> None:
        name = f"counts-{next(_generations)}"
        made.append(name)
        entries = [entry for pk, page in enumerate(site, start=1) for entry in entries_of(document(pk, page))]
        get_engine().create(name)
        get_engine().write(name, [Operation(entry.key, 1, entry) for entry in entries])
        monkeypatch.setattr(scope, "live_generation", lambda: name)

    yield make
    for name in made:
        get_engine().drop(name)


def document(pk: int, page: dict) -> PageDocument:
    return PageDocument(
        page_id=pk,
        locale="sv",
        kind="theme",
        kind_label="Tema",
        family="guide",
        title=f"Sida {pk}",
        summary="",
        sections=tuple(Section("", "", "", word) for word in sorted(page["words"])),
        ancestors=(1,),
        facets={name: tuple(sorted(page[name])) for name in VALUES},
    )


def assert_counts_hold(question: str, chosen: dict[str, tuple[str, ...]]) -> None:
    """Each value's count, 0 for a value that is not there, is the total when it alone is chosen in its facet."""
    counts = ask(question, facets=chosen).counts
    for name, values in VALUES.items():
        for value in values:
            total = ask(question, facets=chosen | {name: (value,)}).total
            assert counts.get(name, {}).get(value, 0) == total, (name, value)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(site=sites, question=questions, chosen=choices)
def test_a_count_is_what_the_click_gives(make: Make, site: list[dict], question: str, chosen: dict) -> None:
    make(site)

    for wanted in ({}, chosen):
        assert_counts_hold(question, wanted)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(site=sites, chosen=choices)
def test_a_further_value_widens_and_a_further_facet_narrows(make: Make, site: list[dict], chosen: dict) -> None:
    make(site)

    total = ask("vård", facets=chosen).total
    for name, values in VALUES.items():
        if name in chosen:
            assert ask("vård", facets=chosen | {name: values}).total >= total
        else:
            assert ask("vård", facets=chosen | {name: values}).total <= total


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(site=sites, start=st.sampled_from(("", *YEARS)), end=st.sampled_from(("", *YEARS)))
def test_a_range_of_years_finds_the_pages_of_these_years(make: Make, site: list[dict], start: str, end: str) -> None:
    make(site)
    years = Range(start, end).values
    if not years:
        return

    pages = [page for page in site if "vård" in page["words"] and page["year"].intersection(years)]
    assert ask("vård", facets={"year": years}).total_all == len(pages)
    assert_counts_hold("vård", {"year": years})


def test_the_counts_of_both_tiers_are_added(make: Make) -> None:
    make(
        [
            {"words": {"vård", "lokal"}, "kind": {"guide"}, "level": set(), "year": {"2022"}},
            {"words": {"vård"}, "kind": {"guide"}, "level": {"makro"}, "year": {"2022"}},
            {"words": {"lokal"}, "kind": {"report"}, "level": {"makro"}, "year": {"2023"}},
        ]
    )

    found = ask("vård lokal")

    assert (found.total_all, found.total_partial) == (1, 2)
    assert found.counts["kind"] == {"guide": 2, "report": 1}
    assert found.counts["level"] == {"makro": 2}
    assert_counts_hold("vård lokal", {"kind": ("guide",)})


def test_a_corrected_question_stays_corrected_when_a_facet_is_chosen(make: Make) -> None:
    make([{"words": {"katrineholm"}, "kind": {kind}, "level": set(), "year": set()} for kind in VALUES["kind"]])

    assert ask("katrinholm").counts["kind"] == {"guide": 1, "report": 1}
    assert ask("katrinholm", facets={"kind": ("guide",)}).corrected == "Katrineholm"
    assert_counts_hold("katrinholm", {})
