"""Files to import, and the vocabulary that they name."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from wagtail.models import Page

from home.models import HomePage
from knowledge.importer.single import Outcome, import_document
from knowledge.models import Level, Organisation
from tests.factories import LevelFactory, OrganisationFactory

Write = Callable[[str, str], Path]
Import = Callable[..., Outcome]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file; the text may be indented as the test is."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
        return path

    return write


@pytest.fixture
def levels(home: HomePage) -> dict[str, Level]:
    names = {"huvudman": "Högsta ledning", "makro": "Makro", "meso": "Meso", "mikro": "Mikro"}
    aliases = {"makro": "Strategisk\nMakronivå", "meso": "Taktisk"}
    return {slug: LevelFactory(slug=slug, name=name, aliases=aliases.get(slug, "")) for slug, name in names.items()}


@pytest.fixture
def board(home: HomePage) -> Organisation:
    return OrganisationFactory(slug="nsv", name="Nämnden för samverkan", short_name="NSV")


@pytest.fixture
def imported(write: Write, home: HomePage) -> Import:
    """Writes a file and imports it below the start page."""

    def imported(name: str, text: str, **options: Any) -> Outcome:
        return import_document(write(name, text), **options)

    return imported


def latest(outcome: Outcome, place: int = 0) -> Any:
    """What an editor sees: the page's latest revision."""
    return Page.objects.get(pk=outcome.stored[place].page.pk).get_latest_revision_as_object()


def warnings(outcome: Outcome) -> dict[int, str]:
    return {note.line: note.text for note in outcome.notes}
