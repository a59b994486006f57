"""Editors who do all that can change what is found, at random and at once."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from treebeard.exceptions import InvalidMoveToDescendant

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, connection, transaction

from wagtail.models import Locale, Page, PageViewRestriction

from knowledge.models import DiscussionPoint, Level, PageLevel, PagePlace, PageTerm, Place, Term, ThemePage

# Another editor has changed or deleted the same page meanwhile, or holds the same place in the tree. treebeard does not look
# whether a page is still there, and stumbles over None.
REFUSALS = (ObjectDoesNotExist, IndexError, AttributeError, ValidationError, DatabaseError, InvalidMoveToDescendant)
POSITIONS = ("left", "right", "first-sibling", "last-sibling", "first-child", "last-child")
LONG = 0.1  # seconds that a long transaction takes


def add_vocabularies() -> None:
    """Items that pages name."""
    locale = Locale.objects.get(language_code="sv")
    for number in range(3):
        Level.objects.create(slug=f"niva-{number}", name=f"Nivå {number}", locale=locale)
        Place.objects.create(slug=f"plats-{number}", name=f"Plats {number}", locale=locale)
        Term.objects.create(slug=f"ord-{number}", term=f"Ord {number}", definition="Något.", locale=locale)


def add_page(parent: Page, title: str, points: tuple[str, ...] = ()) -> ThemePage:
    """A live page. All have "om sidan" in their summary."""
    fields = {"summary": "Om sidan.", "purpose": "<p>Syfte.</p>", "number": 1}
    page = ThemePage(title=title, locale=Locale.objects.get(language_code="sv"), **fields)
    page.points = [new_point(heading, sort_order=number) for number, heading in enumerate(points)]
    parent.add_child(instance=page)
    return page


def new_point(heading: str, **page: Any) -> DiscussionPoint:
    return DiscussionPoint(heading=heading, why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>", **page)


@contextmanager
def tree_kept(*, exclusively: bool) -> Iterator[None]:
    """treebeard leaves it to others: two who move pages at once damage the tree itself, whatever is indexed.

    So does one who moves a page that another is just saving, as that writes the page's old place back. SQLite lets one write
    at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_xact_lock{'' if exclusively else '_shared'}(1)")
        yield


