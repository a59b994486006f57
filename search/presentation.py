"""What the search page shows: facets, chips, sorting and page links, each with the address that it leads to.

All state stands in the address, so every part of the page is a plain link or a form with method GET.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from wagtail.models import Page

from . import ranges
from .facets import Facet, all_facets, labels_of
from .finder import PAGE_SIZE, Parameters, last_page
from .hits import PageHit
from .query import MAX_CHARACTERS
from .ranges import Range
from .ways_on import Way

VISIBLE_VALUES = 6
MAX_VALUES = 50  # chosen values of one facet that are read from an address
PAGES_AROUND = 2


@dataclass(frozen=True)
class Address:
    """The search page's address with some of its parameters changed."""

    parameters: Parameters

    def __call__(self, **changes: object) -> str:
        values: dict[str, object] = {
            "q": self.parameters.text,
            **{name: chosen for name, chosen in self.parameters.facets.items() if name not in self.parameters.ranges},
            **{
                field: year
                for name, chosen in self.parameters.ranges.items()
                for field, year in chosen.addressed(name).items()
            },
            "sort": "date" if self.parameters.by_date else "",
            "page": "",
            "exact": "" if self.parameters.correct else "1",
        }
        values.update(changes)
        return "?" + urlencode({name: value for name, value in values.items() if value}, doseq=True)


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Span:
    """The two fields of a facet that is chosen from–to, and the first and last value that there is."""

    first: str
    last: str
    chosen: Range


@dataclass(frozen=True)
class FacetGroup:
    """Values to tick, the chosen ones first; or, for a range, the two fields."""

    facet: Facet
    values: list[FacetValue] = field(default_factory=list)
    span: Span | None = None

    @property
    def visible(self) -> list[FacetValue]:
        return self.values[: self._fold]

    @property
    def folded(self) -> list[FacetValue]:
        return self.values[self._fold :]

    @property
    def _fold(self) -> int:
        """One value alone is not worth folding away, and a chosen one is always seen."""
        shown = max(VISIBLE_VALUES, sum(value.chosen for value in self.values))
        return len(self.values) if len(self.values) <= shown + 1 else shown


@dataclass(frozen=True)
class Chip:
    label: str
    value_label: str
    url: str


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    first: int
    last: int
    total: int
    links: list[PageLink | None] = field(default_factory=list)
    previous_url: str = ""
    next_url: str = ""


def read_parameters(query: QueryDict, locale: str) -> Parameters:
    """Whatever the address holds becomes a search that can be made; what makes no sense is left out."""
    facets = {
        facet.name: tuple(dict.fromkeys(value for value in query.getlist(facet.name)[:MAX_VALUES] if value))
        for facet in all_facets()
        if not facet.is_range
    }
    found = {facet.name: ranges.read(query, facet.name) for facet in all_facets() if facet.is_range}
    chosen = {name: each for name, each in found.items() if each}
    facets |= {name: each.values for name, each in chosen.items()}
    return Parameters(
        text=query.get("q", "").replace("\x00", "").strip()[:MAX_CHARACTERS],
        locale=locale,
        facets={name: values for name, values in facets.items() if values},
        by_date=query.get("sort") == "date",
        page_number=_number(query.get("page", "")),
        correct=query.get("exact") != "1",
        ranges=chosen,
    )


def _number(written: str) -> int:
    """A page number; digits beyond the sixth would lead past every end anyway."""
    return max(1, int(written[:6])) if written.isascii() and written.isdigit() else 1


def facet_groups(all_counts: dict[str, dict[str, int]], parameters: Parameters) -> list[FacetGroup]:
    """Values with hits, and chosen ones even without; a facet without any value is left out.

    A chosen value that is known no more stands as it is written, so that it can be taken away.
    """
    counts = {
        facet.name: {**dict.fromkeys(parameters.facets.get(facet.name, ()), 0), **all_counts.get(facet.name, {})}
        for facet in all_facets()
    }
    labels = labels_of(counts, parameters.locale)
    groups = [
        FacetGroup(facet, span=_span(all_counts.get(facet.name, {}), parameters.ranges.get(facet.name)))
        if facet.is_range
        else FacetGroup(facet, list(_values(facet, counts[facet.name], labels[facet.name], parameters)))
        for facet in all_facets()
    ]
    return [group for group in groups if group.values or group.span]


