"""Documents with files made for a test, and pages that lead to them."""

import json
from typing import Any

from django.core.files.base import ContentFile

from wagtail.documents import get_document_model

from search.files.reading import read_all
from search.upkeep import drain_now


def add_document(data: bytes, title: str = "Rapporten", ending: str = "pdf", **fields: Any) -> Any:
    """As an editor uploads it."""
    document = get_document_model()(title=title, **fields)
    replace_file(document, data, ending)
    return document


def replace_file(document: Any, data: bytes, ending: str = "pdf") -> None:
    document.file = ContentFile(data, f"fil.{ending}")
    document._set_document_file_metadata()
    document.save()


def body_with(*documents: Any) -> str:
    """Running text with a list of these documents, as it is stored."""
    rows = [
        {"type": "item", "id": f"rad{each.pk}", "value": {"document": each.pk, "summary": ""}} for each in documents
    ]
    return json.dumps([{"type": "documents", "value": {"title": "Underlag", "documents": rows}, "id": "d" * 8}])


def read_files() -> None:
    """Do what readers and drains do in the background."""
    drain_now()
    while read_all():
        drain_now()
