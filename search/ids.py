"""Ids in addresses and forms, where anything may stand."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

LONGEST = 18  # digits; longer numbers are no ids of any database


def id_in(text: str) -> int | None:
    """The id that the text is, or None for what no database would understand as one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def of_page(rows: QuerySet[Row], sent: Mapping[str, str]) -> QuerySet[Row]:
    """Those of the page that the request names as `page`: all where it names none, and none where what it names is no id."""
    if "page" not in sent:
        return rows
    page_id = id_in(sent["page"])
    return rows.none() if page_id is None else rows.filter(page_id=page_id)
