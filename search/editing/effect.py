"""What a change of synonyms or promoted results would do to searches, found out without making it.

The searches are a sample: recent ones and others that sources give, and the wordings that are known. Each is read with the
words of before and of after. Only where it is read differently is it asked twice, as a visitor asks who is not logged in.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ..finder import Found, Parameters, find
from ..known import Known, Promotion, page_in
from ..language.synonyms import OneWay
from ..promoted import promoted_for
from ..query import Question, parse
from ..statistics.figures import frequent_queries
from ..synonyms import Group, means_anything
from .models import PromotedResult, Synonyms

Source = Callable[[str], Iterable[str]]

FROM_EACH = 200  # queries of one source
MAX_READ = 600  # queries that are read
MAX_ASKED = 60  # queries that are asked
MAX_SECONDS = 6.0
ABOVE = 0  # the place of a promoted page


def frequent(locale: str) -> list[str]:
    return frequent_queries(locale, FROM_EACH)


_sources: list[Source] = [frequent]


def register(source: Source) -> None:
    """Add what gives queries in a locale, the most telling first: what visitors search for, examples on a page."""
    if source not in _sources:
        _sources.append(source)


def sample_queries(locale: str, first: Iterable[str] = (), last: Iterable[str] = ()) -> list[str]:
    """Queries of all sources between some others, each once whatever its capitals."""
    given = (islice(source(locale), FROM_EACH) for source in _sources)
    queries: dict[str, str] = {}
    for text in chain(first, *given, last):
        queries.setdefault(" ".join(text.split()).casefold(), text)
    return list(islice(filter(None, queries.values()), MAX_READ))


@dataclass(frozen=True)
class Row:
    """A page on the first page of results: its place before and after, None where it is not there, but maybe later."""

    title: str
    before: int | None
    after: int | None

    @property
    def words(self) -> str:
        if self.before == self.after:
            return ""
        if self.before is None:
            return _("comes into the first page")
        if self.after is None:
            return _("leaves the first page")
        return _("moves up") if self.after < self.before else _("moves down")


@dataclass(frozen=True)
class Change:
    """The first page of results, and how many hits there are in all."""

    query: str
    rows: list[Row]
    total_before: int
    total_after: int


@dataclass(frozen=True)
class Effect:
    changes: list[Change] = field(default_factory=list)
    compared: int = 0
    is_whole: bool = True


def effect_of(before: Known, item: Synonyms | PromotedResult, saved: Synonyms | PromotedResult | None) -> Effect:
    """What saving the item in place of the `saved` one would change. Raises `EngineError`."""
    own = [*item.wordings_list, *filter(None, [getattr(item, "word", "")])]
    return compare(before, changed(before, item, saved), own)


def changed(known: Known, item: Synonyms | PromotedResult, saved: Synonyms | PromotedResult | None) -> Known:
    """What would be known. The days of a promotion are left out: its effect is asked for before they come."""
    if isinstance(item, Synonyms):
        groups = list(known.groups)
        if isinstance(saved, Synonyms) and saved.group in groups:
            groups.remove(saved.group)
        return replace(known, groups=(*groups, *filter(means_anything, [item.group])))
    others = [each for each in known.promotions if saved is None or each.rule != saved.pk]
    page = page_in(item.page.translation_key, item.locale).first()
    rule = saved.pk if saved else max((each.rule for each in others), default=0) + 1
    own = [Promotion(rule, page["pk"], item.reason, item.wordings_list)] if page else []
    return replace(known, promotions=tuple(sorted([*others, *own])))


def compare(before: Known, after: Known, own: Iterable[str]) -> Effect:
    queries = sample_queries(before.locale, own, _wordings(before))
    affected = [query for query in queries if _reading(query, before) != _reading(query, after)]
    changes: list[Change] = []
    end = time.monotonic() + MAX_SECONDS
    for query in affected[:MAX_ASKED]:
        if time.monotonic() > end:
            return Effect(changes, len(queries), is_whole=False)
        if change := _change(query, before, after):
            changes.append(change)
    return Effect(changes, len(queries), is_whole=len(affected) <= MAX_ASKED)


def _wordings(known: Known) -> Iterator[str]:
    for promotion in known.promotions:
        yield from promotion.wordings
    for group in known.groups:
        yield from _wordings_of(group)


def _wordings_of(group: Group) -> tuple[str, ...]:
    return (group.word, *group.finds) if isinstance(group, OneWay) else group


def _reading(query: str, known: Known) -> tuple[Question, list[Promotion]]:
    """All that decides what a search finds, but for what the pages hold."""
    question = parse(query, known.locale, known.synonyms)
    return question, promoted_for(question, known.promotions, nothing_found=True)


def _change(query: str, before: Known, after: Known) -> Change | None:
    found = [find(Parameters(query, known.locale), AnonymousUser(), known) for known in (before, after)]
    old, new = (_places(each) for each in found)
    titles = {page: title for each in found for page, title in _titles(each).items()}
    order = [*new, *(page for page in old if page not in new)]
    rows = [Row(titles[page], old.get(page), new.get(page)) for page in order]
    change = Change(query, rows, found[0].total, found[1].total)
    return change if any(row.words for row in rows) or change.total_before != change.total_after else None


def _places(found: Found) -> dict[int, int]:
    """The places of the pages on the first page of results, as visitors see them."""
    above = {each.hit.page.pk: ABOVE for each in found.promoted}
    listed = [hit.page.pk for hit in found.hits if hit.page.pk not in above]
    return above | {page: place for place, page in enumerate(listed, start=1)}


def _titles(found: Found) -> dict[int, str]:
    return {hit.page.pk: hit.page.title for hit in (*found.hits, *(each.hit for each in found.promoted))}
