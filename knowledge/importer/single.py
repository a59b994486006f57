"""Importing one source: what was understood, and with `parent` what has become of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail.models import Locale, Page, Site

from ..kinds import page_types
from ..models import Level
from .bulk import references_indexed_once
from .document import Document, Note, UnreadableError
from .draft import Context, PageDraft, Recognised
from .fill import fill, lacking
from .images import Images
from .readers import read
from .recognisers import recognise
from .references import References, level_words
from .store import Store, Stored

Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What an import understood, skipped, warns of and made. `stored` is empty in a dry run."""

    pages: list[PageDraft]
    notes: list[Note]
    skipped: list[tuple[int, int]]
    stored: list[Stored] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "pages": [{"kind": page.kind, "title": page.title, "line": page.line} for page in self.pages],
            "warnings": [{"line": note.line, "text": note.text} for note in self.notes],
            "skipped": [list(lines) for lines in self.skipped],
        }


def understand(name: str, data: bytes, kind: str = "", locale: str = "") -> tuple[Document, Recognised]:
    """What a file holds, without writing anything. Raises UnreadableError."""
    if kind and kind not in page_types():
        text = _("There is no kind of page called “%(kind)s”. There are: %(kinds)s.")
        raise UnreadableError(text % {"kind": kind, "kinds": ", ".join(sorted(page_types()))})
    document = read(name, data)
    levels = Level.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    recognised = recognise(document, Context(kind, level_words(levels)))
    for page in recognised.pages:
        page.locale = page.locale or locale
    return document, recognised


def import_document(
    path: Path, kind: str = "", parent: Page | None = None, locale: str = "", dry_run: bool = False, user: Any = None
) -> Outcome:
    """Make drafts of the pages in a file, all or none. Raises UnreadableError with one sentence for the editor.

    Without `parent` the pages stand where the document says, or below the start page of the default site.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(_("The file cannot be read: %(reason)s.") % {"reason": error.strerror}) from error
    document, recognised = understand(path.name, data, kind, locale)
    references = References(Images(path.parent, save=not dry_run))
    stored: list[Stored] = []
    if dry_run:
        own = try_out(recognised, references)
    else:
        stored = keep(document, recognised, references, lambda draft: parent or parent_of(draft, references), user)
        own = [note for each in stored for note in each.notes]
    notes = sorted({*document.notes, *recognised.notes, *own})
    return Outcome(recognised.pages, notes, document.skipped(recognised.taken), stored)


def keep(
    document: Document,
    recognised: Recognised,
    references: References,
    place: Callable[[PageDraft], Page | None],
    user: Any = None,
) -> list[Stored]:
    """Make drafts of what was recognised, all or none, each under the page that `place` gives. Raises UnreadableError."""
    with transaction.atomic(), references_indexed_once():
        store = Store(references, user)
        stored = [store.reserve(draft, document, place(draft)) for draft in recognised.pages]
        for each in stored:
            store.fill(each)
        store.keep_warnings(stored, (*document.notes, *recognised.notes))
    return stored


def try_out(recognised: Recognised, references: References, progress: Progress | None = None) -> list[Note]:
    """What would not fit if the pages were made. Nothing is written."""
    notes: list[Note] = []
    for done, draft in enumerate(recognised.pages, 1):
        notes += _try_out(draft, references)
        if progress:
            progress(done, len(recognised.pages))
    return notes


def parent_of(draft: PageDraft, references: References) -> Page | None:
    """Where the document says that the page stands, or the start page. None for translations: these go by their source."""
    if draft.parent is not None:
        page_id = references.pages.id_of(draft.parent.value, draft.locale or settings.LANGUAGE_CODE)
        if page_id is None:
            text = _("“%(parent)s”, under which “%(title)s” is to stand, was not found. Name a page with --parent.")
            raise UnreadableError(text % {"parent": draft.parent.value, "title": draft.title})
        return references.pages.get(page_id)
    if draft.translation_of is not None:
        return None
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else None


def _try_out(draft: PageDraft, references: References) -> list[Note]:
    """What would not fit if the page were made."""
    page = page_types()[draft.kind](title=draft.title)
    page.locale = Locale.objects.filter(language_code=draft.locale or settings.LANGUAGE_CODE).first()
    notes = fill(page, draft, references, seed="")
    return notes if draft.translation_of is not None else notes + lacking(page, draft)
