"""Focus and target areas: pages lead to each other by them, in every language, and never to what is hidden."""

import re

import pytest

from django.test import Client
from django.utils import translation

from wagtail.models import Locale

from home.models import HomePage
from knowledge.models.area import FocusArea, PageFocusArea, PageTargetArea
from tests.factories import DecisionPageFactory, FocusAreaFactory, LearningExamplePageFactory, TargetAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(home: HomePage) -> FocusArea:
    return FocusAreaFactory(
        name="Personcentrering", slug="person", aliases="Patienten först", year_from=2023, year_to=2027
    )


def describing(home: HomePage, area: FocusArea, **fields: object) -> DecisionPageFactory:
    rows = [PageFocusArea(focus_area=area, describes=True)]
    return DecisionPageFactory(parent=home, title="Om personcentrering", page_focus_areas=rows, **fields)


def concerning(home: HomePage, area: FocusArea, title: str, **fields: object) -> LearningExamplePageFactory:
    rows = [PageFocusArea(focus_area=area)]
    return LearningExamplePageFactory(parent=home, title=title, page_focus_areas=rows, **fields)


def main(client: Client, url: str) -> str:
    html = client.get(url).content.decode()
    return html[html.index("<main") : html.index("</main>")].replace("\u00a0", " ")


def test_a_page_leads_to_the_list_of_its_areas_pages(client: Client, home: HomePage, area: FocusArea) -> None:
    described = describing(home, area)
    page = concerning(home, area, "Norsjö")
    concerning(home, area, "Lidköping")

    html, listed = main(client, page.url), main(client, described.url)

    assert f'<a href="{described.url}#focus_area-person">Personcentrering</a>' in html
    assert "2023–2027" in html
    assert 'id="focus_area-person"' in listed
    assert "Sidor inom fokusområdet Personcentrering" in listed
    assert re.findall(r">(Lidköping|Norsjö)</a>", listed) == ["Lidköping", "Norsjö"]


def test_an_area_that_no_page_describes_leads_to_a_search_for_its_pages(
    client: Client, home: HomePage, area: FocusArea
) -> None:
    page = concerning(home, area, "Norsjö")

    assert f"/sv/sok/?q=Personcentrering&amp;focus_area={area.translation_key}" in main(client, page.url)
    assert {"Personcentrering", "Patienten först"} <= set(page.search_keywords())
    assert page.search_facet_values()["focus_area"] == [area.translation_key]


def test_hidden_pages_are_not_listed_and_describe_nothing(client: Client, home: HomePage, area: FocusArea) -> None:
    described = describing(home, area)
    page = concerning(home, area, "Norsjö")
    concerning(home, area, "Hemligt", live=False)

    assert "Hemligt" not in main(client, described.url)
    described.unpublish()
    assert "/sv/sok/?q=Personcentrering" in main(client, page.url)


def test_the_list_of_a_translation_holds_the_pages_of_its_language(
    client: Client, home: HomePage, finnish_home: HomePage, area: FocusArea, locales: dict[str, Locale]
) -> None:
    FocusAreaFactory(name="Henkilökeskeisyys", slug="person", language="fi", translation_key=area.translation_key)
    described, page = describing(home, area), concerning(home, area, "Norsjö")
    concerning(home, area, "Lidköping")
    for each in (described, page):
        each.copy_for_translation(locales["fi"]).save_revision().publish()

    with translation.override("fi"):
        html = main(client, described.get_translation(locales["fi"]).url)
        leads_to = main(client, page.get_translation(locales["fi"]).url)

    assert "Painopistealueen sivuja: Henkilökeskeisyys" in html
    assert "Norsjö" in html
    assert "Lidköping" not in html
    assert f'{described.get_translation(locales["fi"]).url}#focus_area-person">Henkilökeskeisyys' in leads_to


def test_a_page_may_describe_areas_of_both_kinds(client: Client, home: HomePage, area: FocusArea) -> None:
    near = TargetAreaFactory(name="Nära", slug="nara")
    page = describing(home, area, page_target_areas=[PageTargetArea(target_area=near, describes=True)])
    both = [PageTargetArea(target_area=near)]
    concerning(home, area, "Norsjö", page_target_areas=both)

    html = main(client, page.url)

    assert html.count(">Norsjö</a>") == 2
    assert "Sidor inom målområdet Nära" in html


def test_a_period_ends_after_it_begins(area: FocusArea) -> None:
    area.year_to = 2022

    with pytest.raises(Exception, match="slutar innan den börjar"):
        area.full_clean()
