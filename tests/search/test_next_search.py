"""The search after a change is right: whatever was changed, and in whichever way."""

from collections.abc import Callable

import pytest

from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from knowledge.models import DiscussionPoint, Level, PageLevel, ThemePage, ToolkitPage
from tests.factories import (
    LevelFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)
from tests.home.site import make_home

from .asking import ask, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def theme(home: HomePage) -> ThemePage:
    """A theme about co-operation, with one point and a level, that has been found once."""
    page = ThemePageFactory(
        parent=ToolkitPageFactory(title="Stöd"),
        title="Samverkan",
        points=[DiscussionPoint(heading="Vem äger frågan?", why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>")],
    )
    PageLevel.objects.create(page=page, level=LevelFactory(name="Makro"))
    assert titles("samverkan") == ["Samverkan"]
    return page


@pytest.fixture
def changed(django_capture_on_commit_callbacks: Callable) -> Callable[[Callable[[], object]], None]:
    """Makes a change in a transaction of its own, as a request does."""

    def change(action: Callable[[], object]) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            action()

    return change


def test_a_draft_is_found_when_it_is_published(home: HomePage, changed: Callable) -> None:
    page = ThemePageFactory(title="Utkastet", live=False)
    assert titles("utkastet") == []

    changed(lambda: page.save_revision().publish())

    assert titles("utkastet") == ["Utkastet"]


def test_a_saved_draft_of_a_live_page_changes_nothing(theme: ThemePage, changed: Callable) -> None:
    theme.title = "Tvekan"

    changed(theme.save_revision)

    assert (titles("tvekan"), titles("samverkan")) == ([], ["Samverkan"])


def test_an_edited_page_is_found_by_its_new_words_only(theme: ThemePage, changed: Callable) -> None:
    theme.title = "Ansvar"

    changed(lambda: theme.save_revision().publish())

    assert (titles("ansvar"), titles("samverkan")) == (["Ansvar"], [])


def test_an_edited_row_is_found_by_its_new_words_at_the_same_address(theme: ThemePage, changed: Callable) -> None:
    point = theme.points.get()
    before = ask("äger frågan").hits[0].sections[0]
    point.heading = "Vem betalar notan?"

    changed(point.save)

    assert titles("äger frågan") == []
    assert ask("betalar notan").hits[0].sections[0].anchor == before.anchor == point.anchor


def test_a_deleted_row_is_gone(theme: ThemePage, changed: Callable) -> None:
    changed(theme.points.get().delete)

    assert titles("äger frågan") == []


def test_a_renamed_term_is_found_on_every_page_that_names_it(theme: ThemePage, changed: Callable) -> None:
    level = Level.objects.get()
    assert titles("makro") == ["Samverkan"]
    level.name = "Strategisk"

    changed(level.save)

    assert (titles("strategisk"), titles("makro")) == (["Samverkan"], [])


@pytest.mark.parametrize("action", [Page.unpublish, Page.delete], ids=["unpublished", "deleted"])
def test_a_page_that_is_taken_away_is_gone(theme: ThemePage, changed: Callable, action: Callable) -> None:
    changed(lambda: action(theme))

    assert ask("samverkan").total == 0


def test_a_page_that_is_deleted_with_its_parent_is_gone(theme: ThemePage, changed: Callable) -> None:
    changed(theme.get_parent().delete)

    assert ask("samverkan").total == 0


def test_a_moved_page_is_found_where_it_lies(theme: ThemePage, changed: Callable) -> None:
    other = ToolkitPageFactory(title="Annat stöd", slug="annat")

    changed(lambda: theme.move(other, pos="last-child"))

    assert ask("samverkan").hits[0].page.url.startswith("/sv/annat/")


def test_a_page_moved_under_a_private_one_is_gone_and_comes_back(theme: ThemePage, changed: Callable) -> None:
    hidden, parent = ToolkitPageFactory(title="Internt"), theme.get_parent()
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    changed(lambda: theme.move(hidden, pos="last-child"))
    assert ask("samverkan").total == 0

    changed(lambda: Page.objects.get(pk=theme.pk).move(Page.objects.get(pk=parent.pk), pos="last-child"))
    assert titles("samverkan") == ["Samverkan"]


@pytest.mark.parametrize("which", ["self", "above"])
def test_a_new_address_is_the_one_that_hits_lead_to(theme: ThemePage, changed: Callable, which: str) -> None:
    page: ThemePage | ToolkitPage = theme if which == "self" else theme.get_parent().specific
    page.slug = "ny-adress"

    changed(lambda: page.save_revision().publish())

    assert "/ny-adress/" in ask("samverkan").hits[0].page.url


def test_a_page_made_private_is_gone_at_once_and_back_when_it_is_public_again(
    theme: ThemePage, changed: Callable
) -> None:
    restriction = PageViewRestriction(page=theme.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    changed(restriction.save)
    assert ask("samverkan").total == 0

    changed(restriction.delete)
    assert titles("samverkan") == ["Samverkan"]


def test_a_chapter_moves_to_the_year_of_its_report(home: HomePage, changed: Callable) -> None:
    report = ReportPageFactory(published_on="2022-01-01")
    ReportChapterPageFactory(parent=report, title="Bakgrunden")
    assert ask("bakgrunden").counts["year"] == {"2022": 1}
    report.published_on = "2023-01-01"

    changed(report.save)

    assert ask("bakgrunden").counts["year"] == {"2023": 1}
