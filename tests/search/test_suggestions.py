"""What is suggested while somebody types: of which groups, in which order, leading where, and to whom."""

from collections.abc import Callable
from typing import Any

import pytest

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from wagtail.models import Page

from home.models import HomePage, StandardPage
from knowledge.models import DiaryNumber, GlossaryPage, PageLevel, PagePlace, PageTerm
from search import suggestions
from search.engines import tantivy
from search.engines.base import EngineError
from search.suggestions import MOST, suggest
from tests.factories import (
    DecisionPageFactory,
    LevelFactory,
    PlaceFactory,
    TermFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)
from tests.home.site import add, add_many, make_home

from .asking import index_below
from .test_visibility import HIDING, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def suggested(text: str, user: Any = None, locale: str = "sv") -> dict[str, list[str]]:
    """Texts of the suggestions by group, in their order."""
    found: dict[str, list[str]] = {}
    for each in suggest(text, user or AnonymousUser(), locale):
        found.setdefault(each.group, []).append(each.text)
    return found


def named(factory: Callable, row: type, relation: str, title: str = "Om det", **fields: Any) -> Page:
    """A page of that title that carries a new item of a vocabulary."""
    field = relation.removeprefix("page_").removesuffix("s")
    return ThemePageFactory(**{"title": title, relation: [row(**{field: factory(**fields)})]})


def test_a_page_is_suggested_by_the_beginnings_of_words_of_its_title(home: HomePage) -> None:
    ThemePageFactory(title="Skellefteå och Norsjö")

    for typed in ("sk", "skelle", "Skellefte", "skelleftea", "norsj", "norsjö skell", "och no"):
        assert suggested(typed) == {"Sidor": ["Skellefteå och Norsjö"]}, typed
    for typed in ("s", "kelle", "skellefteå umeå", "", '"', "§"):
        assert suggested(typed) == {}, typed


def test_titles_as_typed_come_before_those_without_dots_and_first_words_before_later_ones(home: HomePage) -> None:
    for title in ("Ny vårdplan", "Vårdplan", "En vard", "Vardag"):
        ThemePageFactory(title=title)

    assert suggested("vard") == {"Sidor": ["Vardag", "En vard", "Nära vård", "Vårdplan", "Ny vårdplan"]}
    assert suggested("vård") == {"Sidor": ["Nära vård", "Vårdplan", "Ny vårdplan"]}


def test_the_later_parts_of_a_compound_are_suggested_after_words_that_begin_so(home: HomePage) -> None:
    for title in ("Projektdirektiv", "Direktiv", "Lokalmål"):
        ThemePageFactory(title=title)
    named(TermFactory, PageTerm, "page_terms", term="Länsstyrgruppen", title="Förkortningar")

    assert suggested("direkt") == {"Sidor": ["Direktiv", "Projektdirektiv"]}
    assert suggested("mål") == {"Sidor": ["Lokalmål"]}
    assert suggested("styrgrupp") == {"Begrepp": ["Länsstyrgruppen"]}
    ThemePageFactory(title="Lokalförsörjning")
    assert suggested("försörjning") == suggested("forsorj") == {"Sidor": ["Lokalförsörjning"]}


def test_pages_are_suggested_by_their_labels_after_those_whose_titles_begin_so(home: HomePage) -> None:
    ThemePageFactory(title="Tio", number=10)
    ThemePageFactory(title="Två", number=2, part="a")
    ThemePageFactory(title="Om teman", number=3)
    add(home, GlossaryPage, "Begrepp")

    assert suggested("tem") == {"Sidor": ["Om teman", "Två", "Tio"]}
    assert suggested("tema 2") == suggested("tema 2a") == suggested("2a två") == {"Sidor": ["Två"]}
    assert suggested("ordl") == suggested("ordlista beg") == {"Sidor": ["Begrepp"]}


def test_a_name_leads_to_the_pages_that_carry_it(home: HomePage, client: Client) -> None:
    page = named(PlaceFactory, PagePlace, "page_places", name="Jönköping")

    assert suggested("jonk") == {"Platser": ["Jönköping"]}
    (item,) = ask(client, "jonk")["groups"][0]["items"]
    assert item["note"] == "Kommun"
    assert page.url in client.get(item["url"]).content.decode()
    assert "1 träff" in client.get(item["url"]).content.decode()


