"""The portal's processes: python -m tests.benchmarks.sites.portal, see `serving`."""

import json
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from . import steps
from .content import DEMO, PageText, kind_of, page_text
from .filling import fill, slug
from .serving import serve, step

VISITOR = steps.Visitor("/sv/sok/", "q")


@cache
def _start() -> None:
    """As the web application does, see `portal.wsgi`."""
    from search.language import prepare

    prepare()


@step
def grow(pages: int) -> int:
    """Make the site have so many pages, with the demo site's vocabularies. Gives the number that it has."""
    return fill(_home(), pages, _page, _add_rows)


@step
def ask(query: str) -> float | None:
    _start()
    return VISITOR.ask(query)


@step
def search(query: str) -> float:
    """Seconds of the search alone: query, facets and highlights."""
    from django.contrib.auth.models import AnonymousUser

    from search.finder import Parameters, find

    began = time.perf_counter()
    find(Parameters(text=query, locale="sv"), AnonymousUser())
    return time.perf_counter() - began


@step
def total(query: str) -> int:
    from django.contrib.auth.models import AnonymousUser

    from search.finder import Parameters, find

    return find(Parameters(text=query, locale="sv"), AnonymousUser()).total


@step
def when_found(word: str, patience: float) -> float | None:
    return steps.when_true(lambda: finds(word), patience)


@step
def finds(word: str) -> bool:
    """As a visitor would: also while the engine is down."""
    from search.engines.base import EngineError
    from tests.search.finding import found

    try:
        return bool(found(word))
    except EngineError:
        return False


@step
def found_by_title(word: str) -> int:
    """How many pages that the index finds by the word have it in their title, page by page as the database has it now."""
    from wagtail.models import Page

    from tests.search.finding import found

    return Page.objects.live().filter(pk__in=found(word), title__startswith=word).count()


@step
def pending() -> int:
    from search.models import SearchRow

    return SearchRow.pending().count()


@step
def when_nothing_waits(patience: float) -> float | None:
    return steps.when_true(lambda: not pending(), patience)


@step
def ensure_index() -> None:
    """Of this process's engine, with all pages: the search is not told of those that `grow` makes."""
    from search import generations
    from search.models import SearchRow
    from search.rebuild import rebuild
    from search.registry import add_missing
    from search.upkeep import drain_now

    known = SearchRow.objects.count()
    add_missing()
    has_grown = SearchRow.objects.count() > known
    rebuild(unless=lambda: None if has_grown else generations.live_and_fitting())
    drain_now()


@step
def touch(number: int) -> None:
    """Have a page indexed once more as it is."""
    from wagtail.models import Page

    from search.registry import touch_pages

    touch_pages([Page.objects.get(slug=slug(number)).pk])


@step
def written() -> int:
    """Changes that the index of pages has taken since it was made, as the engine itself counts them."""
    from search.engines import get_engine
    from search.upkeep import live_generation

    engine: Any = get_engine()
    generation = live_generation()
    if engine.embedded:
        return json.loads((engine.folder / generation / "pages" / "meta.json").read_text())["opstamp"]
    alias = engine._alias(generation, "pages")
    return engine.client.indices.stats(index=alias)["_all"]["total"]["indexing"]["index_total"]


@step
def rebuild_parts(number: int) -> dict[str, float]:
    """Seconds of a processor that the parts of a rebuild take for so many pages, with the word lists read."""
    from search.contents import documents
    from search.engines import get_engine
    from search.engines.base import Operation
    from search.entries import entries_of
    from search.models import SearchRow

    _start()
    pages = SearchRow.objects.filter(deleted=False).order_by("key").values_list("page_id", flat=True)[:number]
    clock = [time.process_time()]
    found = [document for _, document in documents(pages) if document]
    clock.append(time.process_time())
    entries = [entry for document in found for entry in entries_of(document)]
    clock.append(time.process_time())
    get_engine().create("parts")
    try:
        list(get_engine().load("parts", [Operation(entry.key, 1, entry) for entry in entries]))
        clock.append(time.process_time())
    finally:
        get_engine().drop("parts")
    return {part: clock[turn + 1] - clock[turn] for turn, part in enumerate(("reading", "analysing", "writing"))}


@step
def edit_in_one_transaction(number: int, times: int, word: str) -> None:
    from django.db import transaction

    with transaction.atomic():
        for edit in range(times):
            steps.publish(number, f"{word} {edit}")


@step
def drop_all() -> None:
    """Every index of this site."""
    from search.engines import get_engine

    for generation in get_engine().generations():
        get_engine().drop(generation)


# ---- What the pages are ----------------------------------------------------------------------------------------------


def _home() -> Any:
    from django.conf import settings

    from wagtail.models import Locale, Page, Site

    from home.models import HomePage
    from knowledge.importer.vocabularies import load

    if found := HomePage.objects.first():
        return found
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    load(DEMO / "vocabularies.yaml")
    home = HomePage(title="Start", slug="start", summary="Start", locale=Locale.objects.get(language_code="sv"))
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update(root_page=home)
    return home


def _page(number: int) -> Any:
    from home.models import StandardPage
    from knowledge.models import DecisionPage, LearningExamplePage

    text = page_text(number)
    shared = {"title": text.title, "summary": text.summary}
    kind = kind_of(number)
    if kind == "decision":
        return DecisionPage(**shared, body=_body(text), decided_on=text.day)
    if kind == "example":  # which must have a background
        return LearningExamplePage(**shared, body=_body(text, 1), background=f"<p>{text.sections[0][1]}</p>")
    return StandardPage(**shared, body=_body(text))


def _body(text: PageText, first: int = 0) -> str:
    blocks = []
    for heading, prose in text.sections[first:]:
        blocks.append(text.block("heading", {"text": heading, "level": "h2"}))
        blocks.append(text.block("text", f"<p>{prose}</p>"))
    return json.dumps(blocks)


def _add_rows(pages: Sequence[Any]) -> None:
    from home.models import StandardPage
    from knowledge.models import Level, Organisation, PageLevel, PageOrganisation, PagePlace, Place

    classified = [page for page in pages if not isinstance(page, StandardPage)]
    swedish = {"locale__language_code": "sv"}
    for row, field, model in (
        (PageLevel, "level", Level),
        (PagePlace, "place", Place),
        (PageOrganisation, "organisation", Organisation),
    ):
        items = list(model.objects.filter(**swedish).order_by("pk"))
        row.objects.bulk_create(
            [row(page_id=page.pk, **{field: items[place % len(items)]}) for place, page in enumerate(classified)]
        )


if __name__ == "__main__":
    serve()
