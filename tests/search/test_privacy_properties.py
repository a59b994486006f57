"""On any site, whatever becomes of its pages: nothing that a visitor is shown tells of a page that this visitor may not read.

Pages carry marks (`trees`), an oracle says who may read them (`truth`), and everything that answers a visitor is asked: the
finder for exact hits, totals and counts, and every public address for marks that should not be there. Once with an index
that is up to date, then with one that does not know yet what has changed, then with one that does.

PRIVACY_EXAMPLES sets the number of sites; a night is good for thousands.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver
from django.utils import translation

from wagtail.models import Page

from search.engines import get_engine
from search.extraction import Extracted, Part
from search.files import reading
from search.models import QueryCount, SearchGeneration
from search.statistics.recorder import recorder
from tests.home.site import add_section, make_home

from .asking import ask
from .files.attaching import read_files
from .statistics.conftest import BROWSER
from .trees import COMMON, DRAFT, Change, Node, Tree, changes, file_mark, mark, trees
from .truth import Truth

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("PRIVACY_EXAMPLES", "4"))
# To make a failing site smaller takes minutes, and sites are small.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
# With a broker, searches leave to workers what waits to be indexed.
NOBODY_INDEXES = override_settings(CELERY_BROKER_URL="memory://")
# What is public in each language; `{q}` is what is searched for.
ADDRESSES = [
    "/{language}/",
    "/{language}/listan/",
    "/{language}/under/",
    "/{language}/{search}/?q={q}",
    "/{language}/{search}/{suggestions}/?q={q}",
    "/{language}/{feed}",
]
FOR_MACHINES = ["/sitemap.xml", "/robots.txt"]
WORDS = {
    "sv": {"search": "sok", "suggestions": "forslag", "feed": "nytt.atom"},
    "fi": {"search": "haku", "suggestions": "ehdotukset", "feed": "uutta.atom"},
}
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass
class Visitors:
    """Everyone who looks, by name, and browsers of those whose pages are read too."""

    users: dict[str, Any]
    browsers: dict[str, Client]


@pytest.fixture
def empty(db: None) -> Tree:
    """Start pages, and sections that list all themes and what lies below."""
    home = make_home()
    finnish = make_home("fi", of=home)
    add_section(home, "Listan", "theme", slug="listan")
    add_section(home, "Under", slug="under")
    groups = Group.objects.create(name="Den ena"), Group.objects.create(name="Den andra")
    return Tree(home, finnish, groups)


@pytest.fixture(autouse=True)
def _files_are_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """To read real ones takes a process each."""
    monkeypatch.setattr(reading, "extract", lambda path: Extracted("page", (Part(1, "", path.read_text()),), 0, False))


@pytest.fixture
def visitors(empty: Tree) -> Visitors:
    member, other = User.objects.create_user("medlem"), User.objects.create_user("annan")
    member.groups.set([empty.groups[0]])
    admin = User.objects.create_superuser("admin")
    browser = Client(headers={"User-Agent": BROWSER})
    browser.force_login(member)
    return Visitors(
        {"anyone": AnonymousUser(), "member": member, "other": other, "admin": admin},
        {"anyone": Client(headers={"User-Agent": BROWSER}), "member": browser},
    )


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=PHASES,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(found=trees, later=st.lists(changes, min_size=1, max_size=4))
def test_no_visitor_is_shown_anything_of_what_the_visitor_may_not_read(
    empty: Tree, visitors: Visitors, found: list[Node], later: list[Change]
) -> None:
    with site_of_its_own():
        tree = Tree(empty.home, empty.finnish, empty.groups)
        tree.build(found)
        assert_found_is_what_may_be_read(tree, visitors)

        for change in later:
            tree.change(change)
        with NOBODY_INDEXES:
            assert_nothing_else_is_found(tree, visitors)
        assert_found_is_what_may_be_read(tree, visitors)
        assert_nothing_is_shown(tree, visitors)
        assert_counted_is_what_anyone_may_read(tree, visitors)


@contextmanager
def site_of_its_own() -> Iterator[None]:
    """Whatever is done to the database within is undone, and its index is dropped."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # so that searches index within it
    cache.clear()
    recorder.drop()
    with block:
        yield
        for name in SearchGeneration.objects.values_list("name", flat=True):
            get_engine().drop(name)
        recorder.drop()
        transaction.set_rollback(True)


# ---- What is found --------------------------------------------------------------------------------------------------


def assert_found_is_what_may_be_read(tree: Tree, visitors: Visitors) -> None:
    read_files()
    truth = Truth()
    for name, user in visitors.users.items():
        readable = truth.readable(user, "sv")
        expected = {pk for pk in readable if pk in tree.marks}
        found, hits = everything(COMMON, user)
        assert hits == expected, name
        assert found.total_all == len(expected), name
        assert {facet: values for facet, values in found.counts.items() if values} == counts_of(expected), name
        assert {each.hit.page.pk for each in found.promoted} <= expected, name
        for word, pages in with_files(tree, truth, expected).items():
            assert everything(word, user)[1] == pages, (name, word)


def assert_nothing_else_is_found(tree: Tree, visitors: Visitors) -> None:
    """The index is behind: what is found may be less, and its numbers are those of what is found."""
    truth = Truth()
    for name, user in visitors.users.items():
        readable = truth.readable(user)
        found, hits = everything(COMMON, user)
        assert hits <= readable, name
        assert found.total == len(hits), name
        assert sum(found.counts.get("kind", {}).values()) == len(hits), name
        for word, pages in with_files(tree, truth, readable).items():
            found, hits = everything(word, user)
            assert hits <= pages, (name, word)
            assert found.total == len(hits), (name, word)


