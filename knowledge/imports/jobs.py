"""The two steps of an import, each outside of a request: reading the document, and making drafts of it."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail.models import Page

from ..importer.document import UnreadableError
from ..importer.draft import PageDraft, Recognised
from ..importer.images import Images
from ..importer.references import References
from ..importer.single import keep, try_out, understand
from ..kinds import page_types
from ..models import DocumentImport
from ..models.document_import import KEPT
from .permissions import problem_of_place
from .summary import as_json

logger = logging.getLogger(__name__)

Status = DocumentImport.Status
REPORT_EVERY = 0.5  # seconds between two reports of progress


def run(pk: int) -> None:
    """Do what an import waits for. Nothing when another worker is at it already, or the import has been thrown away.

    Imports that nobody has touched for long are thrown away on the way.
    """
    forget()
    for waiting, working, step in ((Status.QUEUED, Status.READING, _read), (Status.PLACED, Status.WRITING, _write)):
        if _claim(pk, waiting, working):
            _run(DocumentImport.objects.select_related("user").get(pk=pk), step)
            return


def forget() -> int:
    """Throw away the imports that nobody has touched for long. Gives their number."""
    outdated = DocumentImport.objects.filter(updated_at__lt=timezone.now() - KEPT)
    return outdated.delete()[0] if outdated.exists() else 0


def _claim(pk: int, waiting: str, working: str) -> bool:
    found = DocumentImport.objects.filter(pk=pk, status=waiting)
    return bool(found.update(status=working, steps_done=0, steps=0, updated_at=timezone.now()))


class TakenOverError(Exception):
    """Somebody has started the import again or thrown it away: it is no longer ours."""


def _run(job: DocumentImport, step: Callable[[DocumentImport], None]) -> None:
    with translation.override(_language(job.user)):
        try:
            _try(job, step)
        except TakenOverError:
            logger.warning("The import of %s is left to whoever has started it again", job.name)


def _try(job: DocumentImport, step: Callable[[DocumentImport], None]) -> None:
    try:
        step(job)
    except UnreadableError as error:
        # What was understood stays; only the places have to be chosen anew.
        status = Status.UNDERSTOOD if job.understood else Status.FAILED
        _store(job, status=status, error=str(error))
    except TakenOverError:
        raise
    except Exception:
        logger.exception("The import of %s failed", job.name)
        text = _("Something went wrong that is not your fault. Try again, or tell whoever runs the site.")
        _store(job, status=Status.FAILED, error=text)


def _language(user: Any) -> str:
    """The language in which the user reads the admin: warnings are written once."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE


def _store(job: DocumentImport, **values: Any) -> datetime:
    """Write down what has become of the import, as long as it is as this worker has left it. Gives the time of the change.

    Raises TakenOverError when it is not, so that of two workers one alone has made drafts.
    """
    now = timezone.now()
    own = DocumentImport.objects.filter(pk=job.pk, status=job.status, updated_at=job.updated_at)
    if not own.update(**values, updated_at=now):
        raise TakenOverError
    return now


class Progress:
    """Tells how far the work has come. Every report is also a sign of life."""

    def __init__(self, job: DocumentImport) -> None:
        self.job = job
        self.last = 0.0

    def __call__(self, done: int, steps: int) -> None:
        if time.monotonic() - self.last >= REPORT_EVERY or done == steps:
            self.last = time.monotonic()
            self.job.updated_at = _store(self.job, steps_done=done, steps=steps)


def _read(job: DocumentImport) -> None:
    document, recognised = understand(job.name, bytes(job.data), job.kind, job.language)
    if not recognised.pages:
        said = " ".join(note.text for note in recognised.notes)
        raise UnreadableError(said or _("No page was found in the document."))
    own = try_out(recognised, References(Images(None, save=False)), Progress(job))
    notes = {*document.notes, *recognised.notes, *own}
    understood = as_json(document, recognised.pages, notes, recognised.taken)
    _store(job, status=Status.UNDERSTOOD, understood=understood, error="")


def _write(job: DocumentImport) -> None:
    """All drafts or none. Places that are no longer allowed stop it."""
    document, recognised = understand(job.name, bytes(job.data), job.kind, job.language)
    parents = Page.objects.in_bulk(map(int, job.places.values()))
    placed = {key: parents[int(page_id)].specific for key, page_id in job.places.items() if int(page_id) in parents}
    recognised.pages = _wanted(recognised, placed)
    if not recognised.pages:
        raise UnreadableError(_("No page was chosen, or the pages to stand under are gone."))
    for page in recognised.pages:
        if page.key in placed and page.under is None:
            problem = problem_of_place(placed[page.key], page_types()[page.kind], job.user, job.language)
            if problem:
                raise UnreadableError(problem)
    with transaction.atomic():
        stored = keep(document, recognised, References(Images(None)), lambda draft: placed.get(draft.key), job.user)
        made = [
            {"title": each.draft.title, "page": each.page.pk if each.page else None, "action": each.action}
            for each in stored
        ]
        # In the same transaction: either there are drafts and the import knows them, or there is neither.
        _store(job, status=Status.DONE, made=made, error="")


def _wanted(recognised: Recognised, placed: dict[str, Page]) -> list[PageDraft]:
    """The pages that have a place, those under them, and translations, whose place their source decides."""
    wanted: dict[str, PageDraft] = {}
    for page in recognised.pages:
        if page.under in wanted if page.under is not None else page.key in placed or page.translation_of is not None:
            wanted[page.key] = page
    return list(wanted.values())
