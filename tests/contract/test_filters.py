"""What limits the hits, and the counts of facets."""

import pytest

from search.engines.base import Filters

from .corpus import GENERATION, ask, body, entry, keys, put


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters("sv"), ["page:1", "page:2", "page:3"]),
        (Filters("fi"), ["page:4"]),
        (Filters("sv", facets={"level": ("mikro",)}), ["page:1", "page:2"]),
        (Filters("sv", facets={"level": ("mikro", "makro")}), ["page:1", "page:2", "page:3"]),
        (Filters("sv", facets={"level": ("mikro",), "kind": ("theme",)}), ["page:1"]),
        (Filters("sv", facets={"level": ()}), ["page:1", "page:2", "page:3"]),
        (Filters("sv", facets={"level": tuple(f"nivå {n}" for n in range(300)) + ("meso",)}), ["page:2"]),
        (Filters("sv", excluded_ancestors=(20,)), ["page:1"]),
        (Filters("sv", excluded_ancestors=(3,)), ["page:1", "page:2"]),
        (Filters("sv", excluded_pages=(1, 2)), ["page:3"]),
        (Filters("sv", only_pages=(2, 3, 99)), ["page:2", "page:3"]),
        (Filters("sv", only_pages=()), []),
        (Filters("sv", identifiers=("NSV23-0020", "x")), ["page:2"]),
    ],
)
def test_what_filters_leave(index, filters, found):
    index.write(
        GENERATION,
        put(
            entry("page:1", "vård", facets={"level": ["mikro"], "kind": ["theme"]}, ancestors=[10]),
            entry("page:2", "vård", facets={"level": ["mikro", "meso"]}, ancestors=[20], identifiers=["NSV23-0020"]),
            entry("page:3", "vård", facets={"level": ["makro"], "kind": ["theme"]}, ancestors=[10, 20]),
            entry("page:4", "vård", locale="fi"),
        ),
    )
    assert keys(index, body("vård"), filters) == found


def test_each_facet_is_counted_without_its_own_values(index):
    rows = [("theme", ["mikro"]), ("theme", ["makro"]), ("report", ["mikro", "meso"]), ("report", [])]
    index.write(
        GENERATION,
        put(*(entry(f"page:{n}", "vård", facets={"kind": [k], "level": ls}) for n, (k, ls) in enumerate(rows, 1))),
    )
    names = ("kind", "level")

    def counts(**facets):
        return index.search(GENERATION, ask(body("vård"), Filters("sv", facets=facets), counts=names)).counts

    assert counts() == {"kind": {"theme": 2, "report": 2}, "level": {"mikro": 2, "makro": 1, "meso": 1}}
    assert counts(kind=("report",)) == {"kind": {"theme": 2, "report": 2}, "level": {"mikro": 1, "meso": 1}}
    assert counts(kind=("report",), level=("mikro",)) == {
        "kind": {"theme": 1, "report": 1},
        "level": {"mikro": 1, "meso": 1},
    }


def test_counts_leave_out_what_is_excluded_and_know_no_facet_that_was_not_asked_for(index):
    index.write(
        GENERATION,
        put(
            entry("page:1", "vård", facets={"kind": ["a=b"], "kinds": ["x"]}),
            entry("page:2", "vård", facets={"kind": ["a=b", "c"]}, ancestors=[7]),
        ),
    )
    request = ask(body("vård"), Filters("sv", excluded_ancestors=(7,)), counts=("kind",))
    assert index.search(GENERATION, request).counts == {"kind": {"a=b": 1}}
