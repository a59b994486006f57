"""What the index holds and what visitors find, beside what they should. Works it out by itself, without `search.audit`."""

from wagtail.models import Page, PageViewRestriction

from knowledge.models import ThemePage
from search.engines import get_engine
from search.entries import document_for, entries_of, fingerprint
from search.models import SearchRow
from search.upkeep import live_generation
from tests.search import finding

ALL = "om sidan"  # stands in every page


def differences() -> dict[str, list]:
    """By kind, for all kinds.

    missing, ghost, stale: entries that the index lacks, holds and should not, or holds in another version. changed: pages
    that it holds with other content. hidden, shown: pages that anyone should find and nobody does, or the other way round.
    miscounted: what the facet of the types says beside the number of hits.
    """
    return _entries() | _visible()


def _entries() -> dict[str, list]:
    rows = {row.page_id: row for row in SearchRow.objects.all()}
    held = dict(get_engine().scan(live_generation()))
    wanted: dict[str, int] = {}
    changed = []
    for page in Page.objects.filter(depth__gt=1).specific():
        if document := document_for(page):
            entries = entries_of(document)
            wanted |= {entry.key: rows[page.pk].version for entry in entries}
            if fingerprint(document) != rows[page.pk].fingerprint:
                changed.append(page.pk)
    return {
        "missing": sorted(wanted.keys() - held.keys()),
        "ghost": sorted(held.keys() - wanted.keys()),
        "stale": sorted(key for key in wanted.keys() & held.keys() if wanted[key] != held[key]),
        "changed": changed,
    }


def _visible() -> dict[str, list]:
    answer = finding.search(ALL, counts=("type",))
    found = {hit.page_id for hit in answer.hits}
    wanted = _public_pages()
    return {
        "hidden": sorted(wanted - found),
        "shown": sorted(found - wanted),
        "miscounted": [] if sum(answer.counts["type"].values()) == answer.total == len(found) else [answer.total],
    }


def _public_pages() -> set[int]:
    restricted = set(PageViewRestriction.objects.values_list("page__path", flat=True))
    pages = ThemePage.objects.filter(live=True).values_list("pk", "path")
    return {pk for pk, path in pages if not any(path.startswith(above) for above in restricted)}
