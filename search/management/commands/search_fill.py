"""One of the processes that a rebuild has help it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.filling import help_to_fill


class Command(BaseCommand):
    help = "Helps search_rebuild, which starts it and tells it what to do. Nothing to be run by hand."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("generation")

    def handle(self, *args: Any, **options: Any) -> None:
        help_to_fill(options["generation"])
