"""The command prints what an anonymous visitor would see on the search page."""

import json
from typing import Any

import pytest

from django.core.management import CommandError, call_command
from django.test import Client

from wagtail.models import PageViewRestriction

from home.models import HomePage
from knowledge.models import DiscussionPoint
from search.engines import tantivy
from search.engines.base import EngineError
from tests.factories import DecisionPageFactory, ThemePageFactory, ToolkitPageFactory
from tests.home.site import add_many, make_home

from .asking import index_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    call_command("search_query", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_row_tells_where_the_answer_stands(home: HomePage, capsys: pytest.CaptureFixture[str]) -> None:
    point = DiscussionPoint(
        heading="Vem äger frågan?", why="<p>För att det är oklart.</p>", desired_outcome="<p>Ett.</p>"
    )
    theme = ThemePageFactory(
        parent=ToolkitPageFactory(slug="stod"), title="Samverkan", slug="samverkan", points=[point]
    )

    (row,) = rows(capsys, "äger frågan")

    assert row == {
        "rank": 1,
        "title": "Samverkan",
        "url": f"/sv/stod/samverkan/#{theme.points.get().anchor}",
        "kind": "theme",
        "heading": "Vem äger frågan?",
        "snippet": row["snippet"],
        "match": "all",
    }
    assert "oklart" in row["snippet"]


def test_tiers_are_told_apart_and_ranks_go_on_over_pages(home: HomePage, capsys: pytest.CaptureFixture[str]) -> None:
    ThemePageFactory(title="Samverkan om lokaler")
    add_many(home, type(DecisionPageFactory()), 11, title="Samverkan")
    index_below(home)

    first, second = rows(capsys, "samverkan lokaler"), rows(capsys, "samverkan lokaler", "--page", "2")

    assert [row["match"] for row in first] == ["all"] + ["partial"] * 9
    assert [row["rank"] for row in (*first, *second)] == list(range(1, 13))


def test_it_sees_what_the_page_shows(home: HomePage, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    open_page, private = ThemePageFactory(title="Samverkan ett"), ThemePageFactory(title="Samverkan två")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    (row,) = rows(capsys, "samverkan")

    assert row["title"] == open_page.title
    assert f'href="{row["url"]}"' in client.get("/sv/sok/", {"q": "samverkan"}).content.decode()


def test_the_locale_can_be_chosen(home: HomePage, capsys: pytest.CaptureFixture[str]) -> None:
    ThemePageFactory(title="Samverkan")

    assert rows(capsys, "samverkan", "--locale", "fi") == []


@pytest.mark.parametrize("text", ["", "qwertyzxcv", "\x00", "'; DROP TABLE x; --"])
def test_what_finds_nothing_gives_an_empty_list(home: HomePage, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert rows(capsys, text) == []


def test_people_can_read_it_too(home: HomePage, capsys: pytest.CaptureFixture[str]) -> None:
    ThemePageFactory(title="Katrineholm")

    call_command("search_query", "katrinholm")

    printed = capsys.readouterr().out
    assert "Katrineholm" in printed
    assert "1. [all] Katrineholm" in printed


def test_a_broken_engine_is_one_clear_line(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise EngineError("The disk is on fire")

    monkeypatch.setattr(tantivy.TantivyEngine, "search", fail)

    with pytest.raises(CommandError, match="The disk is on fire"):
        call_command("search_query", "samverkan")
