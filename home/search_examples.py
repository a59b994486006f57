"""The searches that start pages suggest, for those who try what a change does to searches."""

from collections.abc import Iterator

from search.editing.effect import register

from .models import HomePage


def example_searches(locale: str) -> Iterator[str]:
    for page in HomePage.objects.live().filter(locale__language_code=locale):
        yield from page.example_searches_list


def register_examples() -> None:
    register(example_searches)
