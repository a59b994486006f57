"""The editors' guide shows every picture that is made for it, and no other."""

import re

from tests.conftest import ROOT

from .__main__ import FOLDER
from .scenes import SCENES

GUIDE = ROOT / "docs" / "editing"
LARGEST = 150_000  # bytes of a picture
SHOWN = re.compile(r"!\[([^\]]*)\]\(pictures/([^)]+)\)")


def shown() -> list[tuple[str, str]]:
    """Alternative text and name of each picture in the guide."""
    return [found for path in GUIDE.glob("*.md") for found in SHOWN.findall(path.read_text(encoding="utf-8"))]


def test_the_guide_shows_each_picture_that_is_made() -> None:
    assert {name for _alt, name in shown()} == set(SCENES)


def test_the_pictures_in_the_folder_are_those_that_are_made() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(SCENES)


def test_pictures_are_small_and_described() -> None:
    assert [path.name for path in FOLDER.iterdir() if path.stat().st_size > LARGEST] == []
    assert [name for alt, name in shown() if len(alt) < 20] == []
