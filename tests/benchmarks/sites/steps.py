"""What both sites can do. What only one of them can is in `portal` and `stock`."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from .filling import slug
from .serving import step

POLL = 0.005  # seconds


@step
def publish(number: int, title: str) -> tuple[float, float]:
    """Edit a page and publish it. Gives the seconds, and when it was done by a clock that all processes share."""
    from wagtail.models import Page

    page = Page.objects.get(slug=slug(number)).specific
    page.title = title
    began = time.perf_counter()
    page.save_revision().publish()
    return time.perf_counter() - began, time.monotonic()


@step
def try_to_publish(number: int, title: str) -> tuple[float, str]:
    """As `publish`, but gives the seconds and the error, if it ends in one."""
    began = time.perf_counter()
    try:
        return publish(number, title)[0], ""
    except Exception as error:
        return time.perf_counter() - began, f"{type(error).__name__}: {error}"


@step
def publish_many(numbers: list[int], word: str) -> list[str]:
    """Publish each page with the word and its number in its title. Gives the errors of those that could not be."""
    errors = (try_to_publish(number, f"{word} {number}")[1] for number in numbers)
    return [error for error in errors if error]


@step
def titled(word: str) -> int:
    """How many live pages of the database have a title that begins with the word."""
    from wagtail.models import Page

    return Page.objects.live().filter(title__startswith=word).count()


def when_true(question: Callable[[], Any], patience: float) -> float | None:
    """Ask again and again. Gives when the answer was yes by the clock that all processes share; None if it never was."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if question():
            return time.monotonic()
        time.sleep(POLL)
    return None


class Visitor:
    """Asks the search page. Each question comes from another address, as from many people."""

    def __init__(self, path: str, parameter: str) -> None:
        self.path = path
        self.parameter = parameter
        self.asked = 0

    def ask(self, query: str) -> float | None:
        """Seconds for the whole page; None if the site failed."""
        from django.test import Client

        self.asked += 1
        client = Client(headers={"host": "localhost"}, raise_request_exception=False)
        client.defaults["REMOTE_ADDR"] = f"10.{self.asked >> 16 & 255}.{self.asked >> 8 & 255}.{self.asked & 255}"
        address = f"{self.path}?{urlencode({self.parameter: query})}"
        began = time.perf_counter()
        status = client.get(address).status_code
        seconds = time.perf_counter() - began
        if status not in (200, 500):
            raise RuntimeError(f"{address}: {status}")
        return seconds if status == 200 else None
