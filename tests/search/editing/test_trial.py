"""“Testa en sökning” says what the search made of a query, and why a page is found or is not."""

from collections.abc import Callable

import pytest

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from home.models import HomePage
from knowledge.models import DiaryNumber, DiscussionPoint, PageLevel, ThemePage
from search.editing.absence import reasons
from search.editing.trial import Met, Trial, Word, place_of, try_query
from search.engines.base import EngineError
from search.known import read
from search.models import SearchRow
from search.query import parse
from search.upkeep import drain_now
from tests.factories import DecisionPageFactory, LevelFactory, PromotedResultFactory, SynonymsFactory, ThemePageFactory

ADDRESS = reverse("search_trial")


def met(trial: Trial) -> list[Met]:
    return trial.hits[0].met


def test_the_words_of_a_query_are_shown_with_all_they_are_taken_for(home: HomePage) -> None:
    SynonymsFactory(wordings="hyra\nlokalkostnad")
    SynonymsFactory(wordings="SIP\nsamordnad individuell plan")

    trial = try_query("vad är hyror, projektdatabaser och en samordnad individuell plan", "sv")

    hyra, database, plan, *words = trial.words
    assert (hyra.text, hyra.forms[-1], hyra.parts, hyra.synonyms) == ("hyror", "hyra", (), ("lokalkostnad",))
    assert database.parts[0] == "projekt"
    assert plan == Word("samordnad individuell plan", synonyms=("SIP",))
    assert [word.text for word in words] == ["samordnad", "individuell", "plan"]
    assert trial.dropped == ["vad", "är", "och", "en"]


def test_numbers_and_the_words_that_name_them_are_told_apart(home: HomePage) -> None:
    trial = try_query("diarienummer nsv 23-20 möte", "sv")

    assert [number.normalised for number in trial.found.question.identifiers] == []
    assert [word.text for word in try_query("dnr NSV 23-0020 möte", "sv").words] == ["möte"]
    assert try_query("dnr NSV 23-0020 möte", "sv").dropped == ["dnr"]


def test_each_hit_tells_which_words_answer_where_and_how(home: HomePage) -> None:
    ThemePageFactory(title="Hyror", purpose="<p>Lokalhyran och hyra.</p>")

    (tried,) = try_query("hyra", "sv").hits

    assert tried.place == 1
    assert tried.hit.score > 0
    assert [(row.place, row.how, row.words) for row in tried.met] == [
        ("title", "inflection", ("hyror",)),
        ("text", "exact", ("hyra",)),
        ("text", "part", ("lokalhyran",)),
    ]
    assert tried.elsewhere == []


def test_a_word_that_stands_in_no_text_is_said_to_come_from_what_the_page_is_classed_with(home: HomePage) -> None:
    level = LevelFactory(name="Makro", aliases="strategisk nivå")
    ThemePageFactory(title="Hyror", page_levels=[PageLevel(level=level)])

    (tried,) = try_query("hyra strategisk", "sv").hits

    assert tried.elsewhere == ["strategisk"]


def test_a_hit_with_some_of_the_words_is_not_said_to_have_the_others_elsewhere(home: HomePage) -> None:
    ThemePageFactory(title="Hyror")

    (tried,) = try_query("hyra bygglov", "sv").hits

    assert tried.hit.match == "partial"
    assert tried.elsewhere == []


def test_a_hit_with_only_the_parts_of_a_word_says_so_even_where_no_text_has_them_all(home: HomePage) -> None:
    point = DiscussionPoint(heading="Varför?", why="<p>Att vänta är svårt.</p>", desired_outcome="<p>Klart.</p>")
    ThemePageFactory(title="Om annat", purpose="<p>Den tid som går.</p>", points=[point])

    (tried,) = try_query("väntetid", "sv").hits

    assert (tried.hit.match, tried.met, tried.elsewhere) == ("partial", [], [])
    assert tried.apart == ["Delarna av ”väntetid” står på olika ställen på sidan"]


@pytest.fixture
def theme(home: HomePage) -> ThemePage:
    return ThemePageFactory(title="Hyror")


def why(page: Page, query: str = "hyra", locale: str = "sv") -> list[str]:
    drain_now()
    return reasons(page, parse(query, locale, read(locale).synonyms), locale)


def test_a_page_that_is_found_has_a_place_and_no_reason_to_be_away(theme: ThemePage) -> None:
    other = ThemePageFactory(title="Annat")

    assert place_of(theme, "sv", "hyra") == 1
    assert place_of(other, "sv", "hyra") is None
    assert why(theme) == []


