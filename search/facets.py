"""The facets of the search page. A new facet is one `register` call; pages give its values in `search_facet_values`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

# Labels of values: takes the values that need one by facet, and a locale code; gives {facet: {value: label}}. Unknown
# values are left out. Facets that share this function are asked with one call, so that it can read all labels together.
Values = Mapping[str, Iterable[str]]
Labels = Callable[[Values, str], dict[str, dict[str, str]]]


def values_as_labels(values: Values, locale: str) -> dict[str, dict[str, str]]:
    return {name: {value: value for value in wanted} for name, wanted in values.items()}


@dataclass(frozen=True)
class Facet:
    """One way to narrow the hits. `name` stands in the address (?level=…) and in the index.

    `sort` orders the shown values: "label" (A–Ö) or "given" (the order in which `labels` gives them).
    Years are no values to tick but a range from–to (`is_range`).
    """

    name: str
    label: str | Promise
    labels: Labels = values_as_labels
    sort: str = "label"
    is_range: bool = False


_facets: dict[str, Facet] = {}


def register(*facets: Facet) -> None:
    """Add facets in the order they are to be shown. Registering a name again replaces it."""
    for facet in facets:
        _facets[facet.name] = facet


def all_facets() -> list[Facet]:
    return list(_facets.values())


def labels_of(values: Values, locale: str) -> dict[str, dict[str, str]]:
    """The labels of the values of all facets, by facet; each facet has an entry."""
    together: dict[Labels, dict[str, Iterable[str]]] = {}
    for facet in all_facets():
        together.setdefault(facet.labels, {})[facet.name] = values.get(facet.name, ())
    found: dict[str, dict[str, str]] = {facet.name: {} for facet in all_facets()}
    for labels, wanted in together.items():
        found |= labels(wanted, locale)
    return found
