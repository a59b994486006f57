"""A site put through the same steps in any order, by editors, by those who index and by what breaks, beside its model.

Everything runs in one process. What several processes do at once is taken apart instead: a slow drainer reads, is
overtaken, and writes later or never; a rebuild has others at work between its batches.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from wagtail.models import Locale, Page

from search import filling, generations, index_report, nudge, rebuild
from search.access import searchable_for
from search.drain import mark
from search.engines import get_engine
from search.engines.base import EngineError, Everything, Outcome, Request
from search.engines.tantivy import TantivyEngine
from search.models import SearchRow
from search.upkeep import drain_now, live_generation
from search.writing import write
from tests.search import finding

from .comparing import differences
from .edited import ANY, MOST_PAGES, Edited

MINUTES = st.sampled_from([0, 9, -9])


class Engine:
    """The embedded one, which can be made to fail. `held`: what a slow drainer has not brought through yet."""

    def __init__(self) -> None:
        self.is_down = False
        self.disliked: set[str] = set()
        self.held: list[tuple[str, Any]] | None = None

    def patch(self, monkeypatch: Any) -> None:
        for name in ("write", "load"):
            monkeypatch.setattr(TantivyEngine, name, self._faulty(getattr(TantivyEngine, name)))

    def _faulty(self, write: Any) -> Any:
        def faulty(engine: TantivyEngine, generation: str, operations: Any) -> list[Outcome]:
            if self.held is not None:
                self.held.append((generation, operations))
                return []
            if self.is_down:
                raise EngineError("down")
            liked = [each for each in operations if each.key.partition("#")[0] not in self.disliked]
            outcomes = {outcome.key: outcome for outcome in write(engine, generation, liked)}
            return [outcomes.get(each.key, Outcome(each.key, "error", "not to its taste")) for each in operations]

        return faulty


class Site(Edited):
    engine: Engine
    clock: dict[str, timedelta]
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example._from_testcase = True  # as the transactions of Django's own tests
        self.example.__enter__()
        self.drainers: list[tuple[Any, Any, Any]] = []

    @initialize()
    def begin(self) -> None:
        cache.clear()
        self._mend()
        self.clock["error"] = timedelta()
        Locale.objects.get_or_create(language_code="sv")
        self.reader = User.objects.create(username="reader")
        self.root = Page.objects.get(depth=1)
        for number in range(2):
            self.add_level(number)
        rebuild.rebuild()

    def teardown(self) -> None:
        try:
            while self.open:
                self._commit()
            self.settle()
        finally:
            self.engine.held = None
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)
            for name in get_engine().generations():
                get_engine().drop(name)

    # ---- Those who index --------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.open)
    @rule()
    def drain(self) -> None:
        with suppress(EngineError):
            drain_now()

    @precondition(lambda self: not self.open and len(self.drainers) < 3)
    @rule()
    def slow_drainer_reads(self) -> None:
        rows = list(SearchRow.due()[:100])
        writable = generations.to_write()
        self.engine.held = held = []
        try:
            self.drainers.append((rows, write(rows, writable), held))
        finally:
            self.engine.held = None
        nudge.forget()

    @precondition(lambda self: not self.open and self.drainers)
    @rule(which=ANY, is_killed=st.booleans())
    def slow_drainer_writes(self, which: int, is_killed: bool) -> None:
        """An engine that is down, or an index that has been dropped meanwhile, ends it too."""
        rows, written, held = self.drainers.pop(which % len(self.drainers))
        with suppress(EngineError):
            for generation, operations in held:
                get_engine().write(generation, operations)
            if not is_killed:
                mark([row for row in rows if row.key not in self.engine.disliked], written)

    @precondition(lambda self: not self.open)
    @rule(data=st.data(), breaks_off=st.booleans())
    def rebuild(self, data: Any, breaks_off: bool) -> None:
        """Others go on working between its batches."""
        others = [self.create, self.retitle, self.delete, self.move, self.unpublish, self.rename_level, self.drain]
        meanwhile = data.draw(st.lists(st.tuples(st.sampled_from(others), ANY), max_size=4))

        def meddle(done: int, total: int) -> None:
            if meanwhile:
                self._do(*meanwhile.pop())
            if done and breaks_off:
                raise InterruptedError

        with suppress(EngineError, InterruptedError):
            rebuild.rebuild(meddle)

    def _do(self, action: Any, number: int) -> None:
        if action == self.drain or action == self.rename_level:
            action() if action == self.drain else action(which=number)
        elif action == self.create:
            if len(self.pages) < MOST_PAGES:
                self.create(place=number, points=number % 4)
        elif self.pages:
            self.move(which=number, where=number // 7) if action == self.move else action(which=number)

    @precondition(lambda self: not self.open)
    @rule()
    def go_back(self) -> None:
        with suppress(EngineError):
            rebuild.go_back()

    # ---- What breaks ------------------------------------------------------------------------------------------------

    @rule()
    def engine_breaks(self) -> None:
        self.engine.is_down = True

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def page_is_disliked(self, which: int) -> None:
        self.engine.disliked.add(f"page:{self._any_page(which)}")

    @rule(minutes=MINUTES)
    def clock_is_wrong(self, minutes: int) -> None:
        """From here on it is another host that works."""
        self.clock["error"] = timedelta(minutes=minutes)

    @rule()
    def engine_works_again(self) -> None:
        self._mend()
        cache.clear()

    def _mend(self) -> None:
        self.engine.is_down = False
        self.engine.disliked.clear()
        self.engine.held = None

    # ---- What must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def nobody_sees_what_they_may_not(self) -> None:
        """At any moment, whatever waits: before a search has had a chance to index anything."""
        type(self).steps += 1
        live = generations.live()
        if live is None:
            return
        for user in (AnonymousUser(), self.reader):
            answer = get_engine().search(live.name, Request(Everything(), searchable_for(user, "sv"), size=1000))
            assert {hit.page_id for hit in answer.hits} <= self._visible(user)

    @precondition(lambda self: not self.open)
    @rule()
    def settle(self) -> None:
        """All is well again, and some time goes by."""
        self.engine_works_again()
        SearchRow.objects.filter(dead=False).update(next_at=None)
        index_report.retry(SearchRow.objects.filter(dead=True).values_list("page_id", flat=True))
        live_generation()
        assert drain_now() == 0
        assert {kind: found for kind, found in differences().items() if found} == {}
        for user in (AnonymousUser(), self.reader):
            visible = self._visible(user)
            assert set(finding.found("om sidan", user=user)) == visible
            for pk, known in self.pages.items():
                for word in (known.title, *known.points.values()):
                    assert finding.found(word, user=user) == [pk] * (pk in visible)
            for level, name in self.levels.items():
                assert set(finding.found(name, user=user)) == {pk for pk in visible if level in self.pages[pk].levels}

    def _visible(self, user: Any) -> set[int]:
        """Ids of the pages that the user may find."""
        return {
            pk
            for pk, known in self.pages.items()
            if known.is_live
            and (user is self.reader or not any(self.pages[each].is_private for each in self._line(pk)))
        }


def wrong_clock(now: Any, clock: dict[str, timedelta]) -> Any:
    return lambda: now() + clock["error"]


def prepare(monkeypatch: Any) -> None:
    """The faults, and batches so small that there is something between them."""
    Site.engine, Site.clock, Site.steps = Engine(), {"error": timedelta()}, 0
    Site.engine.patch(monkeypatch)
    monkeypatch.setattr(timezone, "now", wrong_clock(timezone.now, Site.clock))
    monkeypatch.setattr(filling, "BATCH", 2)
