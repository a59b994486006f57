"""Proves that the index holds what the database holds, and mends what it does not.

    audit(deep=False) -> Findings     by versions; deep compares the content as well
    repair(findings)                  has the pages that differ indexed anew

Pages that wait to be indexed, or that change while they are looked at, are no findings: they are seen to already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields

from django.db.models.functions import Greatest

from wagtail.models import Page

from .contents import Read, documents
from .documents import PageDocument
from .engines import get_engine
from .engines.base import page_key, slot_of
from .entries import fingerprint
from .models import SearchRow
from .registry import searchable_pages, touch_pages
from .upkeep import drain_now, live_generation

BATCH = 100

Progress = Callable[[int, int], None]
Slots = dict[int | None, int]
"""Versions of a page's entries by slot; None is the page itself."""


@dataclass
class Findings:
    """Ids of pages that are not in the index as they are in the database.

    `missing`: not there, wholly or in part. `ghost`: there and not to be found, wholly or in part. `stale`: of another
    version than the registry tells. `changed`: of the right version and of other content.
    """

    missing: set[int] = field(default_factory=set)
    ghost: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    highest: dict[int, tuple[int, int]] = field(default_factory=dict, repr=False)
    """The highest version and slot that the index holds of a page."""

    @property
    def pages(self) -> set[int]:
        return self.missing | self.ghost | self.stale | self.changed

    def counts(self) -> dict[str, int]:
        return {each.name: len(getattr(self, each.name)) for each in fields(self) if each.name != "highest"}

    def confirmed_by(self, other: "Findings") -> "Findings":
        """What both have found."""
        kinds = {name: getattr(self, name) & getattr(other, name) for name in self.counts()}
        return Findings(**kinds, highest=other.highest)


def audit(*, deep: bool = False, progress: Progress = lambda done, total: None) -> Findings:
    """Compare the live generation with the database. `deep` reads every page, which takes as long as a rebuild.

    Raises EngineError when the engine cannot be reached.
    """
    found = _look(deep, progress)
    return found.confirmed_by(_look(deep, progress, only=found.pages)) if found.pages else found


def repair(findings: Findings) -> int:
    """Index these pages anew, under a version above all that the index holds of them. Gives the number that still wait.

    So it also mends an index that is ahead of the database, as after a restored backup.
    """
    there = set(Page.objects.filter(pk__in=findings.pages).values_list("pk", flat=True))
    touch_pages(there & findings.pages)
    touch_pages(findings.pages - there, deleted=True)
    for page_id in findings.pages & findings.highest.keys():
        version, slots = findings.highest[page_id]
        SearchRow.objects.filter(key=page_key(page_id)).update(
            version=Greatest("version", version + 1), slots=Greatest("slots", slots)
        )
    return drain_now()


def _look(deep: bool, progress: Progress, only: set[int] | None = None) -> Findings:
    held = _held()
    rows = {row.page_id: row for row in SearchRow.objects.all() if row.page_id}
    waiting = set(SearchRow.pending().values_list("page_id", flat=True))
    pages = searchable_pages().filter(live=True)
    wanted = set(pages.values_list("pk", flat=True))
    found = Findings(highest={page_id: _highest(slots) for page_id, slots in held.items()})
    for page_id in (wanted | held.keys()) - waiting:
        row, slots = rows.get(page_id), held.get(page_id, {})
        if page_id not in wanted:
            found.ghost.add(page_id)
        elif row is None or None not in slots:
            found.missing.add(page_id)
        elif any(version != row.indexed_version for version in slots.values()):
            found.stale.add(page_id)
    if deep:
        _compare(
            found, held, rows, sorted((wanted - waiting if only is None else only & wanted) - found.pages), progress
        )
    return found


def _held() -> dict[int, Slots]:
    held: dict[int, Slots] = defaultdict(dict)
    for key, version in get_engine().scan(live_generation()):
        held[int(key.partition("#")[0].removeprefix(page_key("")))][slot_of(key)] = version
    return held


def _highest(slots: Slots) -> tuple[int, int]:
    return max(slots.values()), 1 + max((slot for slot in slots if slot is not None), default=-1)


def _compare(
    found: Findings, held: dict[int, Slots], rows: dict[int, SearchRow], page_ids: list[int], progress: Progress
) -> None:
    """Read these pages again and compare them with what was written."""
    for done, (page_id, document) in enumerate(_in_batches(page_ids), 1):
        read = document if isinstance(document, PageDocument) else None
        slots: set[int | None] = {None, *range(read.slots)} if read else set()
        if slots - held[page_id].keys():
            found.missing.add(page_id)
        if held[page_id].keys() - slots:
            found.ghost.add(page_id)
        if fingerprint(read) != rows[page_id].fingerprint:
            found.changed.add(page_id)
        progress(done, len(page_ids))


def _in_batches(page_ids: list[int]) -> Iterator[tuple[int, Read]]:
    for start in range(0, len(page_ids), BATCH):
        yield from documents(page_ids[start : start + BATCH])
