"""A meeting is found under the year and the numbers of the meeting, whenever somebody reviewed the page."""

from datetime import date

import pytest

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.test import Client
from django.utils import translation

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import HomePage
from knowledge.models import DiaryNumber
from knowledge.models.meeting import MeetingPage
from tests.factories import MeetingPageFactory, OrganisationFactory
from tests.knowledge.importer.conftest import Import, imported, latest, write
from tests.search.asking import ask

__all__ = ["imported", "write"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def council(home: HomePage) -> MeetingPage:
    return MeetingPageFactory(
        title="Pensionärsrådet",
        held_on=date(2023, 6, 12),
        held_by=OrganisationFactory(name="Kommunala pensionärsrådet"),
        reviewed_on=date(2026, 10, 14),
        diary_numbers=[DiaryNumber(number="KSKF/2023:35", role="Minnesanteckningarna")],
    )


def test_a_meeting_stands_under_the_year_in_which_it_was_held(council: MeetingPage) -> None:
    MeetingPageFactory(title="Pensionärsrådet året innan", held_on=date(2022, 6, 12), reviewed_on=date(2026, 10, 14))

    found = ask("pensionärsrådet", facets={"year": ("2023",)})

    assert [hit.page.pk for hit in found.hits] == [council.pk]
    assert found.counts["year"] == {"2022": 1, "2023": 1}


def test_any_spelling_of_its_number_leads_to_a_meeting(council: MeetingPage) -> None:
    for spelling in ("KSKF/2023:35", "kskf 2023:35"):
        assert [hit.page.pk for hit in ask(spelling).direct] == [council.pk]


def test_a_hit_and_the_page_say_who_met_and_when(council: MeetingPage, client: Client) -> None:
    (hit,) = ask("pensionärsrådet").hits
    html = client.get(council.url).content.decode()

    assert hit.facts["facts"] == ["Kommunala pensionärsrådet", "12 juni 2023", "KSKF/2023:35"]
    for words in ("12\u00a0juni\u00a02023", "Kommunala pensionärsrådet", "KSKF/2023:35", "Minnesanteckningarna"):
        assert words in html


def test_who_met_is_a_value_of_the_organisations_to_filter_by(council: MeetingPage) -> None:
    assert council.held_by.translation_key in council.search_facet_values()["organisation"]


def form_of(parent: Page, **values: str) -> BaseForm:
    """The editing form of a new meeting as it is sent, complete but for the tick."""
    page = MeetingPage(locale=parent.locale)
    form_class = MeetingPage.get_edit_handler().get_form_class()
    formsets = {name: inline_formset([]) for name in form_class.formsets}
    fields = {
        "title": "Rådet",
        "slug": "radet",
        "summary": "Om mötet.",
        "held_on": "2023-06-12",
        "body": streamfield([]),
    }
    fields |= {"fact_status": "confirmed", **formsets, **values}
    return form_class(nested_form_data(fields), instance=page, parent_page=parent)


def test_a_meeting_is_published_only_when_its_personal_data_has_been_checked(home: HomePage) -> None:
    with translation.override("sv"):
        assert form_of(home, personal_data_checked="on").is_valid()
        refused = form_of(home)
        assert not refused.is_valid()
        assert list(refused.errors) == ["personal_data_checked"]
        assert refused.errors["personal_data_checked"][0].startswith("Gå igenom text och filer")


def test_a_draft_of_a_meeting_needs_no_check(home: HomePage) -> None:
    form = form_of(home)
    form.defer_required_fields()
    assert form.is_valid()


def test_no_other_way_publishes_a_meeting_that_has_not_been_checked(home: HomePage) -> None:
    draft = MeetingPageFactory(live=False, personal_data_checked=False)
    with pytest.raises(ValidationError):
        draft.save_revision().publish()
    assert not MeetingPage.objects.get().live


def test_a_document_fills_the_facts_of_a_meeting(home: HomePage, imported: Import) -> None:
    OrganisationFactory(name="Rådet", slug="radet")
    facts = "held_on: 2023-06-12\nheld_by: radet\ndiary_numbers: ['KSKF/2023:35']\npersonal_data_checked: ja"

    outcome = imported(
        "radet.md",
        f"---\nkind: meeting\ntitle: Rådet möts\nsummary: Om mötet.\n{facts}\n---\n## Nästa möte\n\nI höst.\n",
    )

    page = latest(outcome)
    assert (page.held_on, page.held_by.slug) == (date(2023, 6, 12), "radet")
    assert page.personal_data_checked
    assert [row.number for row in page.diary_numbers.all()] == ["KSKF/2023:35"]
    assert [entry["title"] for entry in page.outline] == ["Nästa möte"]
