"""Prints what an anonymous visitor would find, through the same code as the search page."""

import json
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from search.engines.base import EngineError
from search.finder import PAGE_SIZE, Found, Parameters, find
from search.hits import PageHit


class Command(BaseCommand):
    help = "Search as an anonymous visitor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text")
        parser.add_argument("--locale", default="sv")
        parser.add_argument("--page", type=int, default=1, help="page of results, ten hits a page")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        parameters = Parameters(options["text"], options["locale"], page_number=max(options["page"], 1))
        with override(options["locale"]):
            try:
                found = find(parameters, AnonymousUser())
            except EngineError as error:
                raise CommandError(f"The search engine cannot answer: {error}") from error
            rows = rows_of(found, parameters.page_number)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self._print(found, rows)

    def _print(self, found: Found, rows: list[dict[str, Any]]) -> None:
        if found.corrected:
            self.stdout.write(f"Showing hits for: {found.corrected}")
        self.stdout.write(f"{found.total_all} with all words, {found.total_partial} with some")
        for row in rows:
            self.stdout.write(
                f"{row['rank']:>3}. [{row['match']}] {row['title']} – {row['heading']}\n     {row['url']}"
            )


def rows_of(found: Found, page_number: int = 1) -> list[dict[str, Any]]:
    start = (page_number - 1) * PAGE_SIZE + 1
    return [_row(rank, hit) for rank, hit in enumerate(found.hits, start=start)]


def _row(rank: int, hit: PageHit) -> dict[str, Any]:
    best = hit.sections[0]
    return {
        "rank": rank,
        "title": hit.page.title,
        "url": (best.url or hit.page.url) + (f"#{best.anchor}" if best.anchor else ""),
        "kind": hit.facts["kind"],
        "heading": best.heading or hit.page.title,
        "snippet": "".join(text for text, _ in best.snippet_pieces),
        "match": hit.match,
    }
