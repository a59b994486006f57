"""What editors plan happens when it is due: pages go live and expire, and one that cannot holds up no other."""

import importlib
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageLogEntry

from home.models import HomePage
from knowledge import schedule
from knowledge.schedule import Outcome, carry_out
from knowledge.tasks import publish_planned
from search.metrics import REGISTRY
from tests.factories import MeetingPageFactory, ThemePageFactory
from tests.search.asking import titles

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _site(home: HomePage) -> None:
    """One to put pages on."""


def planned(page: Page, **times: Any) -> Page:
    """The page with a version that has been approved to go live at its time."""
    for name, value in times.items():
        setattr(page, name, value)
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def draft(title: str, go_live_at: Any, factory: Any = ThemePageFactory, **fields: Any) -> Page:
    return planned(factory(title=title, live=False, **fields), go_live_at=go_live_at)


def statuses() -> dict[str, tuple[bool, bool]]:
    """Of all pages below the start page, by title: live, and expired."""
    pages = Page.objects.filter(depth__gt=2).values_list("title", "live", "expired")
    return {title: (live, expired) for title, live, expired in pages}


WAYS = {
    "by the beat": publish_planned,
    "by the command": lambda: call_command("publish_scheduled"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_is_due_goes_live_and_expires_and_nothing_else_does(way: Callable[[], object], client: Client) -> None:
    now = timezone.now()
    draft("Förfallen version", now - HOUR)
    draft("Kommande version", now + HOUR)
    gone = ThemePageFactory(title="Utgången nyckel", expire_at=now - HOUR)
    ThemePageFactory(title="Går ut nyckel", expire_at=now + HOUR)
    assert set(titles("nyckel")) == {"Utgången nyckel", "Går ut nyckel"}

    way()

    assert statuses() == {
        "Förfallen version": (True, False),
        "Kommande version": (False, False),
        "Utgången nyckel": (False, True),
        "Går ut nyckel": (True, False),
    }
    assert client.get(gone.url).status_code == 404
    assert titles("nyckel") == ["Går ut nyckel"]
    assert titles("förfallen version") == ["Förfallen version"]
    actions = PageLogEntry.objects.filter(action__endswith=".scheduled").values_list("action", flat=True)
    assert sorted(actions) == ["wagtail.publish.scheduled", "wagtail.unpublish.scheduled"]


def test_a_page_that_is_not_complete_holds_up_no_other_and_stays_planned(caplog: pytest.LogCaptureFixture) -> None:
    now = timezone.now()
    unchecked = draft("Mötet", now - 2 * HOUR, MeetingPageFactory, personal_data_checked=False)
    draft("Temat", now - HOUR)
    ThemePageFactory(title="Utgången", expire_at=now - HOUR)

    assert carry_out() == Outcome(published=1, expired=1, failed=1)

    assert statuses() == {"Mötet": (False, False), "Temat": (True, False), "Utgången": (False, True)}
    assert unchecked.approved_schedule
    assert "cannot be published" in caplog.text

    unchecked.personal_data_checked = True
    planned(unchecked)
    carry_out()
    assert statuses()["Mötet"] == (True, False)


def test_a_live_page_whose_next_version_is_due_does_not_expire_with_the_version_before() -> None:
    now = timezone.now()
    page = ThemePageFactory(title="Förra", expire_at=now - HOUR)
    page.title = "Nästa"
    planned(page, go_live_at=now - HOUR, expire_at=now + HOUR)

    assert carry_out() == Outcome(published=1)
    assert statuses() == {"Nästa": (True, False)}


def test_a_version_that_should_have_gone_again_by_now_does_not_stay() -> None:
    planned(
        ThemePageFactory(title="Kort", live=False),
        go_live_at=timezone.now() - 2 * HOUR,
        expire_at=timezone.now() - HOUR,
    )

    assert carry_out() == Outcome(published=1, expired=1)
    assert statuses() == {"Kort": (False, True)}


def test_the_next_version_stays_planned_when_the_page_expires_before_it() -> None:
    now = timezone.now()
    page = planned(
        ThemePageFactory(title="Åter på måndag", expire_at=now - HOUR), go_live_at=now + HOUR, expire_at=None
    )

    assert carry_out() == Outcome(expired=1)

    assert statuses() == {"Åter på måndag": (False, True)}
    assert page.revisions.get().approved_go_live_at == page.go_live_at


def test_a_plan_that_is_cancelled_while_others_are_carried_out_is_not_carried_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = draft("Ångrad", timezone.now() - HOUR)
    (pk,) = page.revisions.values_list("pk", flat=True)
    page.revisions.update(approved_go_live_at=None)

    assert schedule._publish(pk) is False
    assert statuses() == {"Ångrad": (False, False)}


def test_whoever_watches_the_site_is_told_of_plans_that_are_late() -> None:
    now = timezone.now()
    draft("Nyss", now - timedelta(minutes=4))
    late = draft("Sen", now - timedelta(minutes=6), MeetingPageFactory, personal_data_checked=False)
    ThemePageFactory(title="Utgången", expire_at=now - timedelta(minutes=6))
    assert REGISTRY.get_sample_value("planned_overdue") == 2

    carry_out()

    assert REGISTRY.get_sample_value("planned_overdue") == 1
    assert late.revisions.get().approved_go_live_at


def test_the_command_can_say_what_it_would_do(capsys: pytest.CaptureFixture[str]) -> None:
    ThemePageFactory(title="Utgången", expire_at=timezone.now() - HOUR)

    call_command("publish_scheduled", "--dryrun")

    assert "Utgången" in capsys.readouterr().out
    assert statuses() == {"Utgången": (True, False)}


def test_the_beat_looks_every_minute() -> None:
    assert site_settings.CELERY_BEAT_SCHEDULE["planned"] | {"options": None} == {
        "task": publish_planned.name,
        "schedule": 60.0,
        "options": None,
    }


class Stopped(BaseException):
    """Ends what never ends by itself."""


def test_whoever_looks_every_minute_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[float] = []

    def fail() -> None:
        raise OSError("database away")

    def sleep(seconds: float) -> None:
        passes.append(seconds)
        if len(passes) == 3:
            raise Stopped

    monkeypatch.setattr(schedule, "carry_out", fail)
    monkeypatch.setattr(schedule.connection, "close", lambda: None)
    monkeypatch.setattr(schedule.time, "sleep", sleep)
    with pytest.raises(Stopped):
        schedule.keep_carrying_out()

    assert passes == [60, 60, 60]


@pytest.mark.parametrize(("broker", "looks"), [("", 1), ("redis://broker.example/0", 0)])
def test_a_web_process_looks_by_itself_only_where_no_worker_does(
    monkeypatch: pytest.MonkeyPatch, settings: Any, broker: str, looks: int
) -> None:
    threads: dict[str, Callable[[], None]] = {}
    looked: list[int] = []

    class Thread:
        def __init__(self, target: Callable[[], None], name: str, daemon: bool) -> None:
            threads[name] = target
            assert daemon

        def start(self) -> None:
            pass

    settings.CELERY_BROKER_URL = broker
    monkeypatch.setattr(schedule, "keep_carrying_out", lambda: looked.append(1))
    monkeypatch.setattr(threading, "Thread", Thread)
    monkeypatch.delitem(sys.modules, "portal.wsgi", raising=False)
    importlib.import_module("portal.wsgi")
    threads["carry_out_plans"]()

    assert len(looked) == looks
