"""The views of an import, made of Wagtail's generic ones: list, upload, and one page that follows an import to its drafts."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from ..importer.document import UnreadableError
from ..importer.readers import source_lines
from ..models import DocumentImport
from . import background, jobs
from .forms import PlacesForm, UploadForm
from .summary import shown_pages

Status = DocumentImport.Status
LINES = 400  # of the source, on one page
RELOAD = 3  # seconds until a page that follows an import asks again; it needs no script


class ImportIndexView(generic.IndexView):
    add_item_label = _("Import a document")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jobs.forget()
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return allowed.defer("data", "understood").select_related("user")


class UploadView(generic.CreateView):
    page_title = _("Import a document")
    submit_button_label = _("Upload")
    submit_button_active_label = _("Uploading…")
    template_name = "knowledge/admin/import_upload.html"
    error_message = _("The document could not be uploaded.")

    def save_instance(self) -> DocumentImport:
        job = self.form.save()
        background.start(job.pk)
        return job

    def get_success_message(self, instance: DocumentImport) -> None:
        return None

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])


class ImportView(generic.EditView):
    """Follows an import: its progress, what was understood with the places to choose, the drafts, or what went wrong."""

    submit_button_label = _("Make drafts")
    submit_button_active_label = _("Making drafts…")
    error_message = _("No drafts were made. Look at the places below.")

    def get_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change"])

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([])  # an import is neither published nor used

    def get_template_names(self) -> list[str]:
        name = "progress" if self.object.is_running else "review" if self.object.status == Status.UNDERSTOOD else "end"
        return [f"knowledge/admin/import_{name}.html"]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.object.is_running and not self.object.has_stopped:
            response.headers["Refresh"] = str(RELOAD)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if "retry" in request.POST:
            return self._retry()
        if self.object.status != Status.UNDERSTOOD:
            return redirect(self.get_edit_url())
        return super().post(request, *args, **kwargs)

    def _retry(self) -> HttpResponse:
        """Once more from the step that did not come to its end. One that is at work is left alone."""
        job = self.object
        if job.status == Status.FAILED or job.has_stopped:
            status = Status.PLACED if job.places and job.understood else Status.QUEUED
            again = DocumentImport.objects.filter(pk=job.pk, status=job.status, updated_at=job.updated_at)
            if again.update(status=status, error="", updated_at=timezone.now()):
                background.start(job.pk)
        return redirect(self.get_edit_url())

    def save_instance(self) -> DocumentImport:
        job = self.object
        waiting = DocumentImport.objects.filter(pk=job.pk, status=Status.UNDERSTOOD)
        if waiting.update(status=Status.PLACED, places=self.form.instance.places, updated_at=timezone.now()):
            background.start(job.pk)
        return job

    def save_action(self) -> HttpResponse:
        return redirect(self.get_edit_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.object
        context = super().get_context_data(**kwargs) | {"job": job, "reload": RELOAD}
        if job.status == Status.UNDERSTOOD:
            context |= self._understood(job)
        elif job.status == Status.DONE:
            context |= {"made": self._made(job), "warnings": job.understood.get("warnings", [])}
        return context

    def _understood(self, job: DocumentImport) -> dict[str, Any]:
        skipped = [tuple(lines) for lines in job.understood["skipped"]]
        return {
            "pages": shown_pages(job.understood),
            "warnings": job.understood["warnings"],
            "skipped": skipped,
            "skipped_count": sum(last - first + 1 for first, last in skipped),
            "lines_per_page": LINES,
        } | self._source(job, skipped)

    def _source(self, job: DocumentImport, skipped: list[Any]) -> dict[str, Any]:
        """One page of the source's lines: number, text, whether it was left out, and its warnings."""
        try:
            lines = source_lines(job.name, bytes(job.data))
        except UnreadableError:
            lines = []
        page = Paginator(lines, LINES).get_page(self.request.GET.get("p"))
        warnings: dict[int, list[str]] = {}
        for warning in job.understood["warnings"]:
            warnings.setdefault(warning["line"], []).append(warning["text"])
        shown = [
            (number, text, bool(text.strip()) and _is_in(number, skipped), warnings.get(number, []))
            for number, text in enumerate(page.object_list, page.start_index() or 1)
        ]
        return {"source": page, "source_lines": shown}

    def _made(self, job: DocumentImport) -> list[dict[str, Any]]:
        """The drafts that are still there, with links to those the user may edit."""
        pages = Page.objects.in_bulk([each["page"] for each in job.made if each["page"]])
        actions = {
            "created": _("New draft"),
            "updated": _("New draft of the page"),
            "unchanged": _("As before"),
            "kept": _("Left as it is"),
        }
        found = []
        for each in job.made:
            page = pages.get(each["page"])
            may_edit = page is not None and page.permissions_for_user(self.request.user).can_edit()
            url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page and may_edit else ""
            found.append({"title": each["title"], "url": url, "result": actions[each["action"]]})
        return found


def _is_in(number: int, ranges: list[Any]) -> bool:
    return any(first <= number <= last for first, last in ranges)


class ImportDeleteView(generic.DeleteView):
    """Throws away the file and what is known of it. The drafts stay."""

    def get_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["delete"])

    def confirmation_message(self) -> str:
        return str(_("Throw away this file? Drafts that were made of it stay where they are."))


class DocumentImportViewSet(ModelViewSet):
    model = DocumentImport
    name = "document_imports"
    url_prefix = "import"
    icon = "upload"
    menu_label = _("Import documents")
    menu_order = 310
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ImportIndexView
    add_view_class = UploadView
    edit_view_class = ImportView
    delete_view_class = ImportDeleteView
    list_display = [
        "name",
        Column("get_status_display", label=_("Status")),
        Column("user", label=_("Uploaded by")),
        DateColumn("created_at", label=_("Uploaded")),
    ]
    list_per_page = 30

    def get_form_class(self, for_update: bool = False) -> Any:
        return PlacesForm if for_update else UploadForm
