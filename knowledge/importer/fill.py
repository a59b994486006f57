"""From a page in words to a page of the type that its kind declares. Nothing is saved here."""

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from wagtail.models import Page, TranslatableMixin

from ..declarations import Rows, Value
from .document import Note
from .draft import PageDraft, RowDraft
from .folding import fold
from .references import References
from .values import Values, is_empty

DIGITS = re.compile(r"\d+")


def fill(page: Page, draft: PageDraft, references: References, seed: str, translating: bool = False) -> list[Note]:
    """Give a page what its draft holds. `seed` makes the ids of its blocks. The notes say what did not fit.

    When `translating`, the page is a copy of its source: the draft's rows then fill the copied rows in their order.
    """
    filling = _Filling(page, draft, Values(references, seed), translating)
    filling.run()
    return filling.values.notes


def lacking(page: Page, draft: PageDraft) -> list[Note]:
    """What the page needs before it can be published, if anything, as one note."""
    declared = [field.name for field in type(page).import_fields if isinstance(field, Value)]
    fields = [page._meta.get_field(name) for name in declared]
    empty = [str(field.verbose_name) for field in fields if not field.blank and not getattr(page, field.attname)]
    if not empty:
        return []
    text = _("“%(title)s” needs this before it can be published: %(fields)s.")
    return [Note(draft.line, text % {"title": draft.title, "fields": ", ".join(empty)})]


class _Filling:
    def __init__(self, page: Any, draft: PageDraft, values: Values, translating: bool) -> None:
        self.page = page
        self.draft = draft
        self.values = values
        self.translating = translating

    def run(self) -> None:
        self.page.title = self.page.draft_title = self.draft.title
        if self.draft.in_menu is not None:
            self.page.show_in_menus = self.draft.in_menu
        for field in self.page.import_fields:
            if isinstance(field, Value) and field.name in self.draft.values:
                self.values.set(self.page, field.name, self.draft.values[field.name])
            elif isinstance(field, Rows) and field.name in self.draft.rows:
                self._rows(field, self.draft.rows[field.name])

    def _rows(self, field: Rows, drafts: list[RowDraft]) -> None:
        manager = getattr(self.page, field.relation)
        existing = list(manager.all())
        in_order = self.translating and issubclass(manager.model, TranslatableMixin)
        if in_order and len(drafts) != len(existing):
            text = _("The source has %(there)s rows under “%(rows)s” and the translation %(here)s.")
            words = {"there": len(existing), "rows": manager.model._meta.verbose_name_plural, "here": len(drafts)}
            self.values.say(drafts[0].line if drafts else self.draft.line, text % words)
        rows: list[tuple[Any, RowDraft]] = []
        for place, draft in enumerate(drafts):
            if in_order and place < len(existing):
                row = existing[place]
            else:
                row = self._new_row(manager.model, None if in_order else _take_like(draft, existing))
            if self._fill_row(row, draft) or in_order:
                rows.append((row, draft))
        whole = [row for row, _draft in rows] + (existing[len(drafts) :] if in_order else [])
        for place, row in enumerate(whole):
            row.sort_order = place
        for row, draft in rows:
            self._refer(row, draft, whole, field.title)
        manager.set(whole)

    def _new_row(self, model: type[models.Model], old: Any = None) -> Any:
        """A new row. The one that the page had instead hands on its identity, and with it its address."""
        row: Any = model()
        if isinstance(row, TranslatableMixin):
            row.locale = self.page.locale
        for name in ("pk", "key", "translation_key") if old is not None else ():
            if hasattr(row, name):
                setattr(row, name, getattr(old, name))
        return row

    def _fill_row(self, row: Any, draft: RowDraft) -> bool:
        """Fill a row. False when nothing in it fits: there is then no row to keep."""
        values = draft.values.items()
        own = [(name, given) for name, given in values if not isinstance(row._meta.get_field(name), models.UUIDField)]
        fitting = [name for name, given in own if self.values.set(row, name, given)]
        return bool(fitting)

    def _refer(self, row: Any, draft: RowDraft, rows: list[Any], title: str) -> None:
        """References to other rows of the page ("Point 1") hold the key of the row that is meant."""
        for name, given in draft.values.items():
            if isinstance(row._meta.get_field(name), models.UUIDField):
                other = _row_named(self.values.text(given.value), rows, row, title)
                if other is None:
                    text = _("“%(value)s” names no other row of the page.")
                    self.values.say(given.line, text % {"value": self.values.text(given.value)})
                else:
                    setattr(row, name, other.key)


def _row_named(text: str, rows: list[Any], row: Any, title: str) -> Any | None:
    """Another row, by its number among the rows or by its heading."""
    by_heading = [each for each in rows if title and fold(getattr(each, title)) == fold(text.strip())]
    digits = DIGITS.search(text)
    place = int(digits[0]) - 1 if digits and len(digits[0]) < 4 else -1
    found = by_heading[0] if by_heading else rows[place] if 0 <= place < len(rows) else None
    return None if found is row else found


def _take_like(draft: RowDraft, existing: list[Any]) -> Any | None:
    """Take the row that begins with the same words out of those the page has."""
    name, given = next(iter(draft.values.items()), ("", None))
    if given is None or is_empty(given.value):
        return None
    wanted = fold(Values.text(given.value).strip())
    for row in existing:
        if fold(str(getattr(row, name, ""))) == wanted:
            existing.remove(row)
            return row
    return None
