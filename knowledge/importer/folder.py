"""Importing a folder of Markdown documents: a whole site, with its vocabularies and its languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail.models import Page

from ..kinds import page_types
from . import vocabularies
from .bulk import references_indexed_once
from .document import Document, Note, UnreadableError
from .draft import PageDraft
from .images import Images
from .references import Pages, References, stem_of
from .single import understand
from .store import Store, Stored

VOCABULARIES = "vocabularies.yaml"
Progress = Callable[[int, int], None]


@dataclass
class FolderOutcome:
    """The pages that the folder gave, in the order in which they were made, and what to look at, by file."""

    stored: list[Stored] = field(default_factory=list)
    warnings: list[tuple[str, Note]] = field(default_factory=list)

    @property
    def written(self) -> list[Page]:
        """The pages that were written, parents before their children."""
        return [each.page for each in self.stored if each.action in ("created", "updated")]


@dataclass
class _File:
    document: Document
    draft: PageDraft
    notes: list[Note]

    @property
    def is_translation(self) -> bool:
        return self.draft.translation_of is not None


@transaction.atomic
@references_indexed_once()
def import_folder(path: Path, root: Page, progress: Progress | None = None, publish: bool = False) -> FolderOutcome:
    """Make drafts of all documents in a folder, below `root`, the root of the page tree.

    A document without a parent stands below the start page, which is the one that may stand at the root. A file that
    cannot be read is left out with a warning. What was imported before is left as it is. `publish` is for the demo only.
    """
    outcome = FolderOutcome()
    if (path / VOCABULARIES).exists():
        outcome.warnings += [(VOCABULARIES, note) for note in vocabularies.load(path / VOCABULARIES)]
    files = [file for name in sorted(path.glob("*.md")) for file in _read(name, outcome)]
    store = Store(References(Images(path), Pages()), publish=publish)
    reserved = _reserve(_in_order(files), store, root, outcome)
    for done, (file, stored) in enumerate(reserved, 1):
        store.fill(stored)
        store.keep_warnings([stored], file.notes)
        outcome.stored.append(stored)
        outcome.warnings += [(file.document.name, note) for note in sorted({*file.notes, *stored.notes})]
        if progress:
            progress(done, len(reserved))
    return outcome


def _read(path: Path, outcome: FolderOutcome) -> Iterable[_File]:
    try:
        document, recognised = understand(path.name, path.read_bytes())
    except (OSError, UnreadableError) as error:
        outcome.warnings.append((path.name, Note(1, str(error))))
        return
    notes = [*document.notes, *recognised.notes]
    if not recognised.pages:
        outcome.warnings += [(path.name, note) for note in notes]
    for draft in recognised.pages:
        yield _File(document, draft, notes)


def _in_order(files: list[_File]) -> list[_File]:
    """Parents before their children, and the source language before the translations; else as the files are named."""
    by_name: dict[str, _File] = {}
    for file in files:
        if not file.is_translation:
            stem = stem_of(file.document.name)
            by_name |= {stem: file, str(int(number)) if (number := stem.split("-", 1)[0]).isdigit() else number: file}
    depths: dict[int, int] = {}

    def depth(file: _File, seen: tuple[int, ...] = ()) -> int:
        above = by_name.get(str(file.draft.parent.value)) if file.draft.parent else None
        if above is None or id(above) in seen:
            return 0 if _is_start_page(file) else 1
        if id(file) not in depths:
            depths[id(file)] = 1 + depth(above, (*seen, id(file)))
        return depths[id(file)]

    originals = sorted((file for file in files if not file.is_translation and not _is_foreign(file)), key=depth)
    place = {stem_of(file.document.name): index for index, file in enumerate(originals)}
    translations = sorted(
        (file for file in files if file.is_translation),
        key=lambda file: place.get(stem_of(file.document.name), len(place)),
    )
    # What is written in another language from the start stands under that language's pages.
    foreign = sorted((file for file in files if not file.is_translation and _is_foreign(file)), key=depth)
    return [*originals, *translations, *foreign]


def _is_foreign(file: _File) -> bool:
    return file.draft.locale not in ("", settings.LANGUAGE_CODE)


def _start_page(start: Page | None, locale: str) -> Page | None:
    """The start page of the document's language, or the source language's where there is none."""
    if start is None or locale in ("", start.locale.language_code):
        return start
    return start.get_translations().filter(locale__language_code=locale).first() or start


def _is_start_page(file: _File) -> bool:
    """Whether pages of this kind stand at the root of the page tree and nowhere else."""
    model: Any = page_types()[file.draft.kind]
    return list(model.clean_parent_page_models()) == [Page]


def _reserve(files: list[_File], store: Store, root: Page, outcome: FolderOutcome) -> list[tuple[_File, Stored]]:
    reserved = []
    start: Page | None = None
    for file in files:
        try:
            stored = store.reserve(file.draft, file.document, _parent(file, store, root, start))
        except UnreadableError as error:
            outcome.warnings.append((file.document.name, Note(file.draft.line, str(error))))
            continue
        if start is None and _is_start_page(file):
            start = stored.page
        reserved.append((file, stored))
    return reserved


def _parent(file: _File, store: Store, root: Page, start: Page | None) -> Page | None:
    if file.is_translation:
        return None
    if file.draft.parent is None:
        return root if _is_start_page(file) else _start_page(start, file.draft.locale)
    page_id = store.references.pages.id_of(file.draft.parent.value, file.draft.locale or settings.LANGUAGE_CODE)
    if page_id is None:
        raise UnreadableError(_("There is no page “%(name)s” to stand under.") % {"name": file.draft.parent.value})
    return store.references.pages.get(page_id)
