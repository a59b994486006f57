"""The search page: what it says, that all its state stands in the address, and that it survives a broken engine."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest

from django.test import Client

from home.models import HomePage, StandardPage
from knowledge.models import DecisionPage, DiaryNumber, DiscussionPoint, PageOrganisation, PagePlace
from search.engines import tantivy
from search.engines.base import EngineError
from tests.factories import DecisionPageFactory, OrganisationFactory, PlaceFactory, ThemePageFactory, ToolkitPageFactory
from tests.home.site import add, add_many, add_section, make_home

from .asking import index_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def get(home: HomePage, client: Client) -> Callable[..., str]:
    """The text of the search page's main part, with single spaces."""

    def get(address: str = "/sv/sok/", **parameters: str) -> str:
        response = client.get(address, parameters)
        assert response.status_code == 200
        return shown(response.content.decode())

    return get


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise EngineError("The disk is on fire")

    monkeypatch.setattr(tantivy.TantivyEngine, "search", fail)


def shown(html: str) -> str:
    """The main part of a page, with single and ordinary spaces."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(main.replace("\u00a0", " ").replace("\u00ad", "").split())


def links(html: str) -> list[dict[str, str]]:
    """Parameters of the links that lead to the search page."""
    found = re.findall(r'href="(\?[^"]*)"', html)
    return [dict(parse_qsl(urlsplit(address.replace("&amp;", "&")).query)) for address in found]


def test_a_hit_leads_to_its_very_section(get: Callable) -> None:
    toolkit = ToolkitPageFactory(title="Stöd för lokaler", slug="stod")
    point = DiscussionPoint(heading="Vem äger frågan?", why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>")
    theme = ThemePageFactory(parent=toolkit, title="Samverkan", slug="samverkan", number=2, points=[point])

    html = get(q="vem äger frågan")

    assert f'href="{theme.url}#{theme.points.get().anchor}"' in html
    assert "<mark>äger</mark> <mark>frågan</mark>" in html
    assert "Stöd för lokaler" in html
    assert "Punkt 1" in html
    assert "Tema 2" in html


def test_tiers_are_counted_and_headed_apart(get: Callable) -> None:
    ThemePageFactory(title="Samverkan om lokaler")
    ThemePageFactory(title="Bara samverkan")

    html = get(q="samverkan lokaler")

    assert "1 träff för ”samverkan lokaler”, 1 med några av orden" in re.sub(r"<[^>]+>", "", html)
    assert html.index("Samverkan om lokaler") < html.index("Sidor med några av orden") < html.index("Bara samverkan")


def test_when_no_page_has_all_words_the_heading_says_so(get: Callable) -> None:
    ThemePageFactory(title="Bara samverkan")

    assert "Inga sidor har alla orden. Sidor med några av dem:" in get(q="samverkan hundspann")


def test_pages_with_the_parts_of_a_compound_are_not_said_to_have_the_word(get: Callable) -> None:
    ThemePageFactory(title="Väntetider")
    ThemePageFactory(title="Tiden och att vänta", purpose="<p>Vänta på sin tid.</p>")

    html = get(q="vad är väntetider")

    assert "1 träff för ”vad är väntetider”, 1 med delar av ordet" in re.sub(r"<[^>]+>", "", html)
    assert html.index("Väntetider") < html.index("Sidor med delar av ordet") < html.index("Tiden och att")


def test_when_only_the_parts_of_a_word_are_found_the_heading_says_so(get: Callable) -> None:
    ThemePageFactory(title="Tiden och att vänta")

    html = re.sub(r"<[^>]+>", "", get(q="vad är väntetider"))

    assert "1 träff med delar av ordet ”väntetider”" in html
    assert "Ingen sida har ordet. Sidor med dess delar:" in html
    assert "har ordet väntetider" not in html


def test_a_correction_is_said_and_can_be_undone(get: Callable) -> None:
    ThemePageFactory(title="Katrineholm")

    html = get(q="katrinholm")

    assert "Katrineholm" in html[html.index("did-you-mean") :]
    assert {"q": "katrinholm", "exact": "1"} in links(html)
    assert "did-you-mean" not in get(q="katrinholm", exact="1")


def test_another_spelling_that_finds_more_is_offered_with_the_number_of_its_results(get: Callable) -> None:
    ThemePageFactory(title="Samvekran")
    add_many(HomePage.objects.get(), DecisionPage, 10, title="Samverkan")
    index_below(HomePage.objects.get())

    html = get(q="samvekran")

    assert "Menade du" in html
    assert "10 träffar" in html
    assert {"q": "samverkan"} in links(html)


def test_what_quotes_and_minus_signs_demand_is_said_in_words(get: Callable) -> None:
    ThemePageFactory(title="Gemensam plan")

    said = "Bara sidor med orden ”gemensam plan” i följd, utan ordet ”skola”, utan orden ”a &lt;b” i följd."
    assert said in get(q='"gemensam plan" -skola -"a <b"')
    assert "utan ordet ”plan”" in get(q="gemensam -plan")
    assert "Bara sidor" not in get(q="gemensam plan")


def test_who_only_says_what_is_not_wanted_is_told_so(get: Callable) -> None:
    html = get(q="-skola")

    assert "Skriv också vad du letar efter." in html
    assert "utan ordet ”skola”" in html


def test_each_hit_tells_why_it_is_one(get: Callable) -> None:
    known = {
        "page_places": [PagePlace(place=PlaceFactory(name="Flen"))],
        "page_organisations": [PageOrganisation(organisation=OrganisationFactory(name="Mellösa"))],
    }
    ThemePageFactory(title="Lokalförsörjning", purpose="<p>Så mäts indikatorernas värden.</p>", **known)

    html = get(q="indikator lokal Flen Mellösa")

    why = html[html.index('<details class="why">') :]
    assert re.findall("<li>(.*?)</li>", why)[:4] == [
        "<mark>indikatorernas</mark> – böjning av ”indikator”",
        "<mark>Lokalförsörjning</mark> – innehåller ”lokal”",
        "<mark>Flen</mark> – precis som du skrev",
        "”Mellösa” står på ett annat ställe på sidan eller bland uppgifterna om den",
    ]


def test_a_number_leads_straight_to_its_page(get: Callable) -> None:
    page = DecisionPageFactory(title="Slutrapporten godkänns", diary_numbers=[DiaryNumber(number="NSV23-0020")])

    html = get(q="nsv 23-0020")

    assert html.index('class="direct') < html.index(f'href="{page.url}"') < html.index('class="hits"')


def test_everything_that_was_chosen_stands_in_every_link(get: Callable) -> None:
    for year in (2022, 2023):
        add_many(HomePage.objects.get(), DecisionPage, 11, title="Vårdval", decided_on=f"{year}-01-01")
    index_below(HomePage.objects.get())

    html = get(q="vårdval", kind="decision", year_from="2023", sort="date", exact="1")

    chosen = {"q": "vårdval", "kind": "decision", "year_from": "2023", "sort": "date", "exact": "1"}
    assert chosen | {"page": "2"} in links(html)  # next page
    assert {name: value for name, value in chosen.items() if name != "sort"} in links(html)  # other order
    assert {name: value for name, value in chosen.items() if name != "kind"} in links(html)  # chips
    assert {name: value for name, value in chosen.items() if name != "year_from"} in links(html)
    form = html[html.index('class="filters-form"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert hidden == {"q": "vårdval", "sort": "date", "exact": "1"}
    assert re.search(r'name="kind" value="decision" checked', form)
    assert re.search(r'name="year_from" value="2023"', form)
    assert re.search(r'name="year_to" value=""', form)


def test_years_are_a_range_whose_chip_takes_it_away(get: Callable) -> None:
    for year in (2019, 2021, 2023):
        DecisionPageFactory(title=f"Vårdval {year}", decided_on=f"{year}-01-01")

    html = get(q="vårdval", year_from="2019", year_to="2021")

    assert "2 träffar för ”vårdval”" in html
    assert "Vårdval 2023" not in html
    assert re.search(r"År: 2019–2021", html)
    assert {"q": "vårdval"} in links(html)
    assert "Det finns sidor från 2019 till 2023." in html


@pytest.mark.parametrize(
    ("years", "says"),
    [
        ({"year_from": "2023", "year_to": "2019"}, "Det första året är senare än det sista."),
        ({"year_from": "19"}, "Skriv årtalet med fyra siffror, mellan 1900 och 2100."),
        ({"year_to": "tjugo"}, "Skriv årtalet med fyra siffror, mellan 1900 och 2100."),
    ],
)
def test_years_that_cannot_be_used_stay_in_their_fields_and_are_explained(
    get: Callable, years: dict[str, str], says: str
) -> None:
    for year in (2019, 2023):
        DecisionPageFactory(title="Vårdval", decided_on=f"{year}-01-01")

    html = get(q="vårdval", **years)

    assert "2 träffar" in html
    assert says in html
    assert '<details class="disclosure filters" open>' in html
    for name, year in years.items():
        assert re.search(rf'name="{name}" value="{year}"[^>]* aria-invalid="true"', html)
    assert 'class="chips"' not in html


def test_filters_that_leave_nothing_can_be_taken_away(get: Callable) -> None:
    DecisionPageFactory(title="Vårdval", decided_on="2023-01-01")

    html = get(q="vårdval", year_to="1999", level="en nivå som har tagits bort")

    assert "Inget matchar alla dina filter." in html
    assert {"q": "vårdval", "year_to": "1999"} in links(html)
    assert {"q": "vårdval", "level": "en nivå som har tagits bort"} in links(html)
    assert {"q": "vårdval"} in links(html)


def test_what_to_take_away_is_a_link_with_what_it_finds(get: Callable) -> None:
    DecisionPageFactory(title="Vårdval i Flen", decided_on="2023-01-01")

    assert {"q": "vårdval"} in links(get(q="vårdval", year_from="1999", year_to="1999"))
    assert 'Utan filtret År</a> <span class="note">1 träff' in get(q="vårdval", year_from="1999", year_to="1999")
    html = get(q="vårdval hundspann")
    assert 'Utan ordet ”hundspann”</a> <span class="note">1 träff' in html
    assert {"q": "vårdval"} in links(html)


def test_an_empty_result_helps_on(get: Callable) -> None:
    add_section(HomePage.objects.get(), "Vägledning")

    html = get(q="qwertyzxcv")

    assert "Vi hittade inget för ”qwertyzxcv”." in html
    assert "Vägledning" in html


def test_without_a_question_there_is_a_field(get: Callable) -> None:
    assert 'name="q"' in get()


@pytest.mark.parametrize(("address", "words"), [("/fi/haku/", "osuma"), ("/en/search/", "result")])
def test_the_page_speaks_each_language(get: Callable, address: str, words: str) -> None:
    language = address[1:3]
    home = make_home(language, of=HomePage.objects.get())
    ThemePageFactory(title="Samverkan", parent=home, language=language)

    html = get(address, q="samverkan")

    assert words in html
    assert f'href="/{language}/' in html


@pytest.mark.usefixtures("broken")
def test_a_broken_engine_is_said_and_the_rest_works(home: HomePage, client: Client) -> None:
    section = add_section(home, "Beslut", "decision")
    pages = [DecisionPageFactory(title=f"Beslut {number}", parent=section) for number in range(3)]

    response = client.get("/sv/sok/", {"q": "beslut"})
    assert response.status_code == 200
    assert "Sökningen fungerar inte just nu" in shown(response.content.decode())
    for address in (home.url, section.url, pages[0].url):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("broken")
def test_without_an_engine_a_list_shows_all_pages_and_no_facets(home: HomePage, client: Client) -> None:
    section = add_section(home, "Beslut", "decision")
    below = add(section, StandardPage, "Om beslut")
    pages = [DecisionPageFactory(title=f"Beslut {number}", parent=section) for number in range(3)]

    html = shown(client.get(section.url, {"year_to": "1999"}).content.decode())

    assert all(f'href="{page.url}"' in html for page in (below, *pages))
    assert "Listan går inte att filtrera just nu" in html
    assert "<fieldset" not in html


@pytest.mark.usefixtures("broken")
def test_a_save_goes_through_while_the_engine_is_broken(
    home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ThemePageFactory(title="Samverkan").save_revision().publish()
    monkeypatch.undo()

    assert "Samverkan" in shown(client.get("/sv/sok/", {"q": "samverkan"}).content.decode())


def test_an_empty_page_offers_the_word_that_half_of_has_been_written(get: Callable) -> None:
    ThemePageFactory(title="Psykisk hälsa")

    page = get(q="psyk")

    assert "Vi hittade inget för ”psyk”" in page
    assert "Menade du" in page
    assert {"q": "psykisk"} in links(page)
