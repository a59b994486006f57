"""An editor is told why a page was not published, also where there is no form to say it in."""

from datetime import timedelta
from typing import Any

import pytest

from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Workflow

from home.models import HomePage
from knowledge.schedule import carry_out
from tests.factories import MeetingPageFactory

pytestmark = pytest.mark.django_db
UNCHECKED = "Gå igenom text och filer efter personuppgifter och kryssa sedan i här."
DASHBOARD = "wagtailadmin_home"


@pytest.fixture
def meeting(home: HomePage) -> Any:
    """A draft whose text nobody has checked for personal data."""
    page = MeetingPageFactory(title="Rådet i juni", live=False, personal_data_checked=False)
    page.save_revision()
    return page


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_publishing_several_leads_to_the_incomplete_one(editor: Client, meeting: Any) -> None:
    other = MeetingPageFactory(title="Rådet i maj", live=False)
    other.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editor.post(f"{url}?id={other.pk}&id={meeting.pk}", follow=True)

    form = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert response.redirect_chain == [(form, 302)]
    assert any("Rådet i juni” kan inte publiceras" in text and UNCHECKED in text for text in messages_of(response))
    for page in (other, meeting):
        page.refresh_from_db()
        assert not page.live


def test_approving_an_incomplete_page_leads_to_its_form(editor: Client, meeting: Any) -> None:
    state = Workflow.objects.get().start(meeting, User.objects.get())
    url = reverse("wagtailadmin_pages:workflow_action", args=[meeting.pk, "approve", state.current_task_state.pk])

    plain = editor.post(url)
    by_script = editor.post(url, headers={"x-requested-with": "XMLHttpRequest"})

    form = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert plain.url == by_script.json()["redirect"] == form
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


def test_a_field_that_every_page_needs_is_named_as_well(editor: Client, meeting: Any) -> None:
    meeting.personal_data_checked = True
    meeting.summary = ""
    meeting.save_revision(clean=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editor.post(f"{url}?id={meeting.pk}", follow=True)

    assert any("ingress: Detta fält får inte vara tomt." in text for text in messages_of(response))


def test_a_planned_page_that_is_late_is_on_the_start_page_with_what_it_lacks(editor: Client, meeting: Any) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    meeting.go_live_at = hour_ago
    meeting.save_revision(approved_go_live_at=hour_ago)

    assert carry_out().failed == 1
    html = editor.get(reverse(DASHBOARD)).content.decode()

    assert "Planerade, men inte publicerade" in html
    assert "Rådet i juni" in html
    assert UNCHECKED in html


def test_a_late_page_without_a_field_that_every_page_needs_names_the_field(editor: Client, meeting: Any) -> None:
    meeting.summary = ""
    meeting.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=1), clean=False)

    assert "ingress: Detta fält får inte vara tomt." in editor.get(reverse(DASHBOARD)).content.decode()


def test_only_who_may_edit_the_page_is_told_of_it(client: Client, meeting: Any) -> None:
    meeting.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=1))
    guest = User.objects.create_user("gast")
    guest.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(guest)

    response = client.get(reverse(DASHBOARD))

    assert response.status_code == 200
    assert "Rådet i juni" not in response.content.decode()
