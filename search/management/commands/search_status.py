"""Tells how the index is doing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.status import status


class Command(BaseCommand):
    help = "Show what waits to be indexed, what was given up and why, and the generations of the index."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False, indent=2, default=str))
            return
        self.stdout.write(f"Engine      {found.engine}{f', resting: {found.resting}' if found.resting else ''}")
        self.stdout.write(f"Pages       {found.pages}")
        self.stdout.write(f"Pending     {found.pending}, the oldest for {found.lag:.0f} s")
        files = "{waiting} waiting, {failed} that cannot be read, {without_text} without text"
        self.stdout.write(f"Files       {files.format(**found.files)}")
        for generation in found.generations:
            schema = "" if generation["is_ours"] else ", of another schema"
            state = f"{generation['state']}, {generation['done']} of {found.pages} pages{schema}"
            self.stdout.write(f"Generation  {generation['name']} {state}")
        for key, error in found.dead.items():
            self.stdout.write(f"Given up    {key}: {error}")
