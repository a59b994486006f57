"""What an editor is told of a page and the search is what a search would find."""

import re

import pytest

from django.contrib.auth.models import User

from wagtail.models import PageViewRestriction

from search.engines import get_engine
from search.engines.base import EngineError, Operation, page_key
from search.engines.tantivy import TantivyEngine
from search.models import SearchRow
from search.receipt import receipt
from search.upkeep import drain_now, live_generation

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(add_theme):
    page = add_theme("Samverkan", ["Första", "Andra"])
    drain_now()
    return page


def refuse(*args):
    raise EngineError("no space left on device")


def test_a_page_that_is_found_has_time_version_and_number_of_sections(theme):
    version = SearchRow.objects.get(page_id=theme.pk).version
    found = receipt(theme)
    assert found.state == "found"
    assert re.fullmatch(rf"Sökbar \d\d:\d\d:\d\d · version {version} · \d+ avsnitt", found.text)


def test_the_version_grows_with_each_change(theme):
    before = receipt(theme).text
    theme.save()
    drain_now()
    assert receipt(theme).text.split(" · ")[1] != before.split(" · ")[1]


def test_a_draft_is_said_not_to_be_found(theme):
    theme.unpublish()
    theme.refresh_from_db()
    assert receipt(theme).state == "hidden"


def test_a_change_that_is_not_indexed_waits(theme, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(TantivyEngine, "write", refuse)
        theme.save()
        assert receipt(theme).state == "waiting"
        assert receipt(theme).text.startswith("Väntar på att indexeras sedan ")


def test_a_page_that_the_engine_rejected_is_told_with_its_reason(theme):
    rows = SearchRow.objects.filter(page_id=theme.pk)
    rows.update(error="not to its taste", attempts=1)
    assert receipt(theme).state == "failed"
    assert "not to its taste" in receipt(theme).text
    rows.update(dead=True)
    assert "gett upp" in receipt(theme).text


def test_a_page_that_is_gone_from_the_index_is_not_claimed_to_be_found(theme):
    get_engine().write(live_generation(), [Operation(page_key(theme.pk), 1000, None)])
    assert receipt(theme).state == "failed"


def test_nothing_is_claimed_while_the_engine_does_not_answer(theme, monkeypatch):
    monkeypatch.setattr(TantivyEngine, "search", refuse)
    assert receipt(theme).state == "unknown"


def test_a_private_page_is_found_by_those_who_may_read_it(theme):
    PageViewRestriction.objects.create(page=theme, restriction_type=PageViewRestriction.LOGIN)
    assert receipt(theme).text.endswith("bara för den som får läsa sidan")


def test_the_editing_form_shows_it_for_a_published_page(theme, client):
    client.force_login(User.objects.create_superuser("chef"))
    html = client.get(f"/admin/pages/{theme.pk}/edit/").content.decode()
    assert receipt(theme).text in html
    theme.unpublish()
    assert "Sökbar" not in client.get(f"/admin/pages/{theme.pk}/edit/").content.decode()
