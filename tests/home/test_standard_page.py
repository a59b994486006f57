"""A page of running text says nothing of itself that nobody has said."""

from collections.abc import Callable
from datetime import date

import pytest

from django.test import Client
from django.urls import reverse

from home.models import HomePage, SectionPage, StandardPage

from .site import add

pytestmark = pytest.mark.django_db

CERTAINTY = "Uppgiftens säkerhet"


def test_a_new_page_begins_with_the_content_type_of_the_page_above(home: HomePage, admin_client: Client) -> None:
    section = add(home, SectionPage, "Vägledning", section_family="guide")

    for parent, family in ((section, "guide"), (home, "about")):
        form = admin_client.get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])).context[
            "form"
        ]
        assert form["page_family"].value() == family


def test_a_page_keeps_its_content_type_when_it_is_edited(home: HomePage, admin_client: Client) -> None:
    page = add(
        add(home, SectionPage, "Vägledning", section_family="guide"), StandardPage, "Sidan", page_family="follow"
    )

    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]

    assert form["page_family"].value() == "follow"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"reviewed_on": date(2026, 5, 4)}, "Bekräftad"),
        ({"fact_status": "uncertain", "editor_note": "Mätningen är liten."}, "Osäker"),
    ],
    ids=["not reviewed", "reviewed", "uncertain"],
)
def test_facts_are_confirmed_only_when_somebody_has_reviewed_the_page(
    home: HomePage, get: Callable, fields: dict, said: str
) -> None:
    foot = get(add(home, StandardPage, "Sidan", **fields).url).partition('class="page-foot"')[2]

    assert (CERTAINTY in foot) == bool(said)
    assert said in foot