def test_a_name_that_no_page_carries_is_not_suggested(home: HomePage) -> None:
    PlaceFactory(name="Jönköping")
    ThemePageFactory(title="Något annat")

    assert suggested("jönk") == {}


def test_a_term_leads_to_its_explanation_and_is_found_by_any_of_its_wordings(home: HomePage, client: Client) -> None:
    add(home, GlossaryPage, "Begrepp")
    term = TermFactory(term="Egenmonitorering", abbreviation="EM", expansion="mätning hemma", synonyms="självtest")

    for typed in ("egenm", "em", "mätn", "självt"):
        groups = ask(client, typed)["groups"]
        assert [item["text"] for item in groups[0]["items"]] == ["Egenmonitorering (EM)"], typed
    assert groups[0]["label"] == "Begrepp"
    assert groups[0]["items"][0]["url"].endswith(f"#{term.anchor}")


def test_without_a_glossary_a_term_leads_to_a_search(home: HomePage, client: Client) -> None:
    named(TermFactory, PageTerm, "page_terms", term="Egenmonitorering")
    TermFactory(term="Egenavgift")

    assert suggested("egen") == {"Begrepp": ["Egenmonitorering"]}
    assert ask(client, "egen")["groups"][0]["items"][0]["url"] == "/sv/sok/?q=Egenmonitorering"


def test_a_number_that_is_being_typed_leads_to_its_page(home: HomePage, client: Client) -> None:
    for number in ("NSV23-0020", "NSV22-0008"):
        DecisionPageFactory(title=f"Beslut {number[-1]}", diary_numbers=[DiaryNumber(number=number)])

    assert suggested("nsv 23-00") == suggested("NSV23–20") == {"Beteckningar": ["NSV23-0020"]}
    assert suggested("nsv") == {"Beteckningar": ["NSV23-0020", "NSV22-0008"]}
    (item,) = ask(client, "nsv23-0")["groups"][0]["items"]
    assert item["note"] == "Beslut 0"


def test_a_page_is_suggested_once_by_its_number_or_by_its_title(home: HomePage) -> None:
    DecisionPageFactory(title="Beslut NSV23-0020", diary_numbers=[DiaryNumber(number="NSV23-0020")])

    assert suggested("nsv23-0020") == {"Beteckningar": ["NSV23-0020"]}


def test_words_are_read_tolerantly_only_where_nothing_begins_as_typed(home: HomePage) -> None:
    ThemePageFactory(title="Lokaler")
    assert suggested("lokel") == {"Sidor": ["Lokaler"]}

    ThemePageFactory(title="Lokelund")

    assert suggested("lokel") == {"Sidor": ["Lokelund"]}
    assert suggested("lokxyz") == {}


def test_a_word_that_stands_on_pages_is_no_slip_though_no_title_begins_so(home: HomePage) -> None:
    ThemePageFactory(title="Lokaler", purpose="<p>Vi åkte med lokal.</p>")
    ThemePageFactory(title="Omställning", purpose="<p>En omstart.</p>")

    assert suggested("omstart") == {}
    assert suggested("omstal") == {"Sidor": ["Omställning"]}


def test_there_are_never_more_than_can_be_overlooked(home: HomePage) -> None:
    add_many(home, StandardPage, 70, title=lambda number: f"Vårdval {number}")
    index_below(home)
    for number in range(9):
        named(PlaceFactory, PagePlace, "page_places", name=f"Vårdby {number}")
        named(TermFactory, PageTerm, "page_terms", term=f"Vårdord {number}")

    assert {group: len(texts) for group, texts in suggested("vård").items()} == {
        "Sidor": suggestions.MOST_PAGES,
        "Begrepp": suggestions.MOST_OF_A_GROUP,
        "Platser": MOST - suggestions.MOST_PAGES - suggestions.MOST_OF_A_GROUP,
    }


