"""Random sites of a few pages: types, privacy, states, languages, aliases, files, what editors promote, and what changes later.

A page has a word of its own, its `mark`, in every text that it shows; aliases and translations carry the mark of their
page. So whoever sees a mark sees that page. The file that a page leads to has another one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from django.contrib.auth.models import Group
from django.utils import timezone

from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from home.models import HomePage, StandardPage
from knowledge.models import DecisionPage, LearningExamplePage, PagePlace, PageRelation, Place, ThemePage, ToolkitPage
from search.models import PromotedResult
from tests.home.site import add

from .files.attaching import add_document, body_with

COMMON = "gemensamhet"
TYPES = (ThemePage, ToolkitPage, StandardPage, DecisionPage, LearningExamplePage)
STATES = ("live", "live", "live", "edited", "draft", "scheduled", "expired", "unpublished")
PRIVACY = ("", "", "", "login", "group", "other group", "password")
FILES = ("", "open", "closed")
CHANGES = ("move", "restrict", "lift", "unpublish", "publish", "delete", "close file", "open file")
SIZE = 6
WITH_FILES = 2  # pages at most

numbers = st.integers(0, SIZE - 1)


def year_of(model: type[Page], year: int) -> dict[str, Any]:
    """A year of its own for a page of a type that has years."""
    return {DecisionPage: {"decided_on": date(year, 1, 1)}, LearningExamplePage: {"year_from": year}}.get(model, {})


@dataclass(frozen=True)
class Node:
    """A page under the page with number `parent`, if that comes before it, or else under the start page."""

    parent: int
    type: int
    state: str
    privacy: str
    has_translation: bool
    has_alias: bool
    names: int
    file: str


@dataclass(frozen=True)
class Change:
    what: str
    node: int
    other: int
    privacy: str


nodes = st.builds(
    Node,
    parent=st.integers(-3, SIZE - 2),
    type=st.integers(0, len(TYPES) - 1),
    state=st.sampled_from(STATES),
    privacy=st.sampled_from(PRIVACY),
    has_translation=st.booleans(),
    has_alias=st.sampled_from([False, False, True]),
    names=numbers,
    file=st.sampled_from(FILES),
)
changes = st.builds(
    Change,
    what=st.sampled_from(CHANGES),
    node=numbers,
    other=numbers,
    privacy=st.sampled_from([each for each in PRIVACY if each]),
)
trees = st.lists(nodes, min_size=3, max_size=SIZE)


def mark(number: int) -> str:
    """A word of no language; no two are near enough to be taken for each other."""
    return "zyx" + "qwvjpk"[number] * 2 + "umtrasd"[number] + "oaeiyu"[number] * 2 + "qwvjpk"[number]


def file_mark(number: int) -> str:
    return mark(number)[::-1]


class Tree:
    """The pages of a site in Swedish with the start pages of two languages."""

    def __init__(self, home: HomePage, finnish: HomePage, groups: tuple[Group, Group]) -> None:
        self.home = home
        self.finnish = finnish
        self.groups = groups
        self.pages: list[Page] = []
        self.marks: dict[int, str] = {}
        self.documents: dict[str, Any] = {}
        """By the mark of the page that leads to it."""

    def build(self, found: list[Node]) -> None:
        for number, node in enumerate(found):
            above = self.pages[node.parent] if 0 <= node.parent < number else self.home
            self.pages.append(self._add(number, node, Page.objects.get(pk=above.pk)))
        for number, node in enumerate(found):
            self._name(number, node)
        for number, node in enumerate(found):
            self._end(number, node)

    def change(self, change: Change) -> None:
        page = self._page(change.node)
        if page is not None:
            CHANGE[change.what](self, page.specific, change)

    def _add(self, number: int, node: Node, above: Page) -> Page:
        word, moment = mark(number), timezone.now()
        states: dict[str, dict[str, Any]] = {
            "scheduled": {"live": False, "go_live_at": moment + timedelta(days=1)},
            "expired": {"live": False, "expired": True, "expire_at": moment - timedelta(days=1)},
            "draft": {"live": False, "has_unpublished_changes": True},
        }
        page = add(
            above,
            TYPES[node.type],
            f"{word.capitalize()} sida",
            summary=f"Om {COMMON} och {word}.",
            show_in_menus=True,
            **year_of(TYPES[node.type], 2000 + number),
            first_published_at=moment,
            last_published_at=moment,
            **self._file(number, node),
            **states.get(node.state, {}),
        )
        place = Place.objects.create(slug=word, name=f"Ort {word}", kind="municipality", locale=page.locale)
        PagePlace.objects.create(page=page, place=place)
        self.marks[page.pk] = word
        return page

    def _file(self, number: int, node: Node) -> dict[str, str]:
        """A text that leads to a file in a collection of its own."""
        if not node.file or number >= WITH_FILES:
            return {}
        collection = Collection.get_first_root_node().add_child(name=f"Samling {number}")
        text = f"Om {COMMON} och {file_mark(number)}."
        document = add_document(text.encode(), f"Bilaga {number}", collection=collection)
        if node.file == "closed":
            close(document)
        self.documents[mark(number)] = document
        return {"body": body_with(document)}

    def _name(self, number: int, node: Node) -> None:
        """Other pages name this one: the start page, a related page, a promoted result."""
        page = self.pages[number]
        self.home.entrances.create(title=f"Gå till {mark(number)}", text="Dit.", target=page)
        PageRelation.objects.create(page=self.pages[node.names % len(self.pages)].specific, target=page)
        if number < 2:
            reason = f"Läs {mark(number)} först."
            PromotedResult.objects.create(page=page, wordings=COMMON, reason=reason, locale=page.locale)

    def _end(self, number: int, node: Node) -> None:
        """What is done with a page that stands: a translation, an alias, a draft, privacy, and its end."""
        page = Page.objects.get(pk=self.pages[number].pk)
        if node.has_translation:
            self._translate(page, number)
        if node.has_alias:
            alias = page.specific.create_alias(parent=Page.objects.get(pk=self.home.pk), update_slug=f"alias-{number}")
            self.marks[alias.pk] = mark(number)
        if node.state == "edited":
            draft = page.specific
            draft.title = f"Utkast {DRAFT}"
            draft.save_revision()
        if node.privacy:
            self.restrict(page, node.privacy)
        if node.state == "unpublished":
            Page.objects.get(pk=page.pk).specific.unpublish()

    def _translate(self, page: Page, number: int) -> None:
        copy = page.specific.copy_for_translation(self.finnish.locale, copy_parents=True)
        copy.save_revision().publish()
        self.marks[copy.pk] = mark(number)
        for above in copy.get_ancestors().filter(depth__gt=2):
            original = page.get_ancestors().filter(translation_key=above.translation_key).first()
            if original:
                self.marks[above.pk] = self.marks[original.pk]

    def restrict(self, page: Page, privacy: str) -> None:
        kind = privacy if privacy in ("login", "password") else "groups"
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="hemligt")
        if kind == "groups":
            restriction.groups.set([self.groups[privacy == "other group"]])

    def _page(self, number: int) -> Page | None:
        return Page.objects.filter(pk=self.pages[number % len(self.pages)].pk).first()

    def move(self, page: Page, change: Change) -> None:
        target = self._page(change.other) or Page.objects.get(pk=self.home.pk)
        if not target.path.startswith(page.path) and page.get_parent() != target:
            page.move(target, pos="last-child")

    def restrict_later(self, page: Page, change: Change) -> None:
        self.restrict(page, change.privacy)

    def lift(self, page: Page, change: Change) -> None:
        PageViewRestriction.objects.filter(page=page).delete()

    def unpublish(self, page: Page, change: Change) -> None:
        page.unpublish()

    def publish(self, page: Page, change: Change) -> None:
        page.live, page.expired, page.go_live_at, page.expire_at = True, False, None, None
        page.save()

    def delete(self, page: Page, change: Change) -> None:
        page.delete()

    def close_file(self, page: Page, change: Change) -> None:
        if document := self.documents.get(self.marks[page.pk]):
            close(document)

    def open_file(self, page: Page, change: Change) -> None:
        if document := self.documents.get(self.marks[page.pk]):
            for restriction in CollectionViewRestriction.objects.filter(collection=document.collection):
                restriction.delete()


def close(document: Any) -> None:
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )


DRAFT = "zyxutkastzyx"
CHANGE: dict[str, Callable[[Tree, Page, Change], None]] = {
    "move": Tree.move,
    "restrict": Tree.restrict_later,
    "lift": Tree.lift,
    "unpublish": Tree.unpublish,
    "publish": Tree.publish,
    "delete": Tree.delete,
    "close file": Tree.close_file,
    "open file": Tree.open_file,
}
