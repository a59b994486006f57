"""The engines that the search is measured on, within one process and with one site."""

import uuid
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.finder import Found

TANTIVY, ELASTICSEARCH = "tantivy", "elasticsearch"
ENGINES = {TANTIVY: (TANTIVY,), ELASTICSEARCH: (ELASTICSEARCH,), "both": (TANTIVY, ELASTICSEARCH)}


def add_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--engine", choices=ENGINES, default=TANTIVY, help="for elasticsearch, SEARCH_URL is the address of the server"
    )


@contextmanager
def searching_in(engine: str, address: str) -> Iterator[None]:
    """Have the searches of this process answered by that engine, from a fresh index: what has been replaced or deleted stays in
    the statistics of words until an engine tidies up, and each does so in its own time. On the server it is dropped afterwards.

    `address` is what SEARCH_URL was before the site was set up to search in its own files.
    """
    from django.test import override_settings

    from search.engines import get_engine
    from search.rebuild import rebuild

    if engine == TANTIVY:
        rebuild(lambda done, total: None)
        yield
        return
    if not address:
        raise SystemExit("Set SEARCH_URL to the address of an Elasticsearch server.")
    prefix = f"relevance-{uuid.uuid4().hex[:12]}"
    with override_settings(SEARCH_URL=address, SEARCH_INDEX_PREFIX=prefix):
        try:
            rebuild(lambda done, total: None)
            yield
        finally:
            for generation in get_engine().generations():
                get_engine().drop(generation)


def seen(found: "Found") -> dict[str, Any]:
    """All of an answer that must not depend on the engine."""
    return {
        "totals": [found.total_all, found.total_partial],
        "counts": found.counts,
        "hits": [hit.page.pk for hit in found.hits],
        "corrected": found.corrected,
    }


def differing(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """The queries that engines answer differently; `answers` holds for each engine what was seen by query."""
    first, *others = answers
    return [query for query in first if any(other[query] != first[query] for other in others)]
