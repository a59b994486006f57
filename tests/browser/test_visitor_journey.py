"""From the start page to the very passage, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

POINT = "Vilka principer gäller för investering, ägande, förhyrning och hyressättning?"


def test_a_visitor_searches_filters_and_opens_the_very_point(any_visitor: Visitor) -> None:
    visitor = any_visitor
    visitor.goes_to("/sv/")
    visitor.searches_for("hyresprinciper")
    for facet, value in (("Nivå", "Makro"), ("Innehållstyp", "Vägledning")):
        count = visitor.filters_by(facet, value)
        assert visitor.count() == visitor.count_hits() == count > 0

    visitor.opens_section(POINT)

    point = visitor.arrived_at()
    expect(point.get_by_role("heading", name=POINT)).to_be_in_viewport()
    expect(point.get_by_text("Hit ledde länken")).to_be_visible()
    expect(visitor.page.get_by_text("Hit ledde länken").filter(visible=True)).to_have_count(1)


def test_a_count_is_what_the_click_gives_also_over_several_pages(any_visitor: Visitor) -> None:
    visitor = any_visitor
    visitor.goes_to("/sv/sok/?q=samverkan")
    counts = [visitor.count()]
    for facet, value in (("Nivå", "Makro"), ("Innehållstyp", "Rapporter")):
        count = visitor.filters_by(facet, value)
        assert visitor.count() == visitor.count_hits() == count
        counts.append(count)
    assert counts == sorted(counts, reverse=True)
    assert counts[1] > 10, "more than one page of hits"


def test_every_count_beside_a_value_is_what_choosing_it_gives(visitor: Visitor) -> None:
    visitor.goes_to("/sv/sok/?q=lidköping")
    promised = {
        (value.box.get_attribute("name"), value.box.get_attribute("value")): value.count
        for facet in visitor.facet_names()
        for value in visitor.values_of(facet)
    }
    assert len(promised) > 10
    for (name, value), count in promised.items():
        visitor.goes_to(f"/sv/sok/?q=lidköping&{name}={value}")
        assert visitor.count() == count, (name, value)


def test_a_chip_takes_its_filter_away(any_visitor: Visitor) -> None:
    visitor = any_visitor
    visitor.goes_to("/sv/sok/?q=samverkan")
    before = visitor.count()
    visitor.filters_by("Nivå", "Mikro")
    assert visitor.count() < before
    visitor.chip("Nivå", "Mikro").click()
    visitor.page.wait_for_url("**/sok/?q=samverkan")
    assert visitor.count() == before


def test_years_are_chosen_from_and_to(any_visitor: Visitor) -> None:
    visitor, page = any_visitor, any_visitor.page
    visitor.goes_to("/sv/sok/?q=samverkan")
    everything = visitor.count()
    page.get_by_label("Från år").fill("2023")
    page.get_by_label("Till år").fill("2021")
    page.get_by_role("button", name="Visa träffar").click()
    expect(page.get_by_role("link", name="År: Det första året är senare än det sista.")).to_be_visible()
    expect(page.get_by_label("Från år")).to_have_value("2023")
    assert visitor.count() == everything

    page.get_by_label("Från år").fill("2021")
    page.get_by_label("Till år").fill("2023")
    page.get_by_label("Till år").press("Enter")
    expect(visitor.chip("År", "2021–2023")).to_be_visible()
    assert 0 < visitor.count() == visitor.count_hits() < everything
    visitor.chip("År", "2021–2023").click()
    page.wait_for_url("**/sok/?q=samverkan")
    assert visitor.count() == everything


def test_a_visitor_on_a_phone_filters_too(phone_visitor: Visitor) -> None:
    phone_visitor.goes_to("/sv/sok/?q=samverkan")
    phone_visitor.page.get_by_text("Filtrera", exact=True).filter(visible=True).click()
    count = phone_visitor.filters_by("Nivå", "Mikro")
    assert phone_visitor.count() == phone_visitor.count_hits() == count
    expect(phone_visitor.page.get_by_text("Filtrera (1 vald)")).to_be_visible()


def test_a_diary_number_leads_straight_to_its_decision(any_visitor: Visitor) -> None:
    any_visitor.goes_to("/sv/")
    any_visitor.searches_for("nsv 23-0020")
    any_visitor.page.locator(".direct").get_by_role("link", name="Slutrapporten godkänns").click()
    assert any_visitor.heading == "Slutrapporten godkänns, § 16/23"


def test_a_misspelt_word_says_what_was_searched_for_instead(any_visitor: Visitor) -> None:
    any_visitor.goes_to("/sv/")
    any_visitor.searches_for("parhästra")
    expect(any_visitor.page.get_by_text("Menade du ”parhästar”?")).to_be_visible()
    assert any_visitor.finds("Parhästar")


def test_an_empty_result_says_what_to_try(any_visitor: Visitor) -> None:
    any_visitor.goes_to("/sv/")
    any_visitor.searches_for("xyzzyqq")
    assert any_visitor.heading == "Vi hittade inget för ”xyzzyqq”."
    expect(any_visitor.page.get_by_role("link", name="Gå till 1177.se")).to_be_visible()


def test_a_page_without_translation_says_so_in_the_language_asked_for(any_visitor: Visitor) -> None:
    any_visitor.goes_to("/sv/om-nara-vard/malbild-2035/")
    any_visitor.page.get_by_role("contentinfo").get_by_role("link", name="In English").click()
    expect(any_visitor.page.get_by_text("This page is only in Swedish")).to_be_visible()
    assert any_visitor.heading == "Målbild 2035"


def test_a_page_with_a_translation_leads_to_it(any_visitor: Visitor) -> None:
    any_visitor.goes_to("/sv/larande-exempel/skelleftea-och-norsjo/")
    any_visitor.page.get_by_role("contentinfo").get_by_role("link", name="Suomeksi").click()
    any_visitor.page.wait_for_url("**/fi/**")
    assert any_visitor.heading == "Skellefteå ja Norsjö"
    expect(any_visitor.page.locator("html")).to_have_attribute("lang", "fi")
