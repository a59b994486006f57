"""The processes of the site that `wagtail start` made: python -m tests.benchmarks.sites.stock in its folder, see `serving`.

`home` and `search` are that site's own here.
"""

import json
from typing import Any

from . import steps
from .content import page_text
from .filling import fill
from .serving import serve, step

VISITOR = steps.Visitor("/search/", "query")


@step
def grow(pages: int) -> int:
    """Make the site have so many pages. Gives the number that it has."""
    from home.models import HomePage

    return fill(HomePage.objects.get(), pages, _page, lambda pages: None)


@step
def ask(query: str) -> float | None:
    return VISITOR.ask(query)


@step
def ensure_index() -> None:
    from django.core.management import call_command

    from wagtail.search.backends import get_search_backend

    if get_search_backend().get_index_for_model(_model()).entries.count() < _model().objects.count():
        call_command("update_index", verbosity=0)


@step
def found_by_title(word: str) -> int:
    """How many pages that the index finds by the word have it in their title, page by page as the database has it now."""
    from wagtail.models import Page

    return sum(page.title.startswith(word) for page in Page.objects.live().search(word))


@step
def total(query: str) -> int:
    from wagtail.models import Page

    return Page.objects.live().search(query).count()


@step
def when_found_all(word: str, number: int, patience: float) -> float | None:
    return steps.when_true(lambda: found_by_title(word) >= number, patience)


def _model() -> Any:
    from home.article import ArticlePage

    return ArticlePage


def _page(number: int) -> Any:
    text = page_text(number)
    blocks = []
    for heading, prose in text.sections:
        blocks.append(text.block("heading", heading))
        blocks.append(text.block("paragraph", f"<p>{prose}</p>"))
    return _model()(title=text.title, summary=text.summary, body=json.dumps(blocks))


if __name__ == "__main__":
    serve()
