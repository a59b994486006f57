"""Keeping what was imported: drafts in the page tree, where each came from, and what an import of the same source changes.

An import never publishes, and never overwrites what somebody has edited.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from ..kinds import page_types
from ..models.import_record import ImportRecord
from . import translate
from .document import Document, Note, UnreadableError
from .draft import PageDraft
from .fill import fill, lacking
from .references import References

MAX_SLUG = 100
CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"


@dataclass
class Stored:
    """One page of a source: what was recognised, the page it has become, and what was done with it."""

    draft: PageDraft
    document: Document
    page: Any = None
    source: Any = None
    record: ImportRecord | None = None
    action: str = CREATED
    notes: list[Note] = field(default_factory=list)


class Store:
    """Writes the pages of one import. `reserve` gives every page its place first, so that `fill` can link them.

    With `publish` the drafts are published at once. That is for the site's own demo; what editors import stays a draft.
    """

    def __init__(self, references: References, user: Any = None, publish: bool = False) -> None:
        self.references = references
        self.user = user
        self.publish = publish
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.made: dict[str, Stored] = {}

    def reserve(self, draft: PageDraft, document: Document, parent: Page | None) -> Stored:
        """The place of a page: the page an earlier import made of it, or a new empty draft below `parent`.

        Raises UnreadableError when the page has no place where it may stand.
        """
        stored = Stored(draft, document)
        record = self._known(draft, document)
        if record is not None:
            self._compare(stored, record)
        else:
            self._make(stored, parent)
        self.made[draft.key] = stored
        if stored.page is not None and not draft.key:
            self.references.pages.add(document.name, stored.page.locale.language_code, stored.page.pk)
        return stored

    def _known(self, draft: PageDraft, document: Document) -> ImportRecord | None:
        """What is known of this source: the same file or the same content, and the same page in it."""
        same = Q(source=document.name) | Q(sha256=document.digest)
        records = ImportRecord.objects.filter(same, key=draft.key).select_related("page__content_type", "page__locale")
        return next((record for record in records if record.page.specific_class is page_types()[draft.kind]), None)

    def _compare(self, stored: Stored, record: ImportRecord) -> None:
        stored.record, stored.page = record, record.page
        if record.sha256 == stored.document.digest:
            stored.action = UNCHANGED
        elif record.revision_id is not None and record.page.latest_revision_id == record.revision_id:
            stored.action = UPDATED
            stored.page = record.page.get_latest_revision_as_object()
            text = _("The source has changed. “%(title)s” got a new draft.")
            stored.notes.append(Note(stored.draft.line, text % {"title": stored.page.title}))
        else:
            stored.action = KEPT
            text = _("The source has changed, but so has the page “%(title)s”; nothing was changed in it.")
            stored.notes.append(Note(stored.draft.line, text % {"title": stored.page.title}))

    def _make(self, stored: Stored, parent: Page | None) -> None:
        draft, model = stored.draft, page_types()[stored.draft.kind]
        if draft.translation_of is not None:
            stored.source = self._source_of(draft, draft.translation_of.value, model)
            parent = parent or _parent_in(stored.source, self._locale(draft))
        above = self.made.get(draft.under) if draft.under is not None else None
        if above is not None:
            if above.action in (KEPT, UNCHANGED):
                stored.action = KEPT  # what is not there any more has been taken away by an editor
                return
            parent = above.page
        if parent is None:
            raise UnreadableError(
                _("“%(title)s” has no page to stand under. Name one with --parent.") % {"title": draft.title}
            )
        if not model.can_exist_under(parent):
            text = _("A page of the kind %(kind)s cannot stand under “%(parent)s”.")
            raise UnreadableError(text % {"kind": draft.kind, "parent": parent.title})
        twin = Page.objects.child_of(parent).filter(title=draft.title).first()
        if twin is not None and twin.specific_class is model and stored.source is None:
            stored.page, stored.action = twin, KEPT
            text = _("There is already a page “%(title)s” here; nothing was changed in it.")
            stored.notes.append(Note(draft.line, text % {"title": draft.title}))
            return
        stored.page = self._place(model, draft, parent, stored.source)

    def _source_of(self, draft: PageDraft, name: Any, model: type[Page]) -> Page:
        page = self.references.page(name)
        if page is None or page.specific_class is not model:
            text = _("“%(title)s” is a translation of “%(source)s”, but there is no such page of this kind.")
            raise UnreadableError(text % {"title": draft.title, "source": name})
        return page

    def _place(self, model: Any, draft: PageDraft, parent: Page, source: Page | None) -> Page:
        locale = self._locale(draft) if source or parent.is_root() else parent.locale
        # What slugify drops would run together: § 16/23 is not 1623.
        slug = draft.slug or slugify(draft.title.replace("/", "-"))[:MAX_SLUG].strip("-") or draft.kind
        page = model(
            title=draft.title, slug=find_available_slug(parent, slug), locale=locale, live=False, owner=self.user
        )
        if source is not None:
            page.translation_key = source.translation_key
        return parent.add_child(instance=page)

    def _locale(self, draft: PageDraft) -> Locale:
        if draft.locale and draft.locale not in self.locales:
            raise UnreadableError(_("The site has no language “%(code)s”.") % {"code": draft.locale})
        return self.locales[draft.locale] if draft.locale else Locale.get_default()

    def fill(self, stored: Stored) -> None:
        """Give a reserved page its content, as a draft. Pages that are not to change stay as they are."""
        if stored.action not in (CREATED, UPDATED):
            return
        page, draft = stored.page, stored.draft
        # Pages may have been made below it since; saving an outdated count would hide them from the tree.
        page.numchild = Page.objects.values_list("numchild", flat=True).get(pk=page.pk)
        seed = f"{stored.document.name.split('.', 1)[0]}/{draft.key}"
        source = stored.source or (self._translated(page) if draft.translation_of is not None else None)
        if source is not None:
            source = type(page).objects.get(pk=source.pk)
        if source is not None and stored.action == CREATED:
            translate.copy_source(source, page)
        stored.notes += fill(page, draft, self.references, seed, translating=source is not None)
        if not page.live and not self.publish:
            page.save()
        log = "wagtail.create" if stored.action == CREATED else "wagtail.edit"
        revision = page.save_revision(user=self.user, log_action=log, clean=False)
        if self.publish:
            self._publish(stored, revision)
        if source is not None:
            translate.register(source, page)
        else:
            stored.notes += lacking(page, draft)
        self._remember(stored, revision)

    def _publish(self, stored: Stored, revision: Any) -> None:
        try:
            with transaction.atomic():
                revision.publish(user=self.user)
        except ValidationError as error:
            text = _("“%(title)s” was not published: %(reason)s")
            words = {"title": stored.draft.title, "reason": " ".join(error.messages)}
            stored.notes.append(Note(stored.draft.line, text % words))

    def _translated(self, page: Page) -> Page | None:
        """The page that this one is a translation of."""
        return page.get_translations().order_by("pk").first()

    def _remember(self, stored: Stored, revision: Any) -> None:
        values = {
            "source": stored.document.name,
            "key": stored.draft.key,
            "sha256": stored.document.digest,
            "revision": revision,
        }
        stored.record, _created = ImportRecord.objects.update_or_create(page_id=stored.page.pk, defaults=values)

    def keep_warnings(self, stored: Iterable[Stored], notes: Iterable[Note]) -> None:
        """Store with each page that was written what its source's editor should look at."""
        general = list(notes)
        for each in stored:
            if each.record is not None and each.action in (CREATED, UPDATED):
                found = sorted({*general, *each.notes})
                each.record.warnings = [{"line": note.line, "text": note.text} for note in found]
                each.record.save(update_fields=["warnings"])


def _parent_in(source: Page, locale: Locale) -> Page | None:
    """The page in another language under which a translation belongs: the nearest translated page above its source."""
    for ancestor in source.get_ancestors().order_by("-depth"):
        if ancestor.is_root():
            return ancestor if source.depth == ancestor.depth + 1 else None
        translated = ancestor.get_translation_or_none(locale)
        if translated is not None:
            return translated
    return None