def test_the_place_of_a_page_is_found_on_later_pages_of_results(theme: ThemePage) -> None:
    for number in range(10):
        ThemePageFactory(title=f"Hyra, hyra {number}", purpose="<p>hyra hyra</p>")

    assert place_of(theme, "sv", "hyra") == 11


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("bygglov", "Sidan saknar ordet ”bygglov”."),
        ("bygglov skola", "Sidan saknar orden ”bygglov”, ”skola”."),
        (
            "hyra bygglov",
            "Sidan saknar ordet ”bygglov”. Sidor med några av orden tas bara med när färre än 3 har alla.",
        ),
        ('hyra "fem steg"', "Sidan saknar ordet ”fem steg”. Sidor med några av orden"),
        ("annat -hyra", "Sidan saknar ordet ”annat”."),
        ("hyra NSV23-0020", "Sidan saknar ordet ”NSV23-0020”. Sidor med några av orden"),
    ],
)
def test_words_that_the_page_lacks_are_named(theme: ThemePage, query: str, told: str) -> None:
    assert why(theme, query)[0].startswith(told)


def test_a_page_that_has_what_the_query_excludes_is_told_so(theme: ThemePage) -> None:
    assert why(theme, "tema -hyror -bygglov")[-1] == "Sidan innehåller ”hyror”, som frågan utesluter."


def test_a_page_that_is_not_published_waits_or_is_private_is_told_so(theme: ThemePage) -> None:
    PageViewRestriction.objects.create(page=theme, restriction_type=PageViewRestriction.LOGIN)
    assert why(theme) == ["Alla besökare får inte läsa sidan, så bara den som får det hittar den."]

    SearchRow.objects.filter(page_id=theme.pk).update(indexed_version=0, dead=True, error="trasig tabell")
    assert why(theme) == ["Misslyckades, och sökningen har gett upp: trasig tabell"]

    theme.unpublish()
    assert why(theme) == ["Inte publicerad, så den går inte att hitta."]


def test_a_page_in_another_language_or_of_a_kind_that_is_not_searched_is_told_so(theme: ThemePage) -> None:
    assert why(theme, "vuokra", "fi") == ["Sidan är på ett annat språk: Svenska."]
    assert why(Page.objects.get(depth=1)) == ["Sökningen hittar inte sidor av det här slaget."]


@pytest.fixture
def admin(editor: Callable[..., User]) -> User:
    return editor("add_synonyms")


def shown(client: Client, query: str, home: HomePage, **parameters: object) -> str:
    return client.get(ADDRESS, {"q": query, "locale": home.locale_id} | parameters).content.decode()


def test_the_page_shows_a_trial_in_words(home: HomePage, theme: ThemePage, admin: User, client: Client) -> None:
    SynonymsFactory(wordings="hyra\nlokalkostnad")
    DecisionPageFactory(title="Godkänd", diary_numbers=[DiaryNumber(number="NSV23-0020")])
    PromotedResultFactory(page=ThemePageFactory(title="Former"), wordings="hyra", reason="Börja här.")

    text = shown(client, "hyran", home)

    assert "utan ordet ”bygglov”" in shown(client, "hyra -bygglov", home)
    for words in (
        "lokalkostnad",
        "Hyror",
        "en annan form av ordet",
        "1 sida har ordet.",
        "poäng",
        "Former",
        "Börja här.",
    ):
        assert words in text, words
    assert "NSV23-0020" in shown(client, "nsv 23-0020", home)
    assert "söks" not in client.get(ADDRESS).content.decode()


def test_the_page_tells_where_a_chosen_page_stands_or_what_keeps_it_away(
    home: HomePage, theme: ThemePage, admin: User, client: Client
) -> None:
    assert "Den står på plats 1." in shown(client, "hyra", home, page=theme.pk)
    assert "Sidan saknar ordet ”bygglov”." in shown(client, "bygglov", home, page=theme.pk)


def test_a_trial_shows_nothing_that_visitors_may_not_read(
    home: HomePage, theme: ThemePage, admin: User, client: Client
) -> None:
    group = Group.objects.create(name="Nämnden")
    PageViewRestriction.objects.create(page=theme, restriction_type=PageViewRestriction.GROUPS).groups.set([group])

    assert "Hyror" not in shown(client, "hyra", home)
    text = shown(client, "hyra bygglov", home, page=theme.pk)
    assert "Du får varken redigera eller läsa sidan." in text
    assert "Sidan saknar" not in text

    editors = Group.objects.create(name="Redaktionen")
    GroupPagePermission.objects.create(group=editors, page=home, permission_type="change")
    admin.groups.add(editors)
    assert "Sidan saknar ordet ”bygglov”." in shown(client, "hyra bygglov", home, page=theme.pk)


def test_an_empty_or_mistaken_query_is_no_error(home: HomePage, admin: User, client: Client) -> None:
    assert client.get(ADDRESS, {"q": "!!", "locale": home.locale_id}).status_code == 200
    assert client.get(ADDRESS, {"q": "", "locale": "x", "page": "y"}).status_code == 200


def test_without_the_engine_the_page_says_so(
    home: HomePage, admin: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise EngineError("down")

    monkeypatch.setattr("search.editing.trial_view.try_query", broken)

    assert "Sökningen svarar inte just nu." in shown(client, "hyra", home)
