"""The demo site as visitors get it: every fact and link that its site map promises stands on the served page."""

import re
import sqlite3
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from django.conf import settings

FACTS = Path(__file__).parent / "demo_facts"
DEMO = Path(settings.BASE_DIR) / "home" / "demo"
MIN_WORDS = 120
SHORT_KINDS = {"home", "section", "contact"}

EXPECTED = {
    str(int(number)): facts
    for path in sorted(FACTS.glob("*.yaml"))
    for number, facts in yaml.safe_load(path.read_text()).items()
}


class MainText(HTMLParser):
    """The text and the link targets of a page's <main>, or of another element."""

    def __init__(self, element: str = "main") -> None:
        super().__init__()
        self.element = element
        self.inside = False
        self.words: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == self.element
        if self.inside and tag == "a":
            self.links.add(urllib.parse.urlsplit(dict(attrs).get("href") or "").path)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != self.element

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).replace("\u00ad", "").split()).casefold()


@pytest.fixture(scope="session")
def addresses(demo_folder: Path) -> dict[str, list[str]]:
    """Paths of each demo page, its own and its translations', by its file's number, or stem where several share 00."""
    connection = sqlite3.connect(f"file:{demo_folder / 'portal.sqlite3'}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT r.source, l.language_code, p.url_path FROM knowledge_importrecord r "
        "JOIN wagtailcore_page p ON p.id = r.page_id JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.live"
    ).fetchall()
    connection.close()
    stems = [(Path(source).stem, f"/{language}/" + url_path.split("/", 2)[2]) for source, language, url_path in rows]
    found: dict[str, list[str]] = {}
    for stem, url in sorted(stems, key=lambda pair: "." in pair[0]):
        name = stem.split(".")[0]
        found.setdefault(name if name.startswith("00") else str(int(name[:2])), []).append(url)
    return found


@pytest.fixture(scope="session")
def pages(demo_server: str, addresses: dict[str, list[str]]) -> dict[str, MainText]:
    """Every page of the demo site that the facts speak of, read once."""
    found = {}
    for number in EXPECTED:
        # The start page's senders stand in its header.
        parser = MainText("body" if number == "1" else "main")
        with urllib.request.urlopen(demo_server + addresses[number][0]) as response:
            parser.feed(response.read().decode())
        found[number] = parser
    return found


@pytest.mark.parametrize("number", sorted(EXPECTED, key=int))
def test_page_carries_every_fact_of_its_row(number: str, pages: dict[str, MainText]) -> None:
    text = pages[number].text
    missing = [
        fact
        for fact in EXPECTED[number].get("facts", [])
        if not any(" ".join(form.split()).casefold() in text for form in ([fact] if isinstance(fact, str) else fact))
    ]
    assert not missing


@pytest.mark.parametrize("number", sorted(EXPECTED, key=int))
def test_every_link_of_the_row_resolves(
    number: str, pages: dict[str, MainText], addresses: dict[str, list[str]]
) -> None:
    """A link leads to the page in the language of the page it stands on, where there is a translation."""
    wanted = EXPECTED[number].get("links", [])
    missing = [key for key in wanted if pages[number].links.isdisjoint(addresses.get(f"{key}", []))]
    assert not missing


@pytest.mark.parametrize("number", sorted(EXPECTED, key=int))
def test_page_says_enough(number: str, pages: dict[str, MainText]) -> None:
    source = next(DEMO.glob(f"{int(number):02d}-*.md")).read_text()
    kind = re.search(r"^kind: (\w+)", source, re.MULTILINE).group(1)
    if kind in SHORT_KINDS:
        assert pages[number].text
    else:
        assert len(pages[number].text.split()) >= MIN_WORDS


def test_facts_cover_at_least_forty_pages() -> None:
    assert len(EXPECTED) >= 40
