"""What an editor is told of a page and the search. It never claims more than a search finds at this moment."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.defaultfilters import time as format_time
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail.admin.panels import Panel
from wagtail.models import Page

from . import access, reader
from .engines.base import EngineError, Everything, Filters, Request
from .files.states import states_of_page
from .models import SearchRow
from .upkeep import live_generation


@dataclass(frozen=True)
class Receipt:
    """`state` is one of found, waiting, failed, hidden and unknown; `text` says the same in words."""

    state: str
    text: str


def receipt(page: Page) -> Receipt:
    """Asks the engine itself, after the registry: what the registry takes for indexed may have been lost since."""
    if not page.live:
        return Receipt("hidden", _("Not published, so it cannot be found."))
    row = SearchRow.objects.filter(page_id=page.pk).first()
    if row is None:
        return Receipt("waiting", _("Not known to the search yet. It will be with the next save."))
    if row.dead:
        return Receipt("failed", _("Failed and given up: %(reason)s") % {"reason": row.error})
    if row.error:
        return Receipt("failed", _failed_for_now(row))
    if row.version > row.indexed_version:
        return Receipt("waiting", _("Waits to be indexed since %(time)s") % {"time": _clock(row.changed_at)})
    try:
        sections = _sections_found(page)
    except EngineError:
        return Receipt("unknown", _("The search does not answer right now. Nothing is lost: the index catches up."))
    if sections is None:
        return Receipt("failed", _("Is not found, although it ought to be. Publish the page again."))
    return Receipt("found", _found(page, row, sections))


def _sections_found(page: Page) -> int | None:
    """The number of the page's sections in the index; None if the page itself is not there."""
    filters = Filters(page.locale.language_code, only_pages=(page.pk,))
    generation = live_generation()
    if not reader.search(generation, Request(Everything(), filters, size=0)).total:
        return None
    in_sections = Filters(page.locale.language_code, sections=True, only_pages=(page.pk,))
    return reader.search(generation, Request(Everything(), in_sections, size=0)).total


def _found(page: Page, row: SearchRow, sections: int) -> str:
    parts = [
        _("Searchable %(time)s") % {"time": _clock(row.indexed_at)},
        _("version %(number)d") % {"number": row.indexed_version},
        ngettext("%(number)d section", "%(number)d sections", sections) % {"number": sections},
    ]
    if not access.may_show(page, AnonymousUser()):
        parts.append(_("only for those who may read the page"))
    return " · ".join(parts)


def _failed_for_now(row: SearchRow) -> str:
    values = {"time": _clock(row.next_at), "reason": row.error}
    return _("Failed, tried again %(time)s: %(reason)s") % values


def _clock(moment: Any) -> str:
    return format_time(timezone.localtime(moment), "H:i:s") if moment else "–"


class ReceiptPanel(Panel):
    """Stands above the form of a page that has been published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/admin/receipt.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.live)

        def show_panel_furniture(self) -> bool:
            """Above the tabs, not a tab of its own."""
            return False

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            files = [state for state in states_of_page(self.instance) if state.is_noteworthy]
            return super().get_context_data(parent_context) | {"receipt": receipt(self.instance), "files": files}
