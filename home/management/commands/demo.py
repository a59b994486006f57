"""`make demo`: a whole site on this machine, from nothing, with what was edited kept from time to time."""

import os
import secrets
import shutil
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demo_site import load
from search import garbage

LOGIN_NAME = "redaktor"


class Command(BaseCommand):
    help = "Set up the demo site and serve it. What has been edited is kept, unless --reset."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the site in the var folder away first")
        parser.add_argument("--no-serve", action="store_true", help="only set up")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            raise CommandError("The demo keeps its data in SQLite: unset DATABASE_URL.")
        # Before the first template is read: who tries the site is to get its own error pages, as visitors do.
        settings.DEBUG = settings.DEBUG and "DEBUG" in os.environ
        if options["reset"]:
            self._reset()
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with garbage.put_off():
            password = self._set_up()
        self._say_where(options["port"], password)
        if not options["no_serve"]:
            sys.stdout.flush()
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def _reset(self) -> None:
        database, index = settings.DATABASES["default"]["NAME"], settings.SEARCH_INDEX_DIR
        for path in (database, index, settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
            for found in Path(path).parent.glob(f"{Path(path).name}*"):
                shutil.rmtree(found) if found.is_dir() else found.unlink()

    def _set_up(self) -> str:
        """Gives the password of the login."""
        with self._step("Preparing the database"):
            call_command("migrate", verbosity=0, interactive=False)
        with self._step("Loading the demo site"):
            warnings = load(self._progress)
        for warning in warnings:
            self.stderr.write(f"  {warning}")
        with self._step("Indexing"):
            self._index()
        return self._login()

    def _index(self) -> None:
        from search.upkeep import catch_up, live_generation

        live_generation()
        catch_up()

    def _login(self) -> str:
        """An editor with a password of this folder's own, kept beside the data so that it can be shown again."""
        path = settings.VAR_DIR / "demo_password"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(9))
        password = path.read_text()
        user, made = get_user_model().objects.get_or_create(
            username=LOGIN_NAME, defaults={"is_staff": True, "is_superuser": True, "first_name": "Redaktionen"}
        )
        if made:
            user.set_password(password)
            user.save()
        return password

    def _say_where(self, port: int, password: str) -> None:
        self.stdout.write(
            f"\n  The site:   http://localhost:{port}/\n"
            f"  Editing:    http://localhost:{port}/admin/\n"
            f"  Log in as:  {LOGIN_NAME}   password: {password}\n\n"
            "  Stop with Ctrl+C. Start again with the same command; make demo-reset starts afresh.\n"
        )

    def _progress(self, done: int, total: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {done} of {total} pages", ending="")
            if done == total:
                self.stdout.write("\r\033[K", ending="")
            self.stdout.flush()
        elif done and done % 25 == 0:
            self.stdout.write(f"  {done} of {total} pages")

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        self.stdout.write(f"{what} …")
        self.stdout.flush()
        started = time.monotonic()
        yield
        self.stdout.write(f"{what}: done in {time.monotonic() - started:.1f} s")