def test_each_language_has_its_own(home: HomePage) -> None:
    finnish = make_home("fi", of=home)
    page = ThemePageFactory(title="Vård", page_levels=[PageLevel(level=LevelFactory(name="Vårdnivå"))])
    page.copy_for_translation(finnish.locale, copy_parents=True).save_revision().publish()
    Page.objects.filter(locale=finnish.locale, translation_key=page.translation_key).update(title="Hoito")

    index_below(finnish)

    assert suggested("hoi") == {}
    with translation.override("fi"):
        assert suggested("hoi", locale="fi") == {"Sivut": ["Hoito"]}
        assert suggested("vårdn", locale="fi") == {"Tasot": ["Vårdnivå"]}, "not translated: named as on the page"


@pytest.mark.parametrize("hide", HIDING)
def test_what_may_not_be_read_is_not_suggested_nor_are_names_that_only_it_carries(
    home: HomePage, hide: Callable[[Page], None]
) -> None:
    page = ThemePageFactory(
        parent=ToolkitPageFactory(title="Stöd"),
        title="Hemligheten",
        page_places=[PagePlace(place=PlaceFactory(name="Hemort"))],
        page_terms=[PageTerm(term=TermFactory(term="Hemterm"))],
    )
    number = DecisionPageFactory(parent=page.get_parent(), title="x", diary_numbers=[DiaryNumber(number="HEM23-0020")])
    assert {text for texts in suggested("hem").values() for text in texts} == {
        "Hemligheten",
        "Hemort",
        "Hemterm",
        "HEM23-0020",
    }

    hide(page)
    if number.pk and Page.objects.filter(pk=number.pk).exists():
        hide(number)

    for typed in ("hem", "hemlig", "hemligehten", "hemor", "hem23-0", "hemtrem"):
        assert suggested(typed) == {}, typed


def test_who_may_read_a_private_page_is_suggested_it(home: HomePage) -> None:
    page = named(PlaceFactory, PagePlace, "page_places", name="Hemort", title="Hemligheten")
    restrict(page)

    assert suggested("hem") == {}
    assert suggested("hem", user=User.objects.create_user("redaktor")) == {
        "Sidor": ["Hemligheten"],
        "Platser": ["Hemort"],
    }


def test_a_private_glossary_explains_nothing_to_others(home: HomePage) -> None:
    glossary = add(home, GlossaryPage, "Begrepp")
    TermFactory(term="Egenmonitorering")
    assert suggested("egenm") == {"Begrepp": ["Egenmonitorering"]}

    restrict(glossary)

    assert suggested("egenm") == {}


def test_a_page_that_became_private_while_the_engine_answered_is_left_out(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ThemePageFactory(title="Hemligheten")
    visible_pages = suggestions.access.visible_pages

    def restrict_first(*args: Any) -> dict[int, Page]:
        restrict(page)
        return visible_pages(*args)

    monkeypatch.setattr(suggestions.access, "visible_pages", restrict_first)

    assert suggested("hemlig") == {}


def ask(client: Client, typed: str) -> dict[str, Any]:
    return client.get("/sv/sok/forslag/", {"q": typed}).json()


def test_the_answer_says_how_many_there_are_and_is_kept_by_nobody(home: HomePage, client: Client) -> None:
    ThemePageFactory(title="Vårdval")

    response = client.get("/sv/sok/forslag/", {"q": "vårdv"})

    assert response.json()["status"] == "1 förslag"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert not response.cookies
    assert client.get("/sv/sok/forslag/").json() == {"groups": [], "status": "0 förslag"}
    assert client.get("/fi/haku/ehdotukset/", {"q": "x"}).json()["status"] == "0 ehdotusta"


def test_a_broken_engine_suggests_nothing(
    home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise EngineError("The disk is on fire")

    monkeypatch.setattr(tantivy.TantivyEngine, "search", fail)

    assert ask(client, "vård")["groups"] == []
    assert "Nothing can be suggested" in caplog.text


def test_suggestions_cost_the_same_few_queries_however_many_there_are(home: HomePage, client: Client) -> None:
    """The site, the index in use, what is private, and the pages."""
    add(home, GlossaryPage, "Begrepp")
    for number in range(8):
        named(TermFactory, PageTerm, "page_terms", term=f"Vårdord {number}", title=f"Vårdval {number}")
    ask(client, "vård")

    with CaptureQueriesContext(connection) as asked:
        found = ask(client, "vård")

    assert sum(len(group["items"]) for group in found["groups"]) == suggestions.MOST_PAGES + suggestions.MOST_OF_A_GROUP
    assert len(asked) == 4
