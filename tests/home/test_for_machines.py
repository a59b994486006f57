"""The sitemap, the feed and robots.txt: they name what anyone may read, in each language, and nothing else."""

import re
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage
from tests.factories import ThemePageFactory, ToolkitPageFactory

from .site import add_many, add_section, make_home

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def publish(page: Page) -> Page:
    page.save_revision().publish()
    return page


@pytest.fixture
def in_sitemap(client: Client) -> Callable[[], dict[str, dict[str, str]]]:
    """Addresses with the languages of their translations."""

    def read() -> dict[str, dict[str, str]]:
        response = client.get("/sitemap.xml")
        assert not response.cookies
        assert "no-cache" in response["Cache-Control"]  # a page that is withdrawn lives on nowhere
        found = ElementTree.fromstring(response.content).findall(f"{MAP}url")
        return {
            str(url.findtext(f"{MAP}loc")): {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
            for url in found
        }

    return read


@pytest.fixture
def in_feed(client: Client) -> Callable[..., list[str]]:
    def read(address: str = "/sv/nytt.atom") -> list[str]:
        entries = ElementTree.fromstring(client.get(address).content).findall(f"{ATOM}entry")
        return [str(entry.findtext(f"{ATOM}title")) for entry in entries]

    return read


def test_the_sitemap_names_public_pages_with_their_translations(home: HomePage, in_sitemap: Callable) -> None:
    finnish = make_home("fi", of=home)
    section = add_section(home, "Vägledning")
    translated = section.copy_for_translation(finnish.locale)
    publish(translated)

    found = in_sitemap()

    both = {"sv": f"http://testserver{section.url}", "fi": f"http://testserver{translated.url}"}
    assert found[both["sv"]] == found[both["fi"]] == both
    assert set(found) == {*both.values(), "http://testserver/sv/", "http://testserver/fi/"}


@pytest.mark.parametrize("hide", [restrict, Page.unpublish, lambda page: restrict(page.get_parent())])
def test_what_is_hidden_stands_in_neither(
    home: HomePage, in_sitemap: Callable, in_feed: Callable, hide: Callable[[Page], None]
) -> None:
    page = publish(ThemePageFactory(parent=ToolkitPageFactory(title="Stöd"), title="Hemligheten"))
    address = f"http://testserver{page.url}"
    assert (address in in_sitemap(), "Hemligheten" in in_feed()) == (True, True)

    hide(page)

    assert (address in in_sitemap(), "Hemligheten" in in_feed()) == (False, False)


def test_a_translation_that_is_hidden_is_named_by_no_other(home: HomePage, in_sitemap: Callable) -> None:
    finnish = make_home("fi", of=home)
    section = add_section(home, "Vägledning")
    draft = section.copy_for_translation(finnish.locale)
    draft.live = False
    draft.save()

    assert in_sitemap()[f"http://testserver{section.url}"] == {}


def test_the_sitemap_costs_the_same_however_many_pages_there_are(home: HomePage, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/sitemap.xml")
        return len(asked)

    cost()
    few = cost()
    add_many(home, StandardPage, 30)

    assert cost() == few <= 3


def test_the_feed_has_the_newest_first_in_its_language(home: HomePage, in_feed: Callable, client: Client) -> None:
    finnish = make_home("fi", of=home)
    for number, title in enumerate(["Äldst", "Nyast", "Mellan"]):
        page = publish(ThemePageFactory(title=title))
        at = timezone.now() - timedelta(days=[3, 1, 2][number])
        Page.objects.filter(pk=page.pk).update(last_published_at=at)
    publish(ThemePageFactory(title="Suomeksi", parent=finnish, language="fi"))

    assert in_feed() == ["Nyast", "Mellan", "Äldst"]
    assert in_feed("/fi/uutta.atom") == ["Suomeksi"]
    assert in_feed("/en/news.atom") == []


def test_an_entry_has_what_a_reader_shows_and_keeps_its_number_when_the_page_moves(
    home: HomePage, client: Client
) -> None:
    page = publish(ThemePageFactory(title="Samverkan", summary="Om samverkan."))
    other = ToolkitPageFactory(title="Stöd")

    def entry() -> ElementTree.Element:
        return ElementTree.fromstring(client.get("/sv/nytt.atom").content).find(f"{ATOM}entry")  # type: ignore[return-value]

    before = entry()
    page.move(other, pos="last-child")
    after = entry()

    assert before.findtext(f"{ATOM}summary") == "Om samverkan."
    assert before.find(f"{ATOM}category").get("term").startswith("Tema")  # type: ignore[union-attr]
    assert before.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"  # type: ignore[union-attr]
    page.refresh_from_db()
    assert after.find(f"{ATOM}link").get("href") == f"http://testserver{Page.objects.get(pk=page.pk).url}"  # type: ignore[union-attr]
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")


def test_every_page_names_the_feed_of_its_language(home: HomePage, client: Client) -> None:
    html = client.get(home.url).content.decode()

    assert '<link rel="alternate" type="application/atom+xml" title="Nytt och ändrat" href="/sv/nytt.atom">' in html
    assert html.count('href="/sv/nytt.atom"') == 2


def test_machines_are_told_to_leave_searches_alone_and_where_the_sitemap_is(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    text = response.content.decode()
    assert re.findall("^Disallow: (.*)$", text, re.MULTILINE) == ["/admin/", "/sv/sok/", "/fi/haku/", "/en/search/"]
    assert "Sitemap: http://testserver/sitemap.xml" in text
