"""Menu, breadcrumb, languages and footer: what they name, in which order, and that they name nothing that is hidden."""

import re
from collections.abc import Callable

import pytest

from django.contrib.auth.models import AnonymousUser, User
from django.test import Client, RequestFactory
from django.utils import translation

from wagtail.models import Locale, Page, PageViewRestriction

from home.models import HomePage, StandardPage
from home.navigation import Navigation, navigation_for
from tests.factories import ReportChapterPageFactory, ReportPageFactory, ThemePageFactory, ToolkitPageFactory

from .site import add, add_contact, add_section, add_statement, make_home

pytestmark = pytest.mark.django_db

Purpose = StandardPage.Purpose


def seen_from(page: Page | None, language: str = "sv", query: str = "") -> Navigation:
    request = RequestFactory().get(f"/{language}/?{query}")
    request.user = AnonymousUser()
    request.resolver_match = None
    with translation.override(language):
        return navigation_for(request, page)


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def titles(links: list) -> list[str]:
    return [link.title for link in links]


def test_the_menu_holds_the_pages_under_the_start_page_that_are_marked_for_it_in_the_order_of_the_tree(
    home: HomePage,
) -> None:
    first, second = add_section(home, "Vägledning"), add_section(home, "Beslut")
    add_section(home, "Utan plats", show_in_menus=False)
    add_section(first, "Längre ned")
    second.move(home, pos="first-child")

    assert titles(seen_from(home).menu) == ["Beslut", "Vägledning"]


def test_the_menu_marks_the_part_of_the_site_that_the_page_lies_in(home: HomePage, get: Callable) -> None:
    guidance = add_section(home, "Vägledning", slug="vagledning")
    add_section(home, "Beslut", slug="beslut")
    page = ThemePageFactory(parent=ToolkitPageFactory(parent=guidance))

    assert [link.current for link in seen_from(page).menu] == [True, False]
    assert '<a href="/sv/vagledning/" aria-current="true">' in get(page.url)
    assert '<a href="/sv/vagledning/" aria-current="page">' in get(guidance.url)
    assert "aria-current" not in get(home.url).partition("menu-list")[2].partition("</ul>")[0]


def test_the_breadcrumb_leads_from_the_start_page_to_the_page_itself(home: HomePage, get: Callable) -> None:
    guidance = add_section(home, "Vägledning", slug="vagledning")
    toolkit = ToolkitPageFactory(parent=guidance, title="Stöd", slug="stod")
    theme = ThemePageFactory(parent=toolkit, title="Temat")

    found = seen_from(theme).breadcrumb

    assert [(link.title, link.url) for link in found] == [
        ("Startsida", "/sv/"),
        ("Vägledning", "/sv/vagledning/"),
        ("Stöd", "/sv/vagledning/stod/"),
    ]
    assert '<span aria-current="page">Temat</span>' in get(theme.url)
    assert seen_from(home).breadcrumb == []
    assert titles(seen_from(guidance).breadcrumb) == ["Startsida"]


def test_the_breadcrumb_leaves_out_what_is_not_live(home: HomePage) -> None:
    toolkit = ToolkitPageFactory(parent=home, title="Utkast")
    theme = ThemePageFactory(parent=toolkit)
    toolkit.unpublish()

    assert titles(seen_from(theme).breadcrumb) == ["Startsida"]


def test_who_may_read_a_private_page_sees_the_way_to_it(home: HomePage) -> None:
    toolkit = ToolkitPageFactory(parent=home, title="Internt")
    theme = ThemePageFactory(parent=toolkit)
    restrict(toolkit)

    assert titles(seen_from(theme).breadcrumb) == ["Startsida", "Internt"]


def test_the_footer_has_the_same_order_whatever_the_order_of_the_tree(home: HomePage) -> None:
    add(home, StandardPage, "Lättläst", purpose=Purpose.EASY_READ)
    add(home, StandardPage, "Kakor", purpose=Purpose.PRIVACY)
    add_contact(home)
    add_statement(home)
    add(add_section(home, "Om"), StandardPage, "Om webbplatsen", purpose=Purpose.ABOUT_SITE)

    found = seen_from(home)

    assert titles(found.footer.links) == ["Om webbplatsen", "Tillgänglighetsredogörelse", "Kakor", "Lättläst"]
    assert found.contact_url
    assert found.easy_read_url


def test_the_footer_carries_the_words_of_the_start_page(home: HomePage, get: Callable) -> None:
    home.contact_text = "Redaktionen\nredaktion@example.se"
    home.senders = "Regionen och kommunerna"
    home.save_revision().publish()

    footer = get(home.url).partition("<footer")[2]

    assert "Redaktionen<br>" in footer
    assert 'href="mailto:redaktion@example.se"' in footer
    assert "Regionen och kommunerna" in footer


