"""What has ceased to hold, or does not hold yet, says so in words: on the page, in lists and among hits."""

from datetime import date, timedelta

import pytest

from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from home.models import HomePage
from tests.factories import DecisionPageFactory
from tests.home.site import add_section
from tests.search.asking import index_below

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)
PAST = {"valid_to": TODAY - DAY}
TO_COME = {"valid_from": TODAY + DAY}


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(("dates", "words"), [(PAST, "Inaktuell"), (TO_COME, "Gäller inte än")])
def test_a_banner_says_what_does_not_hold_today(
    client: Client, home: HomePage, dates: dict[str, date], words: str
) -> None:
    html = shown(client, DecisionPageFactory(parent=home, **dates).url)

    assert f">{words}</h2>" in html


@pytest.mark.parametrize("dates", [{}, {"valid_from": TODAY, "valid_to": TODAY}, {"valid_to": TODAY + DAY}])
def test_what_holds_today_has_no_banner(client: Client, home: HomePage, dates: dict[str, date]) -> None:
    html = shown(client, DecisionPageFactory(parent=home, **dates).url)

    assert "Inaktuell" not in html
    assert "Gäller inte än" not in html


@pytest.mark.parametrize(("dates", "words"), [(PAST, "Inaktuell"), (TO_COME, "Gäller inte än")])
def test_lists_and_hits_say_it_too(client: Client, home: HomePage, dates: dict[str, date], words: str) -> None:
    section = add_section(home, "Beslut", "decision")
    plain = add_section(home, "Mer")
    for parent in (section, plain):
        DecisionPageFactory(parent=parent, title="Hyresprinciper", **dates)
    index_below(home)

    assert f">{words}</span>" in shown(client, section.url)
    assert f">{words}</span>" in shown(client, plain.url)
    assert shown(client, "/sv/sok/?q=hyresprinciper").count(f">{words}</span>") == 2


def test_a_page_does_not_cease_to_hold_before_it_begins(home: HomePage) -> None:
    page = DecisionPageFactory(parent=home)
    page.valid_from, page.valid_to = TODAY, TODAY - DAY

    with pytest.raises(ValidationError, match="slutar gälla innan"):
        page.full_clean()
