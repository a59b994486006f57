"""Brings into the index whatever waits, such as after a process was killed or the engine was down."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.statistics import retention
from search.status import status
from search.upkeep import catch_up


class Command(BaseCommand):
    help = "Read all files and index all changes that wait. Fails if some changes cannot be indexed."

    def handle(self, *args: Any, **options: Any) -> None:
        retention.forget_once_a_day()
        waited = status().pending
        try:
            read, left = catch_up()
        except EngineError as error:
            raise CommandError(f"The search engine cannot be reached: {error}") from error
        dead = status().dead
        if left or dead:
            raise CommandError(f"{left} pages wait for another attempt, {len(dead)} are given up: see search_status.")
        self.stdout.write(f"{waited} pages indexed, {read} files read; nothing waits.")
