"""Who searches in Finnish or English also gets what there is only in Swedish: apart, counted apart, and marked as such."""

from collections.abc import Callable
from typing import Any

import pytest

from django.test import Client
from django.utils import translation

from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from knowledge.models import Place, Term
from search.finder import PAGE_SIZE
from tests.factories import TermFactory, ThemePageFactory
from tests.home.site import add_many, make_home

from .asking import ask, index_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def finnish(home: HomePage) -> HomePage:
    with translation.override("fi"):
        return make_home("fi", of=home)


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    def get(address: str, **parameters: Any) -> str:
        html = client.get(address, parameters).content.decode()
        return " ".join(html[html.index("<main") : html.index("</main>")].replace("\u00a0", " ").split())

    return get


def translated(page: Page, home: HomePage, title: str) -> Page:
    return ThemePageFactory(title=title, parent=home, language="fi", translation_key=page.translation_key)


def elsewhere(text: str, **options: Any) -> list[str]:
    found = ask(text, locale="fi", **options).elsewhere
    if found is None:
        return []
    assert found.total == len(found.hits)
    return [hit.page.title for hit in found.hits]


def named(model: type[Term] | type[Place], item: Any, finnish: HomePage, **names: str) -> None:
    other = item.copy_for_translation(finnish.locale)
    for field, value in names.items():
        setattr(other, field, value)
    other.save()


def test_pages_without_a_translation_are_found_apart(finnish: HomePage) -> None:
    ThemePageFactory(title="Samverkan i Flen")
    both = ThemePageFactory(title="Flen")
    translated(both, finnish, "Flenin kunta ja Flen")

    found = ask("Flen", locale="fi")

    assert [hit.page.title for hit in found.hits] == ["Flenin kunta ja Flen"]
    assert found.total == 1
    assert elsewhere("Flen") == ["Samverkan i Flen"]
    assert ask("Flen").elsewhere is None


def test_a_translation_that_is_not_published_is_none(finnish: HomePage) -> None:
    page = ThemePageFactory(title="Flen")
    translated(page, finnish, "Flenin kunta").unpublish()

    assert elsewhere("Flen") == ["Flen"]


def test_words_are_looked_for_by_what_they_are_called_in_swedish(finnish: HomePage) -> None:
    term = TermFactory(term="Primärvård", synonyms="närsjukvård")
    named(Term, term, finnish, term="perusterveydenhuolto", synonyms="avoterveydenhuolto")
    ThemePageFactory(title="Primärvården i Flen")
    ThemePageFactory(title="Om närsjukvård")
    ThemePageFactory(title="Flen")

    assert set(elsewhere("perusterveydenhuollon")) == {"Primärvården i Flen", "Om närsjukvård"}
    assert elsewhere("avoterveydenhuolto Flen") == ["Primärvården i Flen"]
    assert elsewhere("hammaslääkäri") == []


def test_names_numbers_and_marked_words_are_looked_for_as_they_are_typed(finnish: HomePage) -> None:
    ThemePageFactory(title="Plan för Flen", purpose="<p>NSV23-0020 och SOU 2018:39.</p>")
    ThemePageFactory(title="Flen", purpose="<p>Plan.</p>")

    assert elsewhere("nsv 23-0020") == ["Plan för Flen"]
    assert elsewhere('"plan för Flen"') == ["Plan för Flen"]
    assert elsewhere("Flen -SOU2018:39") == ["Flen"]


def test_a_swedish_word_is_no_slip_in_another_language(finnish: HomePage) -> None:
    ThemePageFactory(title="Samverkan")
    ThemePageFactory(title="Samverkam", parent=finnish, language="fi")

    found = ask("samverkan", locale="fi")

    assert (found.total, found.corrected) == (0, "")
    assert elsewhere("samverkan") == ["Samverkan"]


def test_nobody_finds_there_what_they_may_not_read(finnish: HomePage) -> None:
    page = ThemePageFactory(title="Flen")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert elsewhere("Flen") == []


def test_the_swedish_pages_stand_last_under_their_heading_in_their_language(
    finnish: HomePage, get: Callable[..., str]
) -> None:
    ThemePageFactory(title="Samverkan i Flen")
    ThemePageFactory(title="Flenin kunta", parent=finnish, language="fi", summary="Flen")

    html = get("/fi/haku/", q="Flen")

    assert "1 osuma" in html[: html.index("</h1>")]
    assert html.index("Flenin kunta") < html.index("Vain ruotsiksi") < html.index("Samverkan i")
    swedish = html[html.index("Vain ruotsiksi") :]
    assert '<span class="note">1 osuma</span>' in swedish
    assert '<li class="hit kind-guide" lang="sv">' in swedish
    assert '<details class="why" lang="fi">' in swedish
    assert '<mark lang="sv">Flen</mark>' in swedish
    assert 'lang="sv"' not in html[: html.index("Vain ruotsiksi")]


def test_where_the_visitors_language_has_nothing_the_swedish_pages_are_shown_still(
    finnish: HomePage, get: Callable[..., str]
) -> None:
    ThemePageFactory(title="Samverkan i Flen")

    html = get("/fi/haku/", q="Flen")

    assert "Tällä kielellä ei löytynyt mitään haulla ”Flen”" in html
    assert "Samverkan i" in html


def test_a_word_that_only_the_main_language_has_leads_to_its_page_though_it_is_translated(
    finnish: HomePage, get: Callable[..., str]
) -> None:
    translated(ThemePageFactory(title="Hyresprinciper"), finnish, "Vuokrauksen periaatteet")

    html = get("/fi/haku/", q="hyresprincip")

    assert elsewhere("hyresprincip") == ["Hyresprinciper"]
    assert "Ruotsiksi" in html
    assert "Vain ruotsiksi" not in html


def test_where_the_visitors_language_has_nothing_no_page_is_left_out_for_its_translation(finnish: HomePage) -> None:
    translated(ThemePageFactory(title="Hyresprinciper"), finnish, "Vuokrauksen periaatteet")
    ThemePageFactory(title="Plan", purpose="<p>Hyresprincip.</p>")

    assert elsewhere("hyresprincip") == ["Hyresprinciper", "Plan"]

    ThemePageFactory(title="Hyresprincip", parent=finnish, language="fi")

    assert elsewhere("hyresprincip") == ["Plan"]


def test_the_way_on_keeps_words_that_are_a_name_there_and_translates_others(finnish: HomePage) -> None:
    term = TermFactory(term="Gemensam plan för primärvården", synonyms="gemensam plan")
    named(Term, term, finnish, term="Yhteinen suunnitelma", synonyms="gemensam plan")
    ThemePageFactory(title="En gemensam plan")

    def asked(text: str) -> str:
        found = ask(text, locale="fi").elsewhere
        return found.question.text if found else ""

    assert asked("gemensamma planer") == "gemensamma planer"
    assert asked("yhteinen suunnitelma") == "Gemensam plan primärvården"


def test_more_than_fit_can_be_read_on_in_swedish(finnish: HomePage, get: Callable[..., str]) -> None:
    named(Term, TermFactory(term="Primärvård"), finnish, term="perusterveydenhuolto")
    home = HomePage.objects.get(locale__language_code="sv")
    add_many(home, type(ThemePageFactory(title="Primärvård")), PAGE_SIZE, title="Primärvård")
    index_below(home)

    assert "/sv/sok/?q=prim%C3%A4rv%C3%A5rd" in get("/fi/haku/", q="perusterveydenhuolto").lower().replace(
        "%c3%a4", "%C3%A4"
    ).replace("%c3%a5", "%C3%A5")
