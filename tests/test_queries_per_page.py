"""What a page costs in SQL is a constant of its type: the same for few and many rows, children, pages and hits.

Everything that a request asks the database is counted, but for routing: what `Page.route_for_request` asks to find the site
and to walk its tree down to the page. That grows with the depth of the address alone, so it is measured by itself and taken
off. Caches that a process fills once (content types, the site's root paths, the glossary) are warm.
"""

import pytest

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from wagtail.models import Page

from home.models import HomePage, StandardPage
from knowledge.models import DecisionPage, DiaryNumber, PageLevel
from tests.factories import DecisionPageFactory, LevelFactory, PromotedResultFactory
from tests.home.site import add_many, add_parts, fill, make_home, name_from, one_of_each
from tests.search.asking import index_below

pytestmark = pytest.mark.django_db

HOME, LISTING, ARTICLE, SEARCH = 10, 12, 18, 8
LIMITS = {"home": HOME, "section": LISTING, "listing": LISTING}

Site = dict[str, Page]


@pytest.fixture
def site(db: None, client: Client) -> Site:
    """A page of every kind, each with one row of every relation, in a site of some forty pages; all caches are warm."""
    pages = one_of_each(make_home())
    set_rows(pages, 1, add_many(pages["section"], StandardPage, 30))
    index_below(pages["home"])
    settle(client)
    all_queries(client, pages)
    return pages


def set_rows(pages: Site, number: int, targets: list[Page]) -> None:
    """Give each page so many rows, related pages and entrances, to plain pages and to sections."""
    for page in pages.values():
        fill(page, number, [pages["section"], pages["listing"], *targets])
        name_from(page, [pages["example"], *targets[:number]])


def settle(client: Client) -> None:
    """A search indexes what waits, and the first text after a term has changed reads the terms anew; no page costs that."""
    client.get("/sv/sok/?q=x")
    for page in {page.locale_id: page for page in StandardPage.objects.order_by("-pk")}.values():
        client.get(page.url)


def queries(client: Client, address: str) -> int:
    """What it takes to answer."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def routing(address: str) -> int:
    _, language, *path = address.split("/")
    request = RequestFactory().get(address)
    with translation.override(language), CaptureQueriesContext(connection) as asked:
        Page.route_for_request(request, "/".join(path))
    return len(asked)


def all_queries(client: Client, pages: Site) -> dict[str, int]:
    addresses = {kind: page.get_url() for kind, page in pages.items()}
    return {kind: queries(client, address) - routing(address) for kind, address in addresses.items()}


def test_a_page_costs_the_same_however_much_there_is_and_no_more_than_its_type_may(site: Site, client: Client) -> None:
    """With one row and child, with twenty, and on a site of a thousand pages."""
    few = all_queries(client, site)

    set_rows(site, 20, add_many(site["section"], StandardPage, 20))
    for page in site.values():
        add_parts(page, 19)
    add_many(site["listing"], DecisionPage, 19)
    add_many(site["home"], StandardPage, 20, show_in_menus=True)
    settle(client)
    twenty = all_queries(client, site)

    add_many(site["listing"], DecisionPage, 500)
    add_many(site["section"], StandardPage, 500)
    thousand = all_queries(client, site)

    assert few == twenty == thousand
    assert too_dear(few) == {}


def too_dear(costs: dict[str, int]) -> dict[str, int]:
    return {kind: cost for kind, cost in costs.items() if cost > LIMITS.get(kind, ARTICLE)}


def test_a_finnish_page_with_swedish_vocabulary_costs_no_more(site: Site, client: Client) -> None:
    finnish = make_home("fi", of=site["home"])
    pages = one_of_each_below(finnish, site, client)

    assert too_dear(all_queries(client, pages)) == {}


def one_of_each_below(home: HomePage, site: Site, client: Client) -> Site:
    """Translations of the pages, parents first; their rows still name Swedish items."""
    pages: Site = {"home": home}
    for kind, page in sorted(site.items(), key=lambda item: item[1].depth):
        if kind != "home":
            copy = page.specific.copy_for_translation(home.locale, copy_parents=True)
            copy.save_revision().publish()
            pages[kind] = copy
    settle(client)
    return pages


QUESTIONS = ["vårdval", "vårdval flen", "vårdvall", "NSV23-0020", "nsv 23 20", "qwertyzxcv", "vårdval qwertyzxcv"]


def test_a_search_costs_no_more_than_it_may_whatever_is_asked(site: Site, client: Client) -> None:
    numbers = [DiaryNumber(number="NSV23-0020")]
    page = DecisionPageFactory(
        title="Vårdval i Flen", diary_numbers=numbers, page_levels=[PageLevel(level=LevelFactory())]
    )
    PromotedResultFactory(page=page, wordings="vårdval")
    facets = f"year=2023&level={LevelFactory().translation_key}&place=x&kind=decision"
    settle(client)
    addresses = [f"/sv/sok/?q={question}" for question in QUESTIONS] + [f"/sv/sok/?q=vårdval&sort=date&{facets}"]

    costs = {address: queries(client, address) for address in addresses}

    assert {address: cost for address, cost in costs.items() if cost > SEARCH} == {}


def test_a_search_costs_the_same_for_one_hit_and_for_three_hundred(site: Site, client: Client) -> None:
    DecisionPageFactory(parent=site["listing"], title="Vårdval i Flen")
    settle(client)
    one = queries(client, "/sv/sok/?q=vårdval")

    add_many(site["listing"], DecisionPage, 300, title=lambda i: f"Vårdval {i}")
    index_below(site["home"])
    settle(client)

    assert queries(client, "/sv/sok/?q=vårdval") == one
    assert queries(client, "/sv/sok/?q=vårdval&page=12") == one
    assert queries(client, "/sv/sok/?q=vårdval flen") == one