class Editor:
    """Looks at the site before each change, so what it does depends on the seed and on the others."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.written = 0
        self.likely: dict[Callable[[], Any], int] = {
            self.create: 8,
            self.retitle: 6,
            self.add_row: 3,
            self.change_row: 3,
            self.delete_row: 2,
            self.replace_rows: 2,
            self.name_item: 4,
            self.rename_item: 4,
            self.delete_item: 1,
            self.save_draft: 1,
            self.publish: 3,
            self.unpublish: 2,
            self.delete: 2,
            self.move: 3,
            self.reorder: 2,
            self.change_slug: 2,
            self.copy: 1,
            self.make_private: 2,
            self.make_public: 2,
            self.roll_back: 2,
            self.take_long: 2,
        }

    def work(self, has_to_go_on: Callable[[int], bool]) -> dict[str, int]:
        """Is asked with the number of changes so far. Gives how often each was made, and how many were refused."""
        done: Counter[str] = Counter(refused=0)
        while has_to_go_on(done.total()):
            (change,) = self.chance.choices(list(self.likely), weights=list(self.likely.values()))
            try:
                with tree_kept(exclusively=change in self.of_the_tree):
                    change()
                done[change.__name__] += 1
            except REFUSALS:
                done["refused"] += 1
        return done

    @property
    def of_the_tree(self) -> list[Callable[[], None]]:
        return [
            self.create,
            self.delete,
            self.move,
            self.reorder,
            self.copy,
            self.change_slug,
            self.roll_back,
            self.take_long,
        ]

    def words(self) -> str:
        """Nobody has written them before. Of any length: Wagtail's own search locks all titles of the average length."""
        self.written += 1
        return f"Text {self.seed}x{self.written} {' '.join(map(str, range(self.chance.randrange(20))))}".strip()

    def last_place(self) -> int:
        """Of rows, and no other editor's: rows at one place would stand in any order."""
        self.written += 1
        return self.seed + 1000 * self.written

    def a_page(self) -> Any:
        return self.chance.choice(list(ThemePage.objects.order_by("pk")))

    def a_place_in_the_tree(self) -> Page:
        return self.chance.choice(list(Page.objects.order_by("pk")))

    def an_item(self) -> Any:
        return self.chance.choice([item for model in (Level, Place, Term) for item in model.objects.order_by("pk")])

    # ---- Changes of one page ----------------------------------------------------------------------------------------

    def create(self) -> None:
        add_page(self.a_place_in_the_tree(), self.words(), tuple(self.words() for _ in range(self.chance.randrange(4))))

    def retitle(self) -> None:
        page = self.a_page()
        page.title = self.words()
        page.save()

    def add_row(self) -> None:
        page = self.a_page()
        new_point(self.words(), page=page, sort_order=self.last_place()).save()

    def change_row(self) -> None:
        point = self.a_page().points.first()
        if point:
            point.heading = self.words()
            point.save()

    def delete_row(self) -> None:
        DiscussionPoint.objects.order_by("-pk")[self.chance.randrange(5)].delete()

    def replace_rows(self) -> None:
        page = self.a_page()
        page.points = [new_point(self.words(), sort_order=number) for number in range(self.chance.randrange(4))]
        page.save_revision().publish()

    def save_draft(self) -> None:
        page = self.a_page()
        page.title = self.words()
        page.save_revision()

    def publish(self) -> None:
        page = self.a_page()
        page.get_latest_revision_as_object().save_revision().publish()

    def unpublish(self) -> None:
        self.a_page().unpublish()

    # ---- Vocabularies -----------------------------------------------------------------------------------------------

    def name_item(self) -> None:
        item = self.an_item()
        row = {Level: PageLevel, Place: PagePlace, Term: PageTerm}[type(item)]
        row.objects.create(page=self.a_page(), sort_order=self.last_place(), **{type(item).__name__.lower(): item})

    def rename_item(self) -> None:
        item = self.an_item()
        setattr(item, "term" if isinstance(item, Term) else "name", self.words())
        item.save()

    def delete_item(self) -> None:
        """There is a new one in its place, so that they do not run out."""
        item = self.an_item()
        item.delete()
        item.pk, item.slug = None, f"{item.slug[:30]}-{self.seed}x{self.written}"
        item.save()

    # ---- The tree and who may see it --------------------------------------------------------------------------------

    def delete(self) -> None:
        Page.objects.get(pk=self.a_page().pk).delete()

    def move(self) -> None:
        page, target = self.a_page(), self.a_place_in_the_tree()
        position = "last-child" if target.is_root() else self.chance.choice(POSITIONS)
        Page.objects.get(pk=page.pk).move(target, pos=position)

    def reorder(self) -> None:
        page = Page.objects.get(pk=self.a_page().pk)
        page.move(self.chance.choice(list(page.get_siblings())), pos=self.chance.choice(("left", "right")))

    def change_slug(self) -> None:
        page = self.a_page()
        page.slug = f"adress-{self.seed}x{self.written}"
        self.written += 1
        page.save()

    def copy(self) -> None:
        page = self.a_page()
        page.copy(
            recursive=self.chance.random() < 0.5,
            update_attrs={"slug": f"kopia-{self.words().split()[1]}", "title": self.words()},
        )

    def make_private(self) -> None:
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=self.a_page().pk), restriction_type=PageViewRestriction.LOGIN
        )

    def make_public(self) -> None:
        self.chance.choice(list(PageViewRestriction.objects.order_by("pk"))).delete()

    # ---- Transactions -----------------------------------------------------------------------------------------------

    def roll_back(self) -> None:
        with transaction.atomic():
            self.chance.choice([self.retitle, self.move, self.delete, self.rename_item, self.unpublish, self.create])()
            transaction.set_rollback(True)

    def take_long(self) -> None:
        """Two changes that become visible together, long after the first one."""
        with transaction.atomic():
            for _ in range(2):
                self.chance.choice([self.retitle, self.replace_rows, self.create, self.unpublish])()
                time.sleep(LONG / 2)
