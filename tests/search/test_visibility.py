"""What visitors may not read shows nowhere in a search: not in hits, counts, ways to a page or corrections."""

from collections.abc import Callable

import pytest

from django.contrib.auth.models import User
from django.test import Client

from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from search.presentation import breadcrumbs
from tests.factories import MeetingPageFactory, ThemePageFactory, ToolkitPageFactory
from tests.home.site import make_home

from .asking import ask

pytestmark = pytest.mark.django_db

SECRET = "Hemligheten"


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def private(page: Page) -> None:
    restrict(page)


def below_private(page: Page) -> None:
    restrict(page.get_parent())


def draft(page: Page) -> None:
    page.unpublish()


def deleted(page: Page) -> None:
    page.delete()


HIDING = [private, below_private, draft, deleted]


@pytest.mark.parametrize("hide", HIDING)
def test_a_hidden_page_leaves_no_trace(home: HomePage, client: Client, hide: Callable[[Page], None]) -> None:
    page = MeetingPageFactory(
        parent=ToolkitPageFactory(title="Stöd"),
        title=SECRET,
        summary="Om vårdsamverkan.",
        held_on="2021-05-04",
    )
    MeetingPageFactory(title="Öppet", summary="Om vårdsamverkan.", held_on="2023-05-04")
    assert ask("vårdsamverkan").total == 2

    hide(page)

    found = ask("vårdsamverkan")
    assert [hit.page.title for hit in found.hits] == ["Öppet"]
    assert (found.total, found.counts["year"]) == (1, {"2023": 1})
    for question in ("vårdsamverkan", "hemligheter", "hemligheten vårdsamverkan", "hemlighetem"):
        assert SECRET not in client.get("/sv/sok/", {"q": question}).content.decode(), question


@pytest.mark.parametrize("hide", HIDING)
def test_no_correction_shows_a_word_of_a_hidden_page(home: HomePage, hide: Callable[[Page], None]) -> None:
    page = ThemePageFactory(parent=ToolkitPageFactory(title="Stöd"), title="Katrineholmsavtalet")
    ThemePageFactory(title="Vårdsamverkan")
    assert ask("katrinholmsavtalet").corrected == "katrineholmsavtalet"
    assert ask("katrineholmsav").corrected == "katrineholmsavtalet"
    assert ask("katrin").proposal == "katrineholmsavtalet"

    hide(page)

    assert ask("katrinholmsavtalet").corrected == ""
    assert ask("katrineholmsav").corrected == ""
    assert ask("katrin").proposal == ""
    assert ask("katrinholmsavtalet vårdsammverkan").corrected in ("", "katrinholmsavtalet vårdsamverkan")


def test_a_visitor_who_may_read_a_private_page_finds_it(home: HomePage) -> None:
    restrict(ThemePageFactory(title=SECRET))

    assert ask(SECRET).total == 0
    assert [hit.page.title for hit in ask(SECRET, user=User.objects.create_user("redaktor")).hits] == [SECRET]


def test_a_page_that_became_private_while_the_engine_answered_is_left_out(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ThemePageFactory(title=SECRET)
    monkeypatch.setattr("search.finder.access.visible_pages", _restricting(page))

    found = ask(SECRET)

    assert found.hits == []


def _restricting(page: Page) -> Callable:
    """Makes the page private after the engine has been asked and before its answer is shown."""
    from search.access import visible_pages

    def restrict_first(*args: object) -> dict[int, Page]:
        restrict(page)
        return visible_pages(*args)

    return restrict_first


def test_the_way_to_a_page_names_only_live_pages(home: HomePage) -> None:
    section = ToolkitPageFactory(title=SECRET)
    theme = ThemePageFactory(parent=section, title="Vårdsamverkan")
    found = ask("vårdsamverkan")
    assert breadcrumbs(found.hits)[theme.pk] == [SECRET]

    section.unpublish()

    assert breadcrumbs(ask("vårdsamverkan").hits)[theme.pk] == []