@pytest.mark.parametrize("hide", [restrict, Page.unpublish], ids=["private", "draft"])
def test_what_is_hidden_is_named_nowhere(home: HomePage, get: Callable, hide: Callable[[Page], None]) -> None:
    hidden = [
        add_section(home, "Avdelningen X"),
        add(home, StandardPage, "Sidan X", purpose=Purpose.ABOUT_SITE),
        add_statement(home),
        add_contact(home),
    ]
    below = add(hidden[0], StandardPage, "Under X", purpose=Purpose.PRIVACY)
    for page in hidden:
        hide(page)
    if hide is Page.unpublish:
        hide(below)

    found = seen_from(home)

    assert (found.menu, found.footer.links, found.contact_url) == ([], [], "")
    assert not re.search(r"\bX\b", get(home.url))


def test_the_translation_of_a_private_page_is_private_too(home: HomePage, client: Client) -> None:
    finnish = make_home("fi", of=home)
    section = add_section(home, "Avdelningen")
    translated = section.copy_for_translation(finnish.locale)
    translated.save_revision().publish()
    assert titles(seen_from(finnish, "fi").menu) == ["Avdelningen"]

    restrict(section)

    assert seen_from(finnish, "fi").menu == []
    assert client.get(translated.url).status_code == 302
    client.force_login(User.objects.create_user("redaktor"))
    assert client.get(translated.url).status_code == 200


@pytest.mark.parametrize("hide", [restrict, Page.unpublish], ids=["private", "draft"])
def test_a_hidden_part_is_not_named_by_its_whole_nor_by_the_other_parts(
    home: HomePage, get: Callable, hide: Callable[[Page], None]
) -> None:
    toolkit, report = ToolkitPageFactory(parent=home), ReportPageFactory(parent=home)
    for parent, make in ((toolkit, ThemePageFactory), (report, ReportChapterPageFactory)):
        other, part = make(parent=parent, title="Öppet"), make(parent=parent, title="Dolt")
        assert "Dolt" in get(parent.url)
        assert "Dolt" in get(other.url)

        hide(part)

        assert "Dolt" not in get(parent.url)
        assert "Dolt" not in get(other.url)


@pytest.fixture
def languages(home: HomePage) -> dict[str, HomePage]:
    return {"sv": home, "fi": make_home("fi", of=home), "en": make_home("en", of=home)}


def test_each_language_leads_to_the_translation_or_to_the_same_page_with_a_notice(
    languages: dict[str, HomePage],
) -> None:
    page = add(languages["sv"], StandardPage, "Om", slug="om")
    page.copy_for_translation(languages["fi"].locale).save_revision().publish()

    found = {each.code: each for each in seen_from(page).languages}

    assert [each.code for each in seen_from(page).languages] == ["sv", "fi", "en"]
    assert (found["fi"].url, found["fi"].translated) == ("/fi/om/", True)
    assert (found["en"].url, found["en"].translated) == ("?language=en", False)
    assert [code for code, each in found.items() if each.current] == ["sv"]


@pytest.mark.parametrize("hide", [restrict, Page.unpublish], ids=["private", "draft"])
def test_a_hidden_translation_is_none(languages: dict[str, HomePage], hide: Callable[[Page], None]) -> None:
    page = add(languages["sv"], StandardPage, "Om")
    page.copy_for_translation(languages["fi"].locale).save_revision().publish()
    hide(page.get_translation(languages["fi"].locale))

    assert not {each.code: each for each in seen_from(page).languages}["fi"].translated


def test_the_notice_stands_in_the_language_that_was_asked_for(languages: dict[str, HomePage], get: Callable) -> None:
    page = add(languages["sv"], StandardPage, "Om", slug="om")

    html = get(page.url, language="fi")

    notice = html.partition('class="wrap untranslated" lang="fi"')[2].partition('class="page')[0]
    assert "Tämä sivu on vain ruotsiksi" in notice
    assert 'href="/fi/"' in notice


@pytest.mark.parametrize("wanted", ["", "sv", "de", "<script>", "fi' OR 1=1"])
def test_no_other_wish_gives_a_notice(languages: dict[str, HomePage], get: Callable, wanted: str) -> None:
    page = add(languages["sv"], StandardPage, "Om")

    assert "untranslated" not in get(page.url, language=wanted)


def test_only_languages_with_a_start_page_are_offered(home: HomePage) -> None:
    Locale.objects.get_or_create(language_code="fi")

    assert [each.code for each in seen_from(home).languages] == ["sv"]


def test_the_search_page_keeps_its_question_in_other_languages(languages: dict[str, HomePage], get: Callable) -> None:
    html = get("/sv/sok/", q="vård & omsorg")

    for address in ("/fi/haku/", "/en/search/"):
        assert f'href="{address}?q=v%C3%A5rd+%26+omsorg"' in html


def test_a_site_without_a_start_page_in_the_language_still_answers(home: HomePage, get: Callable) -> None:
    assert 'action="/fi/haku/"' in get("/fi/haku/")
