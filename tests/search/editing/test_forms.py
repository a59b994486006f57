"""Lists and forms for what editors tell the search, with the button that shows the effect."""

import json
import re
from collections.abc import Callable

import pytest

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Locale

from home.models import HomePage
from search.editing import effect_views
from search.editing.models import PromotedResult, Synonyms
from search.engines.base import EngineError
from tests.factories import PromotedResultFactory, SynonymsFactory, ThemePageFactory
from tests.search.asking import titles

SYNONYMS, PROMOTED = "wagtailsnippets_search_synonyms", "wagtailsnippets_search_promotedresult"
ALL = [f"{action}_{model}" for action in ("add", "change", "delete") for model in ("synonyms", "promotedresult")]


@pytest.fixture
def admin(editor: Callable[..., User]) -> User:
    return editor(*ALL)


def send(client: Client, address: str, show: bool = True, **fields: object) -> str:
    button = {"show-effect": "1"} if show else {}
    return client.post(address, fields | button).content.decode()


def test_the_effect_is_shown_above_the_form_and_nothing_is_saved(home: HomePage, admin: User, client: Client) -> None:
    ThemePageFactory(title="Lokalkostnad")
    fields = {"locale": home.locale_id, "word": "", "wordings": "hyra\nlokalkostnad"}

    text = send(client, reverse(f"{SYNONYMS}:add"), **fields)

    assert "Inget har sparats." in text
    assert "1 av 2 sökningar" in text
    assert text.index("”hyra”") < text.index("kommer in på första sidan") < text.index('name="wordings"')
    assert "hyra\nlokalkostnad</textarea>" in text
    assert not Synonyms.objects.exists()


def test_a_form_that_is_not_right_is_explained_instead(home: HomePage, admin: User, client: Client) -> None:
    text = send(client, reverse(f"{SYNONYMS}:add"), locale=home.locale_id, wordings="hyra\nhyrorna")

    assert "redan samma ord" in text
    assert "Inget har sparats." not in text


def test_synonyms_that_are_edited_stay_as_they_were_while_the_effect_is_shown(
    home: HomePage, admin: User, client: Client
) -> None:
    for title in ("Lokalkostnad", "Dagordning"):
        ThemePageFactory(title=title)
    saved = SynonymsFactory(wordings="hyra\nlokalkostnad")

    text = send(
        client, reverse(f"{SYNONYMS}:edit", args=[saved.pk]), locale=home.locale_id, wordings="hyra\ndagordning"
    )

    assert "kommer in på första sidan" in text
    assert "lämnar första sidan" in text
    saved.refresh_from_db()
    assert saved.wordings == "hyra\nlokalkostnad"
    assert titles("hyra") == ["Lokalkostnad"]


def test_saved_synonyms_count_at_once_and_are_listed_in_words(home: HomePage, admin: User, client: Client) -> None:
    ThemePageFactory(title="Lokalkostnad")

    send(client, reverse(f"{SYNONYMS}:add"), show=False, locale=home.locale_id, word="hyra", wordings="lokalkostnad")

    assert titles("hyra") == ["Lokalkostnad"]
    text = client.get(reverse(f"{SYNONYMS}:list")).content.decode()
    assert "hyra → lokalkostnad" in text
    assert "åt ena hållet" in text


def test_the_effect_of_a_promoted_result_is_shown_whatever_its_days(
    home: HomePage, admin: User, client: Client
) -> None:
    page = ThemePageFactory(title="Former för beslut")
    fields = {"locale": home.locale_id, "page": page.pk, "wordings": "hyra", "valid_from": "2100-01-01", "reason": ""}

    text = send(client, reverse(f"{PROMOTED}:add"), **fields)

    assert "rekommenderad" in text
    assert "kommer in på första sidan" in text
    assert "Alla besökare får inte läsa sidan." not in text
    assert not PromotedResult.objects.exists()


def test_the_list_names_no_page_that_its_reader_may_not_read(home: HomePage, admin: User, client: Client) -> None:
    PromotedResultFactory(page=ThemePageFactory(title="Öppen sida"), wordings="hyra")
    PromotedResultFactory(page=ThemePageFactory(title="Hemlig sida", live=False), wordings="bygglov")

    text = client.get(reverse(f"{PROMOTED}:list")).content.decode()

    assert "Öppen sida" in text
    assert "bygglov" in text
    assert "Hemlig sida" not in text
    assert "en sida som du inte får läsa" in text


def test_a_page_that_visitors_may_not_read_is_told_of(home: HomePage, admin: User, client: Client) -> None:
    saved = PromotedResultFactory(page=ThemePageFactory(title="Former för beslut", live=False))

    text = send(
        client, reverse(f"{PROMOTED}:edit", args=[saved.pk]), locale=home.locale_id, page=saved.page_id, wordings="hyra"
    )

    assert "0 av 1 sökningar" in text
    assert "Alla besökare får inte läsa sidan." in text


def test_without_the_engine_the_form_stays_and_says_so(
    home: HomePage, admin: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise EngineError("down")

    monkeypatch.setattr(effect_views, "effect_of", broken)

    text = send(client, reverse(f"{SYNONYMS}:add"), locale=home.locale_id, wordings="hyra\nlokalkostnad")

    assert "Sökningen svarar inte just nu." in text
    assert "hyra\nlokalkostnad</textarea>" in text


def menu(client: Client) -> str:
    """The admin's menu, which stands in the page as data for a script."""
    text = client.get("/admin/").content.decode()
    data = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert data
    return json.dumps(json.loads(data[1]), ensure_ascii=False)


def test_who_has_no_permission_sees_neither_lists_nor_menu(
    home: HomePage, editor: Callable[..., User], client: Client
) -> None:
    editor()

    assert client.get(reverse(f"{SYNONYMS}:list")).status_code == 302
    assert client.post(reverse(f"{PROMOTED}:add"), {"show-effect": "1"}).status_code == 302
    assert client.get(reverse("search_trial")).status_code == 302
    assert "Testa en sökning" not in menu(client)


def test_who_may_edit_finds_it_all_in_one_menu(home: HomePage, admin: User, client: Client) -> None:
    found = menu(client)

    for label in ("Sökningen", "Synonymer", "Rekommenderade träffar", "Testa en sökning"):
        assert label in found


def test_a_new_form_takes_words_and_language_from_its_address(home: HomePage, admin: User, client: Client) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]

    form = client.get(reverse(f"{SYNONYMS}:add"), {"locale": "en", "wordings": "hyra"}).context["form"]

    assert (form.instance.locale, form["wordings"].value()) == (english, "hyra")


@pytest.mark.parametrize("code", ["xx", "\0"])
def test_what_is_no_language_reaches_no_database(home: HomePage, admin: User, client: Client, code: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(f"{SYNONYMS}:add"), {"locale": code})

    assert response.status_code == 200
    assert not [query["sql"] for query in queries if f"'{code}'" in query["sql"]]