def _span(counts: dict[str, int], chosen: Range | None) -> Span | None:
    """One year alone is nothing to choose from."""
    years = sorted(year for year, count in counts.items() if count)
    if not chosen and len(years) < 2:
        return None
    return Span(*((years[0], years[-1]) if years else ("", "")), chosen or Range())


def _values(
    facet: Facet, counts: dict[str, int], labels: dict[str, str], parameters: Parameters
) -> Iterator[FacetValue]:
    chosen = parameters.facets.get(facet.name, ())
    labels = labels | {value: value for value in chosen if value not in labels}
    for value in sorted(_sorted(facet, labels), key=lambda value: value not in chosen):
        if counts[value] or value in chosen:
            yield FacetValue(value, labels[value], counts[value], value in chosen)


def _sorted(facet: Facet, labels: dict[str, str]) -> Sequence[str]:
    if facet.sort == "given":
        return list(labels)
    return sorted(labels, key=lambda value: swedish_key(labels[value]))


def swedish_key(text: str) -> str:
    """Sorts å, ä, ö last and in that order, whatever the machine's locale."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def chips(groups: list[FacetGroup], parameters: Parameters, address: Address) -> list[Chip]:
    return [
        chip for group in groups for chip in (*_value_chips(group, parameters, address), *_span_chips(group, address))
    ]


def _value_chips(group: FacetGroup, parameters: Parameters, address: Address) -> Iterator[Chip]:
    name = group.facet.name
    for value in group.values:
        if value.chosen:
            rest = [other for other in parameters.facets[name] if other != value.value]
            yield Chip(str(group.facet.label), value.label, address(**{name: rest}))


def _span_chips(group: FacetGroup, address: Address) -> Iterator[Chip]:
    if group.span and group.span.chosen.values:
        without = Range().addressed(group.facet.name)
        yield Chip(str(group.facet.label), group.span.chosen.words, address(**without))


@dataclass(frozen=True)
class WayLink:
    """`label` is the facet that is let go of, or the word."""

    kind: str
    label: str
    total: int
    url: str


def way_links(ways: Sequence[Way]) -> list[WayLink]:
    labels = {facet.name: str(facet.label) for facet in all_facets()}
    return [WayLink(way.kind, labels.get(way.name, way.name), way.total, Address(way.parameters)()) for way in ways]


def pagination(total: int, parameters: Parameters, address: Address) -> Pagination:
    pages = last_page(total)
    number = min(parameters.page_number, pages)
    first = (number - 1) * PAGE_SIZE + 1

    def url(page: int) -> str:
        return address(page=page if page > 1 else "") if 1 <= page <= pages else ""

    return Pagination(
        first=first,
        last=min(first + PAGE_SIZE - 1, total),
        total=total,
        links=[PageLink(page, url(page), page == number) if page else None for page in _page_numbers(number, pages)],
        previous_url=url(number - 1),
        next_url=url(number + 1),
    )


def _page_numbers(number: int, pages: int) -> Iterator[int | None]:
    """First, last and those around the current one; None where some are skipped."""
    before = 0
    for page in range(1, pages + 1):
        if page in (1, pages) or abs(page - number) <= PAGES_AROUND:
            if page - before > 1:
                yield None
            yield page
            before = page


def breadcrumbs(hits: Sequence[PageHit]) -> dict[int, list[str]]:
    """Titles of the live pages from the site's sections down to each page's parent, by page id, with one query."""
    paths = {hit.page.pk: _ancestor_paths(hit.page) for hit in hits}
    wanted = {path for ancestors in paths.values() for path in ancestors}
    titles = dict(Page.objects.filter(path__in=wanted, live=True).values_list("path", "title")) if wanted else {}
    return {page: [titles[path] for path in ancestors if path in titles] for page, ancestors in paths.items()}


def _ancestor_paths(page: Page) -> list[str]:
    """Paths of the ancestors below the language's start page."""
    step = Page.steplen
    return [page.path[:end] for end in range(3 * step, len(page.path), step)]
