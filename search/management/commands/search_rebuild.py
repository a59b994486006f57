"""Makes the index anew while the old one serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.rebuild import rebuild

WIDTH = 40


class Command(BaseCommand):
    help = "Index all pages into a new generation and put it in the old one's place. Stopped, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show no progress")

    def handle(self, *args: Any, **options: Any) -> None:
        shows = self.stdout.isatty() and not options["quiet"]
        try:
            name = rebuild(self._show if shows else lambda done, total: None)
        except EngineError as error:
            raise CommandError(f"The search engine cannot be reached: {error}") from error
        if shows:
            self.stdout.write("")
        self.stdout.write(f"The index {name} is live.")

    def _show(self, done: int, total: int) -> None:
        filled = WIDTH * done // max(total, 1)
        self.stdout.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total} pages", ending="")
        self.stdout.flush()
