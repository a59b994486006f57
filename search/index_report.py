"""How the index is doing, for editors and operators in Wagtail's admin; what was given up can be tried again there."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from .files import reading
from .files.states import wanting
from .ids import of_page
from .models import SearchGeneration, SearchRow
from .registry import touch_pages
from .status import status
from .upkeep import wake

VIEW = "search.view_searchrow"
RETRY = "search.change_searchrow"
SHOWN = 100  # rows of each list
STATES = {
    SearchGeneration.State.BUILDING: _("being made"),
    SearchGeneration.State.LIVE: _("in use"),
    SearchGeneration.State.RETIRED: _("kept for a way back"),
    SearchGeneration.State.DISCARDED: _("to be deleted"),
}


class IndexReport(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the state; POST tries all that was given up, or one page of it, once more."""

    permission_required = VIEW
    page_title = _("Search index")
    header_icon = "search"
    template_name = "search/admin/index_report.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("search_index_report"), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = status()
        generations = [each | {"words": _words(each)} for each in found.generations]
        return super().get_context_data(**kwargs) | {
            "status": found,
            "lag_seconds": round(found.lag),
            "generations": generations,
            "is_building": any(each["state"] == SearchGeneration.State.BUILDING for each in generations),
            "failed": _with_pages(SearchRow.objects.exclude(error="").order_by("-dead", "next_at", "key")),
            "files": wanting(self.request.user, SHOWN),
            "may_retry": self.request.user.has_perm(RETRY),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(RETRY):
            return self.handle_no_permission()
        if "file" in request.POST:
            return self._read_again(request.POST["file"])
        rows = of_page(SearchRow.objects.exclude(error=""), request.POST)
        retried = retry(rows.values_list("page_id", flat=True))
        text = ngettext("%(number)d page is tried again.", "%(number)d pages are tried again.", retried)
        messages.success(request, text % {"number": retried})
        return redirect("search_index_report")

    def _read_again(self, sha: str) -> HttpResponse:
        if sha.isalnum() and reading.try_again(sha):
            messages.success(self.request, _("The file is read again."))
        return redirect("search_index_report")


def retry(page_ids: Any) -> int:
    """Index these pages now, whatever was the matter with them. Gives their number."""
    wanted = {page_id for page_id in page_ids if page_id}
    there = set(Page.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    touch_pages(there)
    touch_pages(wanted - there, deleted=True)
    wake(sorted(wanted))
    return len(wanted)


def _words(generation: dict[str, Any]) -> str:
    state = STATES[generation["state"]]
    return str(state) if generation["is_ours"] else _("%(state)s, of another version of the program") % {"state": state}


def _with_pages(rows: Any) -> list[dict[str, Any]]:
    rows = list(rows[:SHOWN])
    pages = Page.objects.in_bulk([row.page_id for row in rows if row.page_id])
    return [{"row": row, "page": pages.get(row.page_id)} for row in rows]


urls = [path("sokindex/", IndexReport.as_view(), name="search_index_report")]
address = reverse_lazy("search_index_report")
