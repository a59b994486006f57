"""Makes the index anew while the old one serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.files import reading
from search.management.progress import Bar
from search.rebuild import go_back, rebuild


class Command(BaseCommand):
    help = "Index all pages into a new generation and put it in the old one's place. Stopped, it goes on where it was."

    requires_system_checks: list[str] = []  # they take a fifth of its start

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show no progress")
        parser.add_argument(
            "--back",
            action="store_true",
            help="put the index before the present one back in use, with what has changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["back"]:
            reading.ask_again()
            reading.read_all()
        bar = Bar(self.stdout, "pages", shown=not options["quiet"])
        try:
            name = (go_back if options["back"] else rebuild)(bar)
        except EngineError as error:
            raise CommandError(f"The search engine cannot be reached: {error}") from error
        bar.close()
        if name is None:
            raise CommandError("There is no former index that this version of the program could use.")
        self.stdout.write(f"The index {name} is live.")
