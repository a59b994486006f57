"""What holds for every page that an anonymous visitor gets: no cookie, no foreign request, and an error page in Swedish."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from django.test import Client

from home.models import HomePage, StandardPage

from .conftest import plain
from .site import add_many, fill, make_home, one_of_each

pytestmark = pytest.mark.django_db

# What a page loads by itself; links that are followed by a click may lead anywhere.
LOADED = re.compile(r'<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|data)="([^"]*)"')
STYLES = re.compile(r'<link\b(?=[^>]*rel="(?:stylesheet|icon|preload)")[^>]*href="([^"]*)"')


@pytest.fixture
def addresses(home: HomePage) -> list[str]:
    """A page of each kind, with rows of everything, and the search."""
    pages = one_of_each(home)
    targets = add_many(pages["section"], StandardPage, 2)
    for page in pages.values():
        fill(page, 1, targets)
    return [
        *(page.get_url() for page in pages.values()),
        "/sv/sok/",
        "/sv/sok/?q=text",
        "/sv/finns-inte/",
    ]


def test_visitors_get_no_cookie_and_load_nothing_from_elsewhere(addresses: list[str], client: Client) -> None:
    for address in addresses:
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == (404 if "finns-inte" in address else 200), address
        assert not response.cookies, address
        assert "Set-Cookie" not in response.headers, address
        foreign = [found for found in (*LOADED.findall(html), *STYLES.findall(html)) if urlsplit(found).netloc]
        assert foreign == [], address
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address


def test_nothing_in_a_page_needs_what_the_policy_forbids(addresses: list[str], client: Client) -> None:
    for address in addresses:
        html = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html), address
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), address


def test_an_address_that_leads_nowhere_says_so_in_swedish(home: HomePage, client: Client) -> None:
    for address in ("/sv/finns-inte/", "/finns-inte/", "/sv/sok/mer/"):
        response = client.get(address, follow=True)
        html = plain(response.content.decode())
        assert response.status_code == 404, address
        assert "Sidan finns inte" in html, address
        assert '<html lang="sv"' in html, address
        assert 'action="/sv/sok/"' in html, address


def test_an_address_that_leads_nowhere_says_so_in_the_language_of_the_address(home: HomePage, client: Client) -> None:
    make_home("fi", of=home)

    html = client.get("/fi/ei-ole/").content.decode()

    assert '<html lang="fi"' in html
    assert "Sidan finns inte" not in html
    assert 'action="/fi/haku/"' in html


def test_the_bare_address_leads_to_a_language(home: HomePage, client: Client) -> None:
    response = client.get("/", headers={"accept-language": "de"})

    assert response.status_code == 302
    assert response.headers["Location"] == "/sv/"


def test_each_page_names_itself_and_its_translations(home: HomePage, get: Callable) -> None:
    make_home("fi", of=home)

    head = get(home.url).partition("</head>")[0]

    assert '<link rel="canonical" href="http://testserver/sv/">' in head
    assert '<link rel="alternate" hreflang="fi" href="http://testserver/fi/">' in head
    assert "<title>Nära vård" in head


def test_a_page_on_paper_says_the_address_that_it_was_read_at(home: HomePage, client: Client) -> None:
    page = one_of_each(home)["standard"]

    html = client.get(page.get_url(), headers={"host": "localhost:8031"}).content.decode()

    assert f'<p class="print-only">http://localhost:8031{page.get_url()}</p>' in html
