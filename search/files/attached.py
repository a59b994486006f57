"""The files that pages lead to: which of them anyone may have, what is found of them, and which pages they concern.

    sections_of(page) -> [FileSection, …]       for the index; asks for the text of files that have not been read
    open_documents() -> queryset                documents that anyone may have at this moment
    still_open(sections) -> sections            for hits: those that anyone may have now, with the addresses of their files
    pages_with(documents) -> queryset           pages that lead to any of these documents

A document in a private collection, or in one below it, is found by nobody: neither its text nor the number of its hits.
What makes one private withholds the pages that lead to it until they are indexed without it.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.translation import gettext

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from ..documents import FileSection
from ..engines.base import Hit
from ..extraction import ENDINGS
from ..references import ids_of_pages_naming
from .models import DocumentText
from .texts import CURRENT, FileText, unpack

logger = logging.getLogger(__name__)

State = DocumentText.State
Key = TypeVar("Key")
FILE_MARK = '"document":'  # what the payloads of sections in files are known by before they are read


def open_documents() -> QuerySet[Any]:
    restrictions = CollectionViewRestriction.objects.exclude(restriction_type=CollectionViewRestriction.NONE)
    closed = Collection.objects.order_by().filter(pk__in=restrictions.order_by().values("collection"))
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    return get_document_model().objects.filter(
        ~Exists(closed.annotate(path_below=path).filter(path_below__startswith=F("path")))
    )


def is_readable(document: Any) -> bool:
    """Whether it is a kind of file whose text can be read."""
    return document.file_extension.lower() in ENDINGS


def attached(page: Any) -> list[Any]:
    """The documents of a page whose text is found with it, in the order in which it shows them."""
    order = {pk: place for place, pk in enumerate(dict.fromkeys(page.search_attachments()))}
    if not order:
        return []
    return sorted(filter(is_readable, open_documents().filter(pk__in=order)), key=lambda document: order[document.pk])


def texts_of(documents: Iterable[Any], locale: str) -> dict[str, DocumentText]:
    """What is known of these files, by fingerprint."""
    known = DocumentText.objects.filter(locale=locale, sha__in={document.file_hash for document in documents})
    return {text.sha: text for text in known}


def sections_of(page: Any) -> Iterator[FileSection]:
    """The pages and slides of the page's files, labelled in the active language."""
    documents, locale = attached(page), page.locale.language_code
    texts = texts_of(documents, locale) if documents else {}
    for document in documents:
        text = texts.get(document.file_hash)
        if text is None or text.version != CURRENT:
            ask(document, locale)
        elif text.content:
            yield from _sections(document, unpack(bytes(text.content)))


def ask(document: Any, locale: str) -> None:
    """Have the file read, if it is not waiting for that already."""
    sha = document.file_hash or _hash(document)
    if sha:
        DocumentText.objects.bulk_create([DocumentText(sha=sha, locale=locale)], ignore_conflicts=True)
        outdated = DocumentText.objects.filter(sha=sha, locale=locale).exclude(version=CURRENT)
        DocumentText.ask_anew(outdated.exclude(state=State.WAITING))


def _hash(document: Any) -> str:
    """The fingerprint of a document that was stored without one; empty where its file cannot be had."""
    try:
        return document.get_file_hash()
    except Exception:  # each storage has errors of its own
        logger.warning("The file of document %s cannot be fetched", document.pk)
        return ""


def _sections(document: Any, text: FileText) -> Iterator[FileSection]:
    ending = document.file_extension.lower()
    for part in text.parts:
        yield FileSection(
            document_id=document.pk,
            sha=document.file_hash,
            anchor=f"page={part.number}" if ending == "pdf" else "",
            address=gettext("Attachment"),
            heading=_heading(f"{document.title} ({ending})", text.unit, part.number),
            title=document.title,
            text=part.text,
            words=part.words,
        )


def _heading(name: str, unit: str, number: int) -> str:
    if not number:
        return name
    if unit == "slide":
        return gettext("%(name)s, slide %(number)d") % {"name": name, "number": number}
    return gettext("%(name)s, page %(number)d") % {"name": name, "number": number}


def still_open(sections: Mapping[Key, list[Hit]]) -> dict[Key, list[Hit]]:
    """The sections without those in files that not everyone may have any more, or that have changed since. The payloads of
    the others in files are given the address of the file as `url`. Asks the database only if there are any.
    """
    payloads = {
        hit.key: payload
        for hits in sections.values()
        for hit in hits
        if FILE_MARK in hit.payload and "document" in (payload := json.loads(hit.payload))
    }
    urls = _addresses({payload["document"]: payload["sha"] for payload in payloads.values()})
    closed = {key for key, payload in payloads.items() if payload["document"] not in urls}
    with_url = {
        key: json.dumps(payload | {"url": urls[payload["document"]]})
        for key, payload in payloads.items()
        if key not in closed
    }
    return {
        key: [replace(hit, payload=with_url.get(hit.key, hit.payload)) for hit in hits if hit.key not in closed]
        for key, hits in sections.items()
    }


def _addresses(wanted: Mapping[int, str]) -> dict[int, str]:
    """Where to get the documents, given with the fingerprint that the index knows."""
    found = open_documents().filter(pk__in=wanted) if wanted else ()
    return {document.pk: document.url for document in found if document.file_hash == wanted[document.pk]}


def pages_with(documents: QuerySet[Any] | Iterable[int]) -> QuerySet[Page]:
    """Pages that lead to any of these documents, which are told by a query or by their ids."""
    return Page.objects.filter(pk__in=ids_of_pages_naming(get_document_model(), documents))


def forget_unused() -> None:
    """Text of files that no document has any more is kept by nobody."""
    DocumentText.objects.exclude(sha__in=get_document_model().objects.values("file_hash")).delete()
