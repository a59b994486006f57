"""A Swedish start page, and pages as visitors get them."""

from collections.abc import Callable, Iterator

import pytest

from django.core.cache import cache
from django.test import Client

from home.models import HomePage

from .site import make_home


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Wagtail keeps the site's root paths in the cache, and the search its breaker; both would outlive their test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    """The HTML of an address, with single and ordinary spaces."""

    def get(address: str, **parameters: str) -> str:
        response = client.get(address, parameters)
        assert response.status_code == 200
        return plain(response.content.decode())

    return get


def plain(html: str) -> str:
    return " ".join(html.replace("\u00a0", " ").replace("\u00ad", "").split())
