"""`manage.py import_document FILE`: make drafts of the pages in a document, and say what was understood."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail.models import Page

from knowledge.importer.document import UnreadableError
from knowledge.importer.single import Outcome, import_document


class Command(BaseCommand):
    help = "Import a document as drafts of pages. Nothing is published, and nothing that was edited is overwritten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", default="", help="kind of page, such as theme or decision; else it is recognised")
        parser.add_argument(
            "--parent", default="", help="the page to stand under: its id, or its path such as /vagledning/"
        )
        parser.add_argument("--locale", default="", help="language code of a document that does not say its own")
        parser.add_argument("--dry-run", action="store_true", help="only say what was understood")
        parser.add_argument("--json", action="store_true", help="answer with JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = import_document(
                options["file"],
                kind=options["kind"],
                parent=self._parent(options["parent"]),
                locale=options["locale"],
                dry_run=options["dry_run"],
            )
        except UnreadableError as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2))
        else:
            self._report(outcome)

    def _parent(self, name: str) -> Page | None:
        """The page with this id or at this path below its site's start page."""
        if not name:
            return None
        if name.isdigit():
            page = Page.objects.filter(pk=int(name), depth__gt=1).first()
        else:
            found = Page.objects.filter(url_path__endswith=f"/{name.strip('/')}/", depth__gt=1).order_by("depth")
            page = found.first()
        if page is None:
            raise CommandError(_("There is no page “%(name)s”.") % {"name": name})
        return page

    def _report(self, outcome: Outcome) -> None:
        actions = self._actions()
        results = [actions[each.action] for each in outcome.stored] or [""] * len(outcome.pages)
        rows = [
            (page.kind, page.title, str(page.line), counts_in_words(page.counts), result)
            for page, result in zip(outcome.pages, results, strict=True)
        ]
        heads = (_("Kind"), _("Title"), _("Line"), _("Rows"), _("Result"))
        self._table([heads, *rows])
        for note in outcome.notes:
            self.stdout.write(self.style.WARNING(_("Line %(line)s: %(text)s") % {"line": note.line, "text": note.text}))
        self._skipped(outcome.skipped)

    def _table(self, rows: list[tuple[str, ...]]) -> None:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def _skipped(self, skipped: list[tuple[int, int]]) -> None:
        if not skipped:
            self.stdout.write(_("Every line was used."))
            return
        ranges = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in skipped)
        count = sum(last - first + 1 for first, last in skipped)
        text = ngettext("%(count)s line was not used: %(ranges)s", "%(count)s lines were not used: %(ranges)s", count)
        self.stdout.write(text % {"count": count, "ranges": ranges})

    def _actions(self) -> dict[str, str]:
        return {
            "created": _("new draft"),
            "updated": _("new draft of the page"),
            "unchanged": _("as before"),
            "kept": _("left as it is"),
        }


def counts_in_words(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
