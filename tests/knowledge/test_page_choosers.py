"""Page choosers offer pages in the language of the page that is edited, wherever in its form they stand."""

import pytest

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page

from home.models import HomePage
from knowledge.models import PageRelation
from tests.factories import ToolkitPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolkit(home: HomePage) -> ToolkitPageFactory:
    return ToolkitPageFactory(parent=home, title="Processen")


@pytest.fixture
def finnish(toolkit: ToolkitPageFactory, finnish_home: HomePage, locales: dict[str, Locale]) -> ToolkitPageFactory:
    copy = toolkit.copy_for_translation(locales["fi"])
    copy.title = "Prosessituki"
    copy.save_revision().publish()
    return copy


def offered(editor: Client, opened_from: str, search: str = "") -> str:
    """What a chooser shows that was opened from an address of the admin."""
    name = "wagtailadmin_choose_page_search" if search else "wagtailadmin_choose_page"
    response = editor.get(
        reverse(name), {"q": search} if search else {}, HTTP_REFERER=f"http://testserver{opened_from}"
    )
    return response.content.decode()


def form_of(page: ToolkitPageFactory) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_search_finds_pages_of_the_edited_pages_language(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory
) -> None:
    assert "Prosessituki" not in offered(editor, form_of(toolkit), "pro")
    assert "Processen" in offered(editor, form_of(toolkit), "pro")
    assert "Processen" not in offered(editor, form_of(finnish), "pro")


def test_browsing_begins_with_the_start_page_of_that_language(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory, finnish_home: HomePage
) -> None:
    finnish_home.title = "Suomeksi"
    finnish_home.save_revision().publish()

    assert "Suomeksi" in offered(editor, form_of(finnish))
    assert "Suomeksi" not in offered(editor, form_of(toolkit))


def test_a_page_that_is_being_made_has_the_language_of_the_page_above(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory
) -> None:
    form = reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", finnish.pk])

    assert "Processen" not in offered(editor, form, "pro")


@pytest.mark.parametrize("opened_from", ["", "/sv/", "/admin/pages/999999/edit/", "/admin/reports/", "]/["])
def test_elsewhere_choosers_offer_every_page(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory, opened_from: str
) -> None:
    found = offered(editor, opened_from, "pro")

    assert "Processen" in found
    assert "Prosessituki" in found


def errors_of(editor: Client, page: ToolkitPageFactory, target: Page, stored: PageRelation | None = None) -> list[str]:
    """What the page's form says of a relation that leads to `target`, and that led elsewhere or nowhere before."""
    rows = editor.get(form_of(page)).context["form"].formsets["page_relations"]
    sent = {"target": str(target.pk), "relation": "see_also"}
    return rows.form(sent, instance=stored or PageRelation(page=page), page_locale=page.locale).errors.get("target", [])


def test_a_page_in_another_language_is_refused(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory, home: HomePage, finnish_home: HomePage
) -> None:
    assert errors_of(editor, toolkit, finnish_home)
    assert not errors_of(editor, toolkit, home)


def test_what_a_translation_has_from_its_source_is_left_alone(
    editor: Client, toolkit: ToolkitPageFactory, finnish: ToolkitPageFactory, home: HomePage
) -> None:
    finnish.page_relations = [PageRelation(target=home)]
    finnish.save_revision().publish()

    assert not errors_of(editor, finnish, home, stored=finnish.page_relations.get())
