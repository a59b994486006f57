"""System checks tell what is wrong and how to mend it, and the project itself passes them."""

from io import StringIO
from typing import Any

import pytest

from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from portal.checks import locales_agree


def test_the_project_passes_its_own_checks(db: None) -> None:
    printed = StringIO()

    call_command("check", "--fail-level", "WARNING", stdout=printed, stderr=printed)

    assert "no issues" in printed.getvalue()


def test_content_and_interface_have_the_same_languages(settings: Any) -> None:
    assert locales_agree(None) == []

    settings.WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska")]

    (message,) = locales_agree(None)
    assert message.id == "portal.E001"
    assert "portal/settings/base.py" in message.hint


def test_the_order_of_the_languages_counts(settings: Any) -> None:
    settings.LANGUAGES = list(reversed(settings.LANGUAGES))

    assert [message.id for message in locales_agree(None)] == ["portal.E001"]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_language_has_an_address_of_its_own(settings: Any, language: str) -> None:
    assert language in dict(settings.LANGUAGES)
    with translation.override(language):
        assert reverse("search").startswith(f"/{language}/")
