"""What a visitor does and sees, in the visitor's words."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from playwright.sync_api import Locator, Page, Response, expect

SEARCH = "/sv/sok/"


@dataclass(frozen=True)
class Value:
    """One value of a facet, as it stands beside its checkbox."""

    name: str
    count: int
    box: Locator


class Visitor:
    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, path: str) -> Response:
        response = self.page.goto(path)
        assert response is not None
        return response

    def searches_for(self, text: str) -> None:
        """In the field of the page they are on."""
        self.page.get_by_role("search").get_by_label("Sök på webbplatsen").fill(text)
        self.page.get_by_role("search").get_by_role("button", name="Sök").click()
        self.page.wait_for_url("**/sok/?**")

    def filters_by(self, facet: str, value: str) -> int:
        """Tick a value, press the button; return the count that stood beside the value."""
        chosen = next(found for found in self.values_of(facet) if found.name == value)
        chosen.box.check()
        self.page.get_by_role("button", name="Visa träffar").click()
        expect(self.chip(facet, value)).to_be_visible()
        return chosen.count

    def facet(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name, exact=True)

    def facet_names(self) -> list[str]:
        return self.page.locator("fieldset.facet > legend").all_inner_texts()

    def values_of(self, facet: str) -> list[Value]:
        rows = self.facet(facet).locator("label.facet-value").all()
        return [
            Value(
                row.locator(".facet-name").inner_text().replace("\u00a0", " "),
                int(row.locator(".facet-count").inner_text()),
                row.get_by_role("checkbox"),
            )
            for row in rows
        ]

    def counts_of(self, facet: str) -> dict[str, int]:
        return {value.name: value.count for value in self.values_of(facet)}

    def chip(self, facet: str, value: str) -> Locator:
        return self.page.get_by_role("link", name=f"Ta bort filtret {facet}: {value}")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text().replace("\u00a0", " ")

    def count(self) -> int:
        """The number of pages that the heading says were found."""
        numbers = re.findall(r"(\d+) (?:träff|med några av orden|med delar av ordet)", self.heading)
        return sum(map(int, numbers))

    def hits(self) -> Locator:
        return self.page.locator("li.hit")

    def count_hits(self) -> int:
        """The hits on this page and the following ones of the result."""
        total = self.hits().count()
        following = self.page.get_by_role("link", name="Nästa sida")
        first_page = self.page.url
        while following.count():
            self.goes_to(urljoin(self.page.url, following.get_attribute("href")))
            total += self.hits().count()
        self.goes_to(first_page)
        return total

    def opens_section(self, heading: str) -> None:
        """Follow the link of a section among the hits."""
        self.hits().get_by_role("link", name=heading).click()

    def arrived_at(self) -> Locator:
        """The passage that the link led to."""
        return self.page.locator(":target")

    def finds(self, text: str, by: str = "") -> bool:
        """Whether a search, for the text itself or by other words, gives a link to a page or passage of that name."""
        self.goes_to(f"{SEARCH}?{urlencode({'q': by or text})}")
        return bool(self.hits().get_by_role("link", name=text, exact=True).count())
