"""Reads the files that pages lead to, one after another and outside of every request.

    wake()                  see to it that waiting files are read: by a worker, or else by a thread of this process
    wait()                  until that thread is done
    read_one() -> bool      read the next file that waits; False if there is none

A page is indexed without the text of files that have not been read, and once more when they have. What waits stands in the
database, so a reader that is killed loses nothing: when its time is out another one takes the file. A file that has
stopped its readers too often is left alone. One that cannot be had is tried for as long as it takes.
"""

import logging
import shutil
import tempfile
import threading
import time
from datetime import timedelta
from functools import partial
from hashlib import sha1
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from wagtail.documents import get_document_model

from ..engines.base import EngineError
from ..entries import words_of
from ..extraction import Extracted, Part, Trouble, UnreadableFileError, extract
from ..locks import host_lock
from ..messages import send_read_files
from ..registry import touch_twice, touch_where
from . import attached
from .models import DocumentText
from .texts import CURRENT, FilePart, FileText, pack, unpack

logger = logging.getLogger(__name__)

State = DocumentText.State
THREAD = "search-files"
# After this long a reader is taken for dead: more than a file may take to be read and analysed.
LEASE = timedelta(minutes=4)
MAX_ATTEMPTS = 3
# A file that cannot be had, as when the storage is down, is tried again after as long as it has waited, within these bounds.
PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
COURTESY = 0.005  # seconds between two parts, in which the threads that serve pages have their turn


def wake() -> None:
    """Never raises EngineError. In a transaction, as in tests, another thread would see nothing of what waits."""
    if settings.CELERY_BROKER_URL:
        send_read_files()
    elif not connection.in_atomic_block and not _threads():
        threading.Thread(target=_read_all_in_thread, name=THREAD).start()


def wait() -> None:
    """Until the thread of this process has read what waited."""
    for thread in _threads():
        thread.join()


def _threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == THREAD]


def _read_all_in_thread() -> None:
    """Whoever has the lock looks again after letting go of it: what came in between has woken nobody else.

    A process that ends waits for the file at hand and leaves the others to the next.
    """
    try:
        while threading.main_thread().is_alive() and DocumentText.due().exists():
            with host_lock("files", wait=False) as mine:
                if not mine or not read_one():
                    return
    except EngineError as error:
        logger.warning("Files wait to be read: %s", error)
    except Exception:
        logger.exception("The files of pages could not be read")
    finally:
        connection.close()


def read_all() -> int:
    """Read all files that may be tried now. Gives their number."""
    done = 0
    while read_one():
        done += 1
    return done


def ask_again() -> None:
    """Have all texts made anew that another version of this program has made."""
    DocumentText.ask_anew(DocumentText.objects.exclude(version=CURRENT).exclude(state=State.WAITING))


def try_again(sha: str) -> bool:
    """Read a file once more that could not be read. Whether there is such a file."""
    if not DocumentText.ask_anew(DocumentText.objects.filter(DocumentText.IN_TROUBLE, sha=sha)):
        return False
    transaction.on_commit(wake)
    return True


def read_one() -> bool:
    text = _claim()
    if text is None:
        return False
    try:
        document = _source(text)
        found = (_known(text) or _extracted(text, document)) if document else None
        if found:
            _keep(text, found)
    except UnreadableFileError as error:
        _fail(text, error.trouble)
    except Exception:  # each storage has errors of its own
        logger.exception("The file %s could not be read", text.sha)
        _postpone(text)
    return True


def _claim() -> DocumentText | None:
    """The file that has waited longest. By one statement, so that no two readers get the same."""
    for text in DocumentText.due().defer("content").order_by("asked_at", "pk")[:10]:
        unclaimed = DocumentText.waiting().filter(pk=text.pk, attempts=text.attempts, next_at=text.next_at)
        if unclaimed.update(attempts=F("attempts") + 1, next_at=Now() + LEASE):
            text.attempts += 1
            if text.attempts <= MAX_ATTEMPTS:
                return text
            _fail(text, Trouble.STOPPED)  # whoever tried before never came back
    return None


def _source(text: DocumentText) -> Any | None:
    """A document with this file that anyone may have. Without one there is nothing to read, until somebody asks again."""
    document = attached.open_documents().filter(file_hash=text.sha).first()
    if document is None:
        text.delete()
    return document


def _known(text: DocumentText) -> Extracted | None:
    """The text as it was read before, if only its analysis is out of date."""
    if not text.content or text.version.partition("/")[0] != CURRENT.partition("/")[0]:
        return None
    before = unpack(bytes(text.content))
    parts = tuple(Part(part.number, "", part.text) for part in before.parts)
    return Extracted(before.unit, parts, text.scanned, text.truncated)


def _extracted(text: DocumentText, document: Any) -> Extracted | None:
    """None when the document has another file by now. Raises UnreadableFileError."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "file"
        with document.file.storage.open(document.file.name) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        if _fingerprint(copy) != text.sha:
            _correct(document)
            DocumentText.objects.filter(pk=text.pk).update(next_at=None)  # another document may have the right one
            return None
        return extract(copy)


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha1(usedforsecurity=False)  # Wagtail's own
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _correct(document: Any) -> None:
    """The file was changed behind the document's back. Saving its right fingerprint marks the pages that lead to it."""
    document._set_document_file_metadata()
    document.save(update_fields=["file_hash", "file_size"])


def _keep(text: DocumentText, found: Extracted) -> None:
    parts = []
    for part in found.parts:
        shown = "\n".join(filter(None, (part.title, part.text)))
        parts.append(FilePart(part.number, shown, words_of(text.locale, shown)))
        time.sleep(COURTESY)
    _finish(
        text,
        State.READ,
        content=pack(FileText(found.unit, tuple(parts))),
        parts=len(parts),
        scanned=found.scanned,
        truncated=found.truncated,
    )


def _fail(text: DocumentText, trouble: Trouble) -> None:
    logger.info("The file %s cannot be read: %s", text.sha, trouble)
    _finish(text, State.FAILED, content=b"", parts=0, scanned=0, truncated=False, trouble=trouble)


@transaction.atomic
def _finish(text: DocumentText, state: str, trouble: str = "", **values: Any) -> None:
    """In one transaction with the marks of the pages, which are then indexed anew."""
    had_text = bool(text.content)
    mine = DocumentText.objects.filter(pk=text.pk, attempts=text.attempts)
    if mine.update(state=state, version=CURRENT, trouble=trouble, attempts=0, next_at=None, **values) and (
        had_text or state == State.READ
    ):
        documents = get_document_model().objects.filter(file_hash=text.sha)
        touch_twice(partial(touch_where, attached.pages_with(documents).filter(locale__language_code=text.locale)))


def _postpone(text: DocumentText) -> None:
    """What cannot be had today may be had tomorrow. What was read before is kept until then."""
    pause = min(max(timezone.now() - text.asked_at, PAUSE), LONGEST_PAUSE)
    mine = DocumentText.objects.filter(pk=text.pk, attempts=text.attempts)
    mine.update(attempts=0, trouble=Trouble.MISSING, next_at=Now() + pause)
