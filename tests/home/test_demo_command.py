"""`make demo` serves the site as visitors get it."""

from typing import Any

import pytest

from django.core.management import call_command

from home.management.commands import demo


@pytest.mark.parametrize("asked_for", [False, True], ids=["by itself", "with DEBUG=1"])
def test_debug_pages_stand_in_for_the_sites_own_only_when_asked_for(
    asked_for: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[bool] = []
    settings.DEBUG = True
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(demo.Command, "_set_up", lambda self: "password")
    monkeypatch.setattr(demo, "call_command", lambda *arguments, **options: served.append(settings.DEBUG))
    monkeypatch.setenv("DEBUG", "1")
    if not asked_for:
        monkeypatch.delenv("DEBUG")

    call_command("demo")

    assert served == [asked_for]
