"""A page whose source names its fields: front matter, and headings that a page type declares in `import_fields`."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ...declarations import Rows, Value
from ...kinds import page_types
from ..document import Blocks, Document, Given, Heading, Note, Span, text_of
from ..draft import Context, PageDraft, Recognised
from ..folding import fold
from .declared_rows import RowReader

BODY = "body"
MAX_TITLE = 255
# What every page has, whatever its type declares.
PAGE_KEYS = ("kind", "title", "slug", "parent", "locale", "translation_of", "in_menu")


def recognise(document: Document, context: Context) -> Recognised:
    """The one page that the document is. None when there is no such kind of page."""
    given = document.meta.get("kind")
    kind = context.kind or str(given.value if given else "")
    model = page_types().get(kind)
    if model is None:
        text = _("There is no kind of page called “%(kind)s”. There are: %(kinds)s.")
        kinds = ", ".join(sorted(page_types()))
        return Recognised(notes=[Note(given.line if given else 1, text % {"kind": kind, "kinds": kinds})])
    return _Reading(document, kind, model).recognised()


class _Reading:
    def __init__(self, document: Document, kind: str, model: Any) -> None:
        self.document = document
        self.declared = model.import_fields
        self.rows = RowReader(model)
        self.result = Recognised()
        self.page = PageDraft(kind, "", 1)
        self.result.pages.append(self.page)

    def recognised(self) -> Recognised:
        self._read_front_matter()
        blocks = self._read_title(self.document.blocks)
        self._read_text(blocks)
        self.result.notes += self.rows.notes
        self.result.taken |= self.rows.taken
        return self.result

    def note(self, line: int, text: str) -> None:
        self.result.notes.append(Note(line, text))

    def take(self, span: Span) -> None:
        self.result.taken.update(span.lines)

    # ---- Front matter ------------------------------------------------------------------------------------------------

    def _read_front_matter(self) -> None:
        by_key: dict[str, Value | Rows] = {field.name: field for field in self.declared}
        by_key |= {field.key: field for field in self.declared if isinstance(field, Value) and field.key}
        for key, given in self.document.meta.items():
            field = by_key.get(key)
            if key in PAGE_KEYS:
                self._read_page_key(key, given)
            elif isinstance(field, Value):
                self.page.values[field.name] = given
            elif isinstance(field, Rows):
                self.page.rows[field.name] = self.rows.from_front_matter(field, given)
            else:
                self.note(given.line, _("“%(key)s” is no field of this kind of page.") % {"key": key})
                continue
            self.take(given.span)

    def _read_page_key(self, key: str, given: Given) -> None:
        page, value = self.page, given.value
        if key == "title":
            page.title, page.line = " ".join(str(value or "").split()), given.line
        elif key == "slug":
            page.slug = slugify(str(value or ""))
            if page.slug != str(value or ""):
                text = _("“%(slug)s” cannot be an address; it became “%(new)s”.")
                self.note(given.line, text % {"slug": value, "new": page.slug})
        elif key == "locale":
            page.locale = str(value or "")
        elif key == "in_menu":
            page.in_menu = value is True
        elif key in ("parent", "translation_of") and value not in (None, ""):
            setattr(page, key, given)

    def _read_title(self, blocks: Blocks) -> Blocks:
        """The rest of the text when its first heading, or without one its first paragraph, is the title."""
        if not self.page.title:
            titles = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
            first = next(iter([*titles, *blocks]), None)
            if first is not None and text_of(first).strip():
                self.page.title, self.page.line = " ".join(text_of(first).split()), first.span.first
                self.take(first.span)
                blocks = tuple(block for block in blocks if block is not first)
            else:
                self.page.title = self.document.name.rsplit(".", 1)[0]
                self.note(1, _("The document has no title; the page is called after the file."))
        if len(self.page.title) > MAX_TITLE:
            self.note(self.page.line, _("The title was cut after %(count)s characters.") % {"count": MAX_TITLE})
            self.page.title = self.page.title[:MAX_TITLE].rstrip()
        return blocks

    # ---- Text --------------------------------------------------------------------------------------------------------

    def _read_text(self, blocks: Blocks) -> None:
        """Each h2 with a declared heading fills its field or rows; all other text is the body, in its order."""
        by_heading = {fold(heading): field for field in self.declared for heading in field.headings}
        names = {field.name for field in self.declared}
        target: Value | Rows | None = None
        parts: dict[str, list[Any]] = {}
        fields: dict[str, Value | Rows] = {}
        for block in blocks:
            if isinstance(block, Heading) and block.level <= 2:
                target = by_heading.get(fold(text_of(block)).strip(" :"))
                if target is not None:
                    self.take(block.span)
                    fields[target.name] = target
                    parts.setdefault(target.name, [])
                    continue
            parts.setdefault(target.name if target else BODY, []).append(block)
        for name, found in parts.items():
            if name in fields:
                self._fill(fields[name], tuple(found))
            elif BODY in names:
                self._fill_value(BODY, tuple(found))
            else:
                self.note(found[0].span.first, _("This kind of page has no running text, so this was left out."))

    def _fill(self, field: Value | Rows, blocks: Blocks) -> None:
        if isinstance(field, Value):
            self._fill_value(field.name, blocks)
        else:
            self.page.rows.setdefault(field.name, []).extend(self.rows.from_text(field, blocks))

    def _fill_value(self, name: str, blocks: Blocks) -> None:
        if blocks:
            self._take_all(blocks)
            self.page.values[name] = Given(blocks, Span(blocks[0].span.first, blocks[-1].span.last))

    def _take_all(self, blocks: Iterable[Any]) -> None:
        for block in blocks:
            self.take(block.span)
