"""What the processes of these tests do: `python -m tests.faults.steps` reads steps, one a line, and answers each.

A step is a JSON list of a function's name and its arguments, ["publish", "A title"]; the answer is what it returns.
"""

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from typing import Any

STEPS: dict[str, Callable[..., Any]] = {}


def step(function: Callable[..., Any]) -> Callable[..., Any]:
    STEPS[function.__name__] = function
    return function


@step
def publish(title: str) -> int:
    """A new live page; gives its id."""
    from wagtail.models import Locale, Page

    from knowledge.models import ThemePage

    fields = {"summary": "Om sidan.", "purpose": "<p>Syfte.</p>", "number": 1}
    page = ThemePage(title=title, locale=Locale.objects.get(language_code="sv"), **fields)
    Page.objects.get(depth=1).add_child(instance=page)
    return page.pk


@step
def retitle(page_id: int, title: str) -> None:
    from knowledge.models import ThemePage

    page = ThemePage.objects.get(pk=page_id)
    page.title = title
    page.save()


@step
def publish_and_die_before_the_index_is_written(title: str) -> None:
    from search.engines.tantivy import TantivyEngine

    TantivyEngine.write = lambda *args: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    publish(title)


@step
def publish_and_die_between_pages_and_sections(title: str) -> None:
    from search.engines.tantivy import TantivyEngine

    commit = TantivyEngine._commit

    def commit_pages_only(self: Any, generation: str, part: str, accepted: Any) -> None:
        if part == "sections":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self, generation, part, accepted)

    TantivyEngine._commit = commit_pages_only  # type: ignore[method-assign]
    publish(title)


@step
def found(words: str) -> list[int] | None:
    """None while there is no index to search."""
    from search.engines.base import EngineError
    from tests.search import finding

    try:
        return finding.found(words)
    except EngineError:
        return None


@step
def pending() -> list[int]:
    from tests.search import finding

    return finding.pending()


@step
def drain_all() -> int:
    from search.upkeep import drain_now

    return drain_now()


@step
def rebuild() -> str:
    from search.rebuild import rebuild

    return rebuild()


@step
def die_in_a_rebuild() -> None:
    from search.rebuild import rebuild

    rebuild(lambda done, total: os.kill(os.getpid(), signal.SIGKILL))


@step
def rebuild_with_helpers(victim: str = "") -> str:
    """As a large site is rebuilt: two helpers copy three pages at a time. Gives the name of the index, or what went wrong.

    `victim` is killed: the "helper" that is given the second batch, or "self" when the first is copied.
    """
    from django.conf import settings

    from search import filling
    from search.engines.base import EngineError
    from search.helpers import Helper
    from search.rebuild import rebuild

    copy, start = Helper.copy, Helper.__init__

    def start_at_once(self: Helper, arguments: Any) -> None:
        start(self, arguments)
        assert self._greeting.result()

    given: list[list[str]] = []

    def copy_or_die(self: Helper, keys: list[str]) -> None:
        given.append(keys)
        if len(given) > 1 and victim == "helper":
            self._process.kill()
        copy(self, keys)

    def kill(done: int, total: int) -> None:
        if done and victim == "self":
            os.kill(os.getpid(), signal.SIGKILL)

    Helper.__init__, Helper.copy = start_at_once, copy_or_die  # type: ignore[method-assign]
    filling.MANY, filling.BATCH, filling.copy_rows = 0, 3, None  # type: ignore[assignment]
    settings.SEARCH_REBUILD_PROCESSES = 3
    try:
        return rebuild(kill)
    except EngineError as error:
        return str(error)


@step
def contents() -> list[Any]:
    """All that the live index holds: keys, versions and what hits show of them, and how many pages have each word."""
    from search.engines import get_engine
    from search.engines.base import TOKEN_FIELDS, Everything, Filters, Request
    from search.upkeep import live_generation

    engine, live = get_engine(), live_generation()
    every = [Request(Everything(), Filters("sv", sections=sections), size=1000) for sections in (False, True)]
    hits = [(hit.key, hit.payload) for request in every for hit in engine.search(live, request).hits]
    words = [sorted(engine.vocabulary(live, field, "sv").items()) for field in TOKEN_FIELDS]
    return [sorted(engine.scan(live)), sorted(hits), words]


@step
def building() -> str | None:
    from search.models import SearchGeneration

    return SearchGeneration.objects.filter(state="building").values_list("name", flat=True).first()


@step
def edit_at_random(seed: int, times: int) -> int:
    """Edits, publishes, unpublishes, deletes, moves and rolls back; gives the number of changes that were refused."""
    from django.core.exceptions import ObjectDoesNotExist, ValidationError
    from django.db import DatabaseError, transaction

    from wagtail.models import Page

    from knowledge.models import ThemePage

    chance = random.Random(seed)

    def any_page() -> Any:
        return chance.choice(list(ThemePage.objects.all()))

    def edit() -> None:
        retitle(any_page().pk, f"Ändrad {chance.random()}")

    def roll_back() -> None:
        with transaction.atomic():
            edit()
            transaction.set_rollback(True)

    def unpublish() -> None:
        any_page().unpublish()

    def republish() -> None:
        any_page().save_revision().publish()

    def delete() -> None:
        Page.objects.get(pk=any_page().pk).delete()

    def move() -> None:
        Page.objects.get(pk=any_page().pk).move(Page.objects.get(pk=any_page().pk), pos="right")

    actions = [edit, edit, edit, roll_back, unpublish, republish, delete, move]
    refused = 0
    for number in range(times):
        try:
            publish(f"Ny {seed} {number}") if chance.random() < 0.3 else chance.choice(actions)()
        except (ObjectDoesNotExist, IndexError, ValidationError, DatabaseError):
            refused += 1  # another writer has changed or deleted the same page, or holds the same place in the tree
    return refused


@step
def differences() -> dict[str, list[str]]:
    """What the index holds and should not, lacks, or holds in another version or of other content than the database."""
    from wagtail.models import Page

    from search.engines import get_engine
    from search.entries import document_for, entries_of, fingerprint
    from search.models import SearchRow
    from search.upkeep import live_generation

    rows = {row.page_id: row for row in SearchRow.objects.all()}
    held = dict(get_engine().scan(live_generation()))
    wanted: dict[str, int] = {}
    changed = []
    for page in Page.objects.filter(depth__gt=1).specific():
        if document := document_for(page):
            entries = entries_of(document)
            wanted |= {entry.key: rows[page.pk].version for entry in entries}
            if fingerprint(entries) != rows[page.pk].fingerprint:
                changed.append(f"page:{page.pk}")
    return {
        "missing": sorted(wanted.keys() - held.keys()),
        "ghost": sorted(held.keys() - wanted.keys()),
        "stale": sorted(key for key in wanted.keys() & held.keys() if wanted[key] != held[key]),
        "changed": changed,
    }


@step
def drop_all() -> None:
    """Every index of this site."""
    from search.engines import get_engine

    for generation in get_engine().generations():
        get_engine().drop(generation)


@step
def prepare_language() -> None:
    from wagtail.models import Locale

    Locale.objects.get_or_create(language_code="sv")


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(STEPS[name](*arguments)), flush=True)


if __name__ == "__main__":
    main()
