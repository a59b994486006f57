"""What an editor is told of a file and the search, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ..extraction import Trouble
from . import attached
from .models import DocumentText

State = DocumentText.State
REASONS = {
    Trouble.PROTECTED: gettext_lazy("it is protected with a password, or from an old Word or PowerPoint"),
    Trouble.DAMAGED: gettext_lazy("it is damaged"),
    Trouble.UNKNOWN: gettext_lazy("it is no PDF, Word or PowerPoint file, whatever it is called"),
    Trouble.TOO_LARGE: gettext_lazy("it is too large"),
    Trouble.TOO_SLOW: gettext_lazy("it took too long"),
    Trouble.STOPPED: gettext_lazy("it took too much memory"),
    Trouble.MISSING: gettext_lazy("the file is not there"),
}
WITHOUT_TEXT = Q(state=State.READ, parts=0) | Q(state=State.READ, scanned__gt=0)


@dataclass(frozen=True)
class FileState:
    """`words` say how it stands with the text of the document; `is_wanting` that an editor can do something about it, and
    `is_noteworthy` that not all of it is found.
    """

    document: Any
    words: str
    is_wanting: bool = False
    is_noteworthy: bool = True
    can_be_tried_again: bool = False

    @property
    def name(self) -> str:
        """As hits call it."""
        return f"{self.document.title} ({self.document.file_extension.lower()})"


def states_of_page(page: Page) -> list[FileState]:
    """Those of the files of a page as it is published, in the order in which it shows them."""
    live = Page.objects.get(pk=page.pk).specific
    order = list(dict.fromkeys(live.search_attachments())) if hasattr(live, "search_attachments") else []
    documents = get_document_model().objects.in_bulk(order)
    wanted = [documents[pk] for pk in order if pk in documents]
    texts = attached.texts_of(filter(attached.is_readable, wanted), live.locale.language_code)
    still_open = set(attached.open_documents().filter(pk__in=order).values_list("pk", flat=True))
    return [state_of(each, texts.get(each.file_hash), is_open=each.pk in still_open) for each in wanted]


def states_of_document(document: Any) -> list[FileState]:
    """How it stands with a document: mostly one, but a text is analysed for each language of the pages that lead to it."""
    if not attached.is_readable(document):
        return [state_of(document, None)]
    is_open = attached.open_documents().filter(pk=document.pk).exists()
    texts = list(DocumentText.objects.filter(sha=document.file_hash).order_by("locale"))
    if is_open and not texts:
        return [FileState(document, _("is not searched, since no published page leads to it"))]
    found = [state_of(document, text, is_open=is_open) for text in texts] or [state_of(document, None, is_open=is_open)]
    return list({state.words: state for state in found}.values())


def state_of(document: Any, text: DocumentText | None, *, is_open: bool = True) -> FileState:
    if not attached.is_readable(document):
        return FileState(document, _("is not searched, since it is neither PDF, Word nor PowerPoint"))
    if not is_open:
        return FileState(document, _("is not searched, since it lies in a private collection"))
    if text and text.trouble:
        words = _("cannot be read: %(reason)s") % {"reason": REASONS[Trouble(text.trouble)]}
        return FileState(document, words, True, can_be_tried_again=True)
    if text is None or text.state == State.WAITING:
        return FileState(document, _("waits to be read"))
    if not text.parts:
        return FileState(document, _("has no text (scanned?)"), True)
    return FileState(document, ", ".join(_found(text)), bool(text.scanned), bool(text.scanned or text.truncated))


def _found(text: DocumentText) -> Iterable[str]:
    yield ngettext("%(number)d part with text", "%(number)d parts with text", text.parts) % {"number": text.parts}
    if text.scanned:
        words = ngettext(
            "%(number)d page has no text (scanned?)", "%(number)d pages have no text (scanned?)", text.scanned
        )
        yield words % {"number": text.scanned}
    if text.truncated:
        yield _("only its beginning is searched, since it is very long")


def wanting(user: Any, limit: int) -> list[FileState]:
    """Documents that the user may mend: whose text cannot be searched, or not all of it. By title."""
    texts = DocumentText.objects.filter(WITHOUT_TEXT | DocumentText.IN_TROUBLE).defer("content")
    by_sha = {text.sha: text for text in texts}
    mine = policy_registry.get_by_type(get_document_model()).instances_user_has_permission_for(user, "change")
    documents = attached.open_documents().filter(file_hash__in=by_sha, pk__in=mine.values("pk")).order_by("title", "pk")
    return [state_of(document, by_sha[document.file_hash]) for document in documents[:limit]]
