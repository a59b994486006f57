"""A page gets no address at which the site itself answers: nobody could open it there, and its hits would lead elsewhere."""

from typing import Any

import pytest

from django.test import Client
from django.urls import reverse

from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import HomePage, StandardPage
from tests.home.site import add

pytestmark = pytest.mark.django_db


def create(editor: Client, parent: Page, slug: str) -> Any:
    """A draft below the page, as the browser sends it."""
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(StandardPage)]
    rows = {name: inline_formset([]) for name in (*relations, "comments")}
    data = {"title": "Sök", "slug": slug, "summary": "", "body": streamfield([]), "fact_status": "confirmed", **rows}
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    return editor.post(url, nested_form_data(data))


@pytest.mark.parametrize("slug", ["sok", "synpunkt", "meddelande"])
def test_an_address_of_the_site_itself_is_refused(editor: Client, home: HomePage, slug: str) -> None:
    response = create(editor, home, slug)

    assert response.context["form"].errors["slug"] == ["Webbplatsen använder själv den adressen. Skriv en annan."]
    assert not StandardPage.objects.exists()


def test_each_language_has_addresses_of_its_own(editor: Client, home: HomePage, finnish_home: HomePage) -> None:
    assert create(editor, home, "haku").status_code == 302
    assert create(editor, finnish_home, "sok").status_code == 302
    assert "slug" in create(editor, finnish_home, "haku").context["form"].errors


def test_further_down_every_word_can_be_an_address(editor: Client, home: HomePage) -> None:
    about = add(home, StandardPage, "Om oss")

    assert create(editor, about, "sok").status_code == 302
    assert StandardPage.objects.get(slug="sok").get_parent().pk == about.pk
