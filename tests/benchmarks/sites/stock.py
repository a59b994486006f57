"""The processes of the site that `wagtail start` made: python -m tests.benchmarks.sites.stock in its folder, see `serving`.

`home` and `search` are that site's own here.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from . import steps
from .content import kind_of, page_text
from .filling import fill
from .serving import serve, step

VISITOR = steps.Visitor("/search/", "query")
ITEMS = 5  # of each vocabulary


@step
def grow(pages: int) -> int:
    """Make the site have so many pages. Gives the number that it has."""
    from home.models import HomePage

    return fill(HomePage.objects.get(), pages, _page, _add_rows)


@step
def ask(query: str) -> float | None:
    return VISITOR.ask(query)


@step
def ensure_index() -> None:
    from django.core.management import call_command

    from wagtail.search.backends import get_search_backend

    def is_indexed(model: Any) -> bool:
        return get_search_backend().get_index_for_model(model).entries.count() >= model.objects.count()

    if not all(map(is_indexed, _models().values())):
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


def _models() -> dict[bool, Any]:
    """The types of pages, by whether their pages belong to vocabularies."""
    from home.article import ArticlePage, ClassifiedPage

    return {False: ArticlePage, True: ClassifiedPage}


def _page(number: int) -> Any:
    text = page_text(number)
    blocks = []
    for heading, prose in text.sections:
        blocks.append(text.block("heading", heading))
        blocks.append(text.block("paragraph", f"<p>{prose}</p>"))
    model = _models()[kind_of(number) != "text"]
    return model(title=text.title, summary=text.summary, body=json.dumps(blocks))


def _add_rows(pages: Sequence[Any]) -> None:
    from home.article import ArticlePage

    classified = [page for page in pages if not isinstance(page, ArticlePage)]
    for row, field, items in _vocabularies():
        row.objects.bulk_create(
            [row(page_id=page.pk, **{field: items[place % len(items)]}) for place, page in enumerate(classified)]
        )


def _vocabularies() -> Iterator[tuple[Any, str, list[Any]]]:
    """The model of the rows that name an item, by which field, and the items."""
    from home import article

    for field, item, row in (
        ("level", article.Level, article.PageLevel),
        ("place", article.Place, article.PagePlace),
        ("organisation", article.Organisation, article.PageOrganisation),
    ):
        yield row, field, [item.objects.get_or_create(name=f"{field} {number}")[0] for number in range(ITEMS)]


if __name__ == "__main__":
    serve()
