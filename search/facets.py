"""The facets of the search page. A new facet is one `register` call; pages give its values in `search_facet_values`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Labels of values: takes the values that need one and a locale code, gives {value: label}; unknown values are left out.
Labels = Callable[[Iterable[str], str], dict[str, str]]


def values_as_labels(values: Iterable[str], locale: str) -> dict[str, str]:
    return {value: value for value in values}


@dataclass(frozen=True)
class Facet:
    """One way to narrow the hits. `name` stands in the address (?level=…) and in the index.

    `sort` orders the shown values: "label" (A–Ö), "value", "-value", or "given" (the order in which `labels` gives them).
    """

    name: str
    label: str
    labels: Labels = values_as_labels
    sort: str = "label"


_facets: dict[str, Facet] = {}


def register(*facets: Facet) -> None:
    """Add facets in the order they are to be shown. Registering a name again replaces it."""
    for facet in facets:
        _facets[facet.name] = facet


def all_facets() -> list[Facet]:
    return list(_facets.values())
