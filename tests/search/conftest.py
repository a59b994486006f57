"""Pages to search for. A test that changes pages gets the index right with `drain_now`, or by searching."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from django.core.cache import cache

from wagtail.models import Locale, Page, Site

from knowledge.models import DiscussionPoint, Level, ThemePage

_numbers = count(1)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """The breaker lives in the cache and would outlive its test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def locale(db: None) -> Locale:
    return Locale.objects.get_or_create(language_code="sv")[0]


@pytest.fixture
def root(locale: Locale) -> Page:
    """Wagtail's own root page, as the start page of a site: what has no site has no address, and is never shown."""
    root = Page.objects.get(depth=1)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": root})
    return root


@pytest.fixture
def add_theme(root: Page, locale: Locale) -> Callable[..., ThemePage]:
    """Makes a live theme: add_theme("Titel", points=["Punkt"], parent=page, summary=…)."""

    def add(title: str, points: list[str] | tuple = (), parent: Page | None = None, **fields: Any) -> ThemePage:
        number = next(_numbers)
        values = {"summary": "Om temat.", "purpose": "<p>Ett syfte.</p>", "number": number, "locale": locale}
        page = ThemePage(title=title, slug=f"tema-{number}", **values | fields)
        page.points = [
            DiscussionPoint(heading=heading, why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>")
            for heading in points
        ]
        (parent or root).add_child(instance=page)
        return page

    return add


@pytest.fixture
def add_level(locale: Locale) -> Callable[..., Level]:
    def add(slug: str, name: str, **fields: Any) -> Level:
        return Level.objects.create(slug=slug, name=name, **{"locale": locale} | fields)

    return add
