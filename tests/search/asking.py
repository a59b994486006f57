"""Searches as a visitor makes them: through the finder, on the real index."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from wagtail.models import Page

from search.finder import Found, Parameters, find
from search.registry import touch_where


def ask(text: str, user: Any = None, locale: str = "sv", **options: Any) -> Found:
    return find(Parameters(text, locale, **options), user or AnonymousUser())


def titles(text: str, **options: Any) -> list[str]:
    """Titles of the pages that hold all words, best first."""
    return [hit.page.title for hit in ask(text, **options).hits if hit.match == "all"]


def index_below(page: Page) -> None:
    """Have pages indexed that were made without signals."""
    touch_where(Page.objects.descendant_of(page))
