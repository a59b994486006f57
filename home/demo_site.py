"""The demo site: a folder of documents, loaded by the importer and then published."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from wagtail.models import Locale, Page, Site

from knowledge.importer.folder import Progress, import_folder

from . import demo_words
from .models import HomePage

FOLDER = Path(__file__).parent / "demo"


def load(progress: Progress) -> list[str]:
    """Load and publish what is not there yet; gives the importer's warnings in words.

    Pages that are there already stay as they are, whether or not somebody has edited them.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    root = Page.get_first_root_node()
    with transaction.atomic():
        outcome = import_folder(FOLDER, root, progress, publish=True)
        _serve_at_root(root)
        demo_words.load(FOLDER / "search.yaml")
    return [f"{name}, line {note.line}: {note.text}" for name, note in outcome.warnings]


def _serve_at_root(root: Page) -> None:
    """Make the Swedish start page the site, and remove the page that Wagtail welcomes developers with."""
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME},
    )
    for page in root.get_children().type(Page).exclude(pk__in=HomePage.objects.values("pk")):
        if page.specific_class is Page:
            page.delete()
