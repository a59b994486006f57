"""Editors of a site, and a simple model of it that goes with each of their steps: what must be found, and by whom."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from django.db import connection, transaction

from wagtail.models import Locale, Page, PageViewRestriction

from knowledge.models import DiscussionPoint, Level, PageLevel, ThemePage

from .editing import add_page, new_point

MOST_PAGES = 10
ANY = st.integers(min_value=0, max_value=10**6)


@dataclass
class Known:
    """What the model knows of a page."""

    parent: int | None
    title: str
    points: dict[int, str] = field(default_factory=dict)
    levels: set[int] = field(default_factory=set)
    is_live: bool = True
    is_private: bool = False

    def copy(self) -> "Known":
        return Known(self.parent, self.title, dict(self.points), set(self.levels), self.is_live, self.is_private)


class Edited(RuleBasedStateMachine):
    """`open`: the transactions that have begun, each with what the model knew before."""

    root: Page

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[int, Known] = {}
        self.levels: dict[int, str] = {}
        self.words = 0
        self.open: list[tuple[Any, Any]] = []

    def add_level(self, number: int) -> None:
        word = self._word()
        level = Level.objects.create(slug=f"niva-{number}", name=word, locale=Locale.objects.get(language_code="sv"))
        self.levels[level.pk] = word

    # ---- Pages ------------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.pages) < MOST_PAGES)
    @rule(place=ANY, points=st.integers(0, 3))
    def create(self, place: int, points: int) -> None:
        parent = self._any_page(place) if self.pages and place % 3 else None
        known = Known(parent, self._word())
        headings = tuple(self._word() for _ in range(points))
        page = add_page(
            Page.objects.get(pk=parent) if parent else Page.objects.get(pk=self.root.pk), known.title, headings
        )
        known.points = dict(zip(page.points.values_list("pk", flat=True).order_by("pk"), headings, strict=True))
        self.pages[page.pk] = known
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def retitle(self, which: int) -> None:
        pk = self._any_page(which)
        self.pages[pk].title = self._word()
        page = ThemePage.objects.get(pk=pk)
        page.title = self.pages[pk].title
        page.save()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def save_draft(self, which: int) -> None:
        page = ThemePage.objects.get(pk=self._any_page(which))
        page.title = self._word()
        page.save_revision()
        page.revisions.all().delete()  # what is published later is the page as it stands
        ThemePage.objects.filter(pk=page.pk).update(latest_revision=None)
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def add_point(self, which: int) -> None:
        pk = self._any_page(which)
        point = new_point(self._word(), page_id=pk)
        point.save()
        self.pages[pk].points[point.pk] = point.heading
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def delete_point(self, which: int) -> None:
        known = self.pages[self._any_page(which)]
        if known.points:
            gone = sorted(known.points)[which % len(known.points)]
            del known.points[gone]
            DiscussionPoint.objects.get(pk=gone).delete()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def name_level(self, which: int) -> None:
        pk, level = self._any_page(which), self._any_level(which)
        if level not in self.pages[pk].levels:
            self.pages[pk].levels.add(level)
            PageLevel.objects.create(page_id=pk, level_id=level)
        self._done()

    @rule(which=ANY)
    def rename_level(self, which: int) -> None:
        level = Level.objects.get(pk=self._any_level(which))
        level.name = self.levels[level.pk] = self._word()
        level.save()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def publish(self, which: int) -> None:
        pk = self._any_page(which)
        self.pages[pk].is_live = True
        ThemePage.objects.get(pk=pk).save_revision().publish()
        self._note_points(pk)
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def unpublish(self, which: int) -> None:
        pk = self._any_page(which)
        self.pages[pk].is_live = False
        ThemePage.objects.get(pk=pk).unpublish()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def delete(self, which: int) -> None:
        pk = self._any_page(which)
        for below in [each for each in self.pages if pk in self._line(each)]:
            del self.pages[below]
        Page.objects.get(pk=pk).delete()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY, where=ANY)
    def move(self, which: int, where: int) -> None:
        pk = self._any_page(which)
        places = [None, *(each for each in sorted(self.pages) if pk not in self._line(each))]
        target = places[where % len(places)]
        self.pages[pk].parent = target
        Page.objects.get(pk=pk).move(Page.objects.get(pk=target or self.root.pk), pos="last-child")
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY, where=ANY)
    def reorder(self, which: int, where: int) -> None:
        page = Page.objects.get(pk=self._any_page(which))
        siblings = list(page.get_siblings())
        page.move(siblings[where % len(siblings)], pos=("left", "right")[where % 2])
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def change_slug(self, which: int) -> None:
        page = ThemePage.objects.get(pk=self._any_page(which))
        page.slug = f"adress-{self._word()}"
        page.save()
        self._done()

    @precondition(lambda self: self.pages)
    @rule(which=ANY)
    def change_privacy(self, which: int) -> None:
        pk = self._any_page(which)
        known = self.pages[pk]
        known.is_private = not known.is_private
        if known.is_private:
            PageViewRestriction.objects.create(page_id=pk, restriction_type=PageViewRestriction.LOGIN)
        else:
            PageViewRestriction.objects.get(page_id=pk).delete()
        self._done()

    # ---- Transactions -----------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.open) < 2)
    @rule()
    def begin_transaction(self) -> None:
        block = transaction.atomic()
        block.__enter__()
        self.open.append((block, ({pk: known.copy() for pk, known in self.pages.items()}, dict(self.levels))))

    @precondition(lambda self: self.open)
    @rule(is_killed=st.booleans())
    def commit(self, is_killed: bool) -> None:
        self._commit()
        self._done(is_killed)

    @precondition(lambda self: self.open)
    @rule()
    def roll_back(self) -> None:
        block, (self.pages, self.levels) = self.open.pop()
        transaction.set_rollback(True)
        block.__exit__(None, None, None)

    def _commit(self) -> None:
        block, _ = self.open.pop()
        block.__exit__(None, None, None)

    def _done(self, is_killed: bool = False) -> None:
        """What Django does after a commit, unless the process has been killed."""
        if self.open:
            return
        wakes, connection.run_on_commit = connection.run_on_commit, []
        if not is_killed:
            for _, wake, *_ in wakes:
                wake()

    # ---- The model --------------------------------------------------------------------------------------------------

    def _line(self, pk: int) -> list[int]:
        """The page and all above it."""
        line = [pk]
        while (parent := self.pages[line[-1]].parent) is not None:
            line.append(parent)
        return line

    def _any_page(self, number: int) -> int:
        return sorted(self.pages)[number % len(self.pages)]

    def _any_level(self, number: int) -> int:
        return sorted(self.levels)[number % len(self.levels)]

    def _word(self) -> str:
        """One that stands nowhere else."""
        self.words += 1
        return f"zq{self.words}x"

    def _note_points(self, pk: int) -> None:
        """Publishing may write the rows anew."""
        points = DiscussionPoint.objects.filter(page_id=pk).values_list("pk", "heading")
        assert sorted(self.pages[pk].points.values()) == sorted(heading for _, heading in points)
        self.pages[pk].points = dict(points)
