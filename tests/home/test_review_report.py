"""The report of pages to review: what is due, in what order, and who sees it."""

from datetime import date, timedelta

import pytest

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import GroupPagePermission

from home.models import HomePage, StandardPage
from home.review_report import due
from knowledge.models import DecisionPage, KnowledgePage
from tests.factories import DecisionPageFactory

from .site import add


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def standard(home: HomePage) -> StandardPage:
    return add(home, StandardPage, "Så gör vi", review_by=in_days(-1))


@pytest.fixture
def decision(home: HomePage) -> DecisionPage:
    return DecisionPageFactory(parent=home, valid_to=in_days(-30), review_by=in_days(30))


def test_pages_of_all_types_whose_review_is_due_or_that_hold_no_longer_come_longest_due_first(
    standard: StandardPage, decision: DecisionPage
) -> None:
    assert [page.pk for page in due()] == [decision.pk, standard.pk]


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({}, False),
        ({"review_by": 0}, True),
        ({"review_by": 1}, False),
        ({"valid_to": 0}, False),
        ({"valid_to": -1}, True),
        ({"review_by": -1, "live": False}, False),
    ],
)
def test_a_page_is_due_from_its_day_on(home: HomePage, fields: dict, is_due: bool) -> None:
    days = {name: in_days(value) if name != "live" else value for name, value in fields.items()}
    page: KnowledgePage = add(home, StandardPage, "Så gör vi", **days)
    assert due().filter(pk=page.pk).exists() is is_due


def test_editors_see_what_they_may_edit(standard: StandardPage, decision: DecisionPage, client: Client) -> None:
    user = User.objects.create_user("redaktör")
    group = Group.objects.create(name="Beslut")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=decision.page_ptr, permission=Permission.objects.get(codename="change_page")
    )
    user.groups.add(group)
    client.force_login(user)
    html = client.get(reverse("review_report")).content.decode()
    assert decision.title in html
    assert standard.title not in html
