"""Proves that the index holds what the database holds. Made for cron: it ends with an error when something differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.audit import Findings, audit, repair
from search.engines.base import EngineError
from search.management.progress import Bar
from search.models import SearchRow

SHOWN = 20  # page ids of each kind
MEANING = {
    "missing": "not in the index, wholly or in part",
    "ghost": "in the index, wholly or in part, and not to be found",
    "stale": "in the index in another version",
    "changed": "in the index with other content",
}


class Command(BaseCommand):
    help = "Compare the index with the database. Exit code 1 when pages differ or have been given up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--deep", action="store_true", help="compare the content too, not only versions")
        parser.add_argument("--repair", action="store_true", help="index the pages that differ anew")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self._audit(options["deep"])
            if found.pages and options["repair"]:
                repair(found)
                self.stdout.write("Repaired; checking again.")
                found = self._audit(options["deep"])
        except EngineError as error:
            raise CommandError(f"The search engine cannot be reached: {error}") from error
        dead = SearchRow.objects.filter(dead=True).count()
        self.stdout.write(f"{SearchRow.pending().count()} changes wait, {dead} have been given up.")
        if found.pages or dead:
            raise CommandError("The index differs from the database.", returncode=1)
        self.stdout.write("The index holds what the database holds.")

    def _audit(self, deep: bool) -> Findings:
        bar = Bar(self.stdout, "pages")
        found = audit(deep=deep, progress=bar)
        bar.close()
        for kind, count in found.counts().items():
            if count:
                ids = sorted(getattr(found, kind))
                shown = ", ".join(map(str, ids[:SHOWN])) + (" …" if count > SHOWN else "")
                self.stdout.write(f"{count} pages {MEANING[kind]}: {shown}")
        return found