def with_files(tree: Tree, truth: Truth, pages: set[int]) -> dict[str, set[int]]:
    """For the mark of each file, which of the pages it may be found with."""
    open_documents = truth.open_documents()
    return {
        file_mark(number): {pk for pk in pages if tree.marks.get(pk) == mark(number)}
        if document.pk in open_documents
        else set()
        for number in range(len(tree.pages))
        if (document := tree.documents.get(mark(number)))
    }


def everything(text: str, user: Any) -> tuple[Any, set[int]]:
    """The first page of results, and the pages of all of them."""
    found = ask(text, user=user, correct=False)
    hits = {hit.page.pk for hit in found.hits}
    for number in range(2, -(-found.total // 10) + 1):
        hits |= {hit.page.pk for hit in ask(text, user=user, correct=False, page_number=number).hits}
    return found, hits


def counts_of(pages: set[int]) -> dict[str, dict[str, int]]:
    """How many of the pages have each value of each facet."""
    found: dict[str, Counter[str]] = {}
    for page in Page.objects.filter(pk__in=pages).specific():
        for name, values in page.search_facet_values().items():
            found.setdefault(name, Counter()).update({str(value) for value in values})
    return {name: dict(values) for name, values in found.items() if values}


# ---- What is shown --------------------------------------------------------------------------------------------------


def assert_nothing_is_shown(tree: Tree, visitors: Visitors) -> None:
    """No public address shows a mark of a page that the visitor may not read, or of an unpublished edit."""
    truth = Truth()
    for name, browser in visitors.browsers.items():
        readable = truth.readable(visitors.users[name])
        hidden = set(map(mark, range(len(tree.pages)))) - {tree.marks.get(pk) for pk in readable}
        hidden |= {word for word, pages in with_files(tree, truth, readable).items() if not pages}
        asked = [*common_addresses(), *(addresses_of(tree, hidden) if name == "anyone" else [])]
        for address in asked:
            shown = browser.get(address).content.decode().replace("\u00ad", "").casefold()
            told = {word for word in {*hidden, DRAFT} if word in shown}
            assert not told, (name, address)
    public = truth.readable(AnonymousUser())
    assert_listed_for_machines(tree, visitors.browsers["anyone"], public)


def common_addresses() -> Iterator[str]:
    """Every public address, asked for what all pages have."""
    for language, words in WORDS.items():
        for address in ADDRESSES:
            yield address.format(language=language, q=COMMON, **words)


def addresses_of(tree: Tree, hidden: set[str]) -> Iterator[str]:
    """Each page, what machines are told, and searches for what is near to a hidden mark."""
    for word in sorted(hidden):
        yield f"/sv/sok/?q={word[:-2]}{word[-1]}+{COMMON}"
        yield f"/sv/sok/forslag/?q={word[:-1]}"
    yield from FOR_MACHINES
    yield from filter(None, (page.get_url() for page in Page.objects.filter(pk__in=tree.marks)))


def assert_listed_for_machines(tree: Tree, browser: Client, public: set[int]) -> None:
    pages = Page.objects.filter(pk__in=public, depth__gt=1)
    own = {f"http://testserver{page.get_url()}" for page in pages.filter(alias_of=None)}
    listed = ElementTree.fromstring(browser.get("/sitemap.xml").content).iter(f"{MAP}loc")
    assert {str(loc.text) for loc in listed} == own
    links = ElementTree.fromstring(browser.get("/sv/nytt.atom").content).iter(f"{ATOM}link")
    fed = {str(link.get("href")) for link in links} - {"http://testserver/sv/", "http://testserver/sv/nytt.atom"}
    marked = pages.filter(pk__in=tree.marks, locale__language_code="sv")
    assert fed == {f"http://testserver{page.get_url()}" for page in marked}


def assert_counted_is_what_anyone_may_read(tree: Tree, visitors: Visitors) -> None:
    """The statistics rest on what anyone may read, whoever asks."""
    QueryCount.objects.all().delete()
    recorder.drop()
    readable = Truth().readable(AnonymousUser(), "sv")
    known = {tree.marks.get(pk) for pk in readable}
    words = [mark(number) for number in range(min(3, len(tree.pages)))]
    for word in words:
        visitors.browsers["anyone"].get("/sv/sok/", {"q": word})
    visitors.browsers["member"].get("/sv/sok/", {"q": words[0]})
    recorder.write()
    counted = dict(QueryCount.objects.values_list("spelling", "misses"))
    assert counted == {word: int(word not in known) for word in words}
    assert set(QueryCount.objects.values_list("searches", flat=True)) <= {1}


# ---- What there is to ask -------------------------------------------------------------------------------------------


def test_every_public_address_is_asked() -> None:
    """A new one must be looked at: does it show pages? Then it belongs to ADDRESSES."""
    shown = {"search", "search-suggestions", "news_feed", "sitemap", "robots", "wagtail_serve"}
    of_forms = {
        "feedback",
        "contact",
        "contact_received",
        "wagtailcore_login",
        "wagtailcore_authenticate_with_password",
    }
    of_files = {"wagtaildocs_serve", "wagtaildocs_authenticate_with_password"}
    with translation.override("sv"):
        assert names(get_resolver()) == shown | of_forms | of_files


def names(resolver: Any) -> set[str]:
    found: set[str] = set()
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found |= set() if "admin" in str(each.pattern) else names(each)
        elif each.name:
            found.add(each.name)
    return found
