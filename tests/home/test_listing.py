"""A section's list: all pages of its kind in their order, facets whose counts are what the click gives, and the rest."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import translation

from wagtail.models import Page, PageViewRestriction

from home.listing import Listing, listing
from home.models import HomePage, SectionPage, StandardPage
from home.models.section_page import listable_kinds
from knowledge.models import DecisionPage, DiaryNumber, PageLevel
from search.finder import PAGE_SIZE
from tests.factories import (
    DecisionPageFactory,
    LearningExamplePageFactory,
    LevelFactory,
    OrganisationFactory,
    ReportPageFactory,
    ToolkitPageFactory,
)
from tests.search.asking import index_below

from .site import add, add_many, add_section, make_home

pytestmark = pytest.mark.django_db


def listed(section: SectionPage, address: str = "", user: User | None = None) -> Listing:
    request = RequestFactory().get(f"{section.url}?{address}")
    request.user = user or AnonymousUser()
    with translation.override(section.locale.language_code):
        return listing(section, request)


def titles(found: list) -> list[str]:
    return [card.page.title for card in found]


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    """A section that lists decisions, of which there are three, one of them elsewhere on the site."""
    section = add_section(home, "Beslut", "decision")
    makro, meso = LevelFactory(name="Makro", sort=1), LevelFactory(name="Meso", sort=2)
    DecisionPageFactory(
        parent=section, title="Mellan", decided_on=date(2022, 5, 1), page_levels=[PageLevel(level=makro)]
    )
    DecisionPageFactory(
        parent=section, title="Först", decided_on=date(2023, 6, 16), page_levels=[PageLevel(level=makro)]
    )
    DecisionPageFactory(parent=home, title="Sist", decided_on=date(2022, 3, 1), page_levels=[PageLevel(level=meso)])
    return section


def test_a_list_holds_all_pages_of_its_kind_in_the_order_of_the_kind(section: SectionPage) -> None:
    found = listed(section)

    assert titles(found.pages) == ["Först", "Mellan", "Sist"]
    assert (found.total, found.children) == (3, [])


def test_other_kinds_have_other_orders(home: HomePage) -> None:
    for title in ("Bo", "Al"):
        ToolkitPageFactory(title=title)
        LearningExamplePageFactory(title=title)
    ReportPageFactory(title="Äldre", published_on=date(2022, 1, 1))
    ReportPageFactory(title="Nyare", published_on=date(2023, 1, 1))

    orders = {kind: titles(listed(add_section(home, kind, kind)).pages) for kind in ("toolkit", "example", "report")}

    assert orders == {"toolkit": ["Al", "Bo"], "example": ["Al", "Bo"], "report": ["Nyare", "Äldre"]}


def test_facets_count_the_listed_pages_and_each_count_is_what_the_click_gives(section: SectionPage) -> None:
    groups = {group.facet.name: group for group in listed(section).groups}

    assert "kind" not in groups
    assert [(value.label, value.count) for value in groups["level"].values] == [("Makro", 2), ("Meso", 1)]
    assert (groups["year"].span.first, groups["year"].span.last) == ("2022", "2023")
    for name, group in groups.items():
        for value in group.values:
            assert listed(section, f"{name}={value.value}").total == value.count


def test_chosen_values_narrow_and_become_chips(section: SectionPage, get: Callable) -> None:
    (makro,) = [v.value for group in listed(section).groups for v in group.values if v.label == "Makro"]

    found = listed(section, f"level={makro}&year_from=2022&year_to=2022")

    assert titles(found.pages) == ["Mellan"]
    assert {chip.value_label: chip.url for chip in found.chips} == {
        "Makro": "?year_from=2022&year_to=2022",
        "2022": f"?level={makro}",
    }
    html = get(section.url, level=makro, year_from="2022", year_to="2022")
    assert "Mellan" in html
    assert "Sist" not in html
    assert 'href="?year_from=2022&amp;year_to=2022"' in html


def test_a_facet_that_is_not_shown_does_not_narrow(section: SectionPage) -> None:
    assert listed(section, "kind=guide").total == 3


def test_filters_that_leave_nothing_say_so(section: SectionPage, get: Callable) -> None:
    html = get(section.url, year_to="1999")

    assert "Inget matchar alla dina filter." in html
    assert re.search(r"\b0 sidor\b", html)


def test_rows_show_what_the_kind_says_of_its_pages(home: HomePage, get: Callable) -> None:
    section = add_section(home, "Beslut", "decision")
    DecisionPageFactory(
        title="Slutrapporten godkänns",
        summary="Om slutrapporten.",
        paragraph="§ 16/23",
        deciding_body=OrganisationFactory(name="Nämnden"),
        diary_numbers=[DiaryNumber(number="NSV23-0020")],
    )

    html = get(section.url)

    row = html.partition('class="listing-row kind-decision"')[2].partition("</li>")[0]
    for words in ("Slutrapporten godkänns", "Om slutrapporten.", "§ 16/23", "Nämnden", "NSV23-0020", "16 juni 2023"):
        assert words in row


def test_long_lists_are_divided(home: HomePage, get: Callable) -> None:
    section = add_section(home, "Beslut", "decision")
    add_many(home, DecisionPage, PAGE_SIZE + 3, decided_on=lambda i: date(2000 + i, 1, 1))
    index_below(home)

    pages = [titles(listed(section, f"page={number}").pages) for number in (1, 2)]

    assert [len(each) for each in pages] == [PAGE_SIZE, 3]
    assert len({*pages[0], *pages[1]}) == PAGE_SIZE + 3
    assert titles(listed(section, "page=99").pages) == pages[1]
    assert 'href="?page=2"' in get(section.url)


def test_pages_under_the_section_that_are_no_part_of_the_list_stand_before_it(
    section: SectionPage, get: Callable
) -> None:
    add(section, StandardPage, "Så läser du ett beslut", page_family="guide")

    found = listed(section)

    assert [(card.page.title, card.family.code) for card in found.children] == [("Så läser du ett beslut", "guide")]
    html = get(section.url)
    assert html.index("Så läser du ett beslut") < html.index("Mellan")


def test_a_section_without_a_kind_lists_the_pages_under_it_in_the_order_of_the_tree(
    home: HomePage, get: Callable
) -> None:
    section = add_section(home, "Om")
    add(section, StandardPage, "Zon")
    ToolkitPageFactory(parent=section, title="Alfa", summary="Kort om Alfa.")
    add_section(section, "Beta", "report")

    found = listed(section)

    assert [(card.page.title, card.family.code) for card in found.children] == [
        ("Zon", "about"),
        ("Alfa", "guide"),
        ("Beta", "report"),
    ]
    assert "Kort om Alfa." in get(section.url)


@pytest.mark.parametrize("hide", [restrict, Page.unpublish], ids=["private", "draft"])
def test_hidden_pages_are_neither_listed_nor_counted(
    section: SectionPage, get: Callable, hide: Callable[[Page], None]
) -> None:
    hide(DecisionPage.objects.get(title="Mellan"))
    hide(add(section, StandardPage, "Internt"))

    found = listed(section)

    assert titles(found.pages) == ["Först", "Sist"]
    assert (found.total, found.children) == (2, [])
    assert [value.count for group in found.groups for value in group.values if value.label == "Makro"] == [1]
    assert "Internt" not in get(section.url)


def test_who_may_read_a_private_page_has_it_in_the_list_and_in_the_counts(section: SectionPage) -> None:
    restrict(DecisionPage.objects.get(title="Mellan"))

    found = listed(section, user=User.objects.create_user("redaktor"))

    assert found.total == 3
    assert [value.count for group in found.groups for value in group.values if value.label == "Makro"] == [2]


def test_each_language_lists_its_own_pages(section: SectionPage) -> None:
    finnish = make_home("fi", of=HomePage.objects.get())
    translated = add_section(finnish, "Päätökset", "decision")
    DecisionPageFactory(parent=translated, language="fi", title="Päätös")

    assert titles(listed(translated).pages) == ["Päätös"]


def test_only_kinds_with_an_order_can_be_listed(section: SectionPage) -> None:
    assert {"decision", "report", "theme", "example", "toolkit"} <= {code for code, _ in listable_kinds()}
    for kind in ("home", "statement", "nonsense"):
        section.listed_kind = kind
        with pytest.raises(ValidationError):
            section.full_clean()


def test_whatever_stands_in_the_address_the_list_is_shown(section: SectionPage, client: Client) -> None:
    for address in (
        "level=x",
        "year=%00",
        "page=-1",
        "page=" + "9" * 5000,
        "q=%27",
        "sort=date",
        "level=" + "x" * 5000,
    ):
        assert client.get(f"{section.url}?{address}").status_code == 200, address
