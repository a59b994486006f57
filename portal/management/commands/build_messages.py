"""Builds the gettext catalogs without the gettext tools, which a bare machine does not have."""

import os
from pathlib import Path

import polib

from django.conf import settings
from django.core.management.base import BaseCommand


def catalogs() -> list[Path]:
    return sorted(Path(settings.BASE_DIR).glob("*/locale/*/LC_MESSAGES/django*.po"))


class Command(BaseCommand):
    help = "Build every */locale/*/LC_MESSAGES/*.mo from its .po file."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        for source in catalogs():
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                draft = target.with_suffix(
                    f".{os.getpid()}"
                )  # another process may read the catalog, or build it, meanwhile
                polib.pofile(str(source)).save_as_mofile(str(draft))
                draft.replace(target)
