"""Pages that somebody should look at again, in Wagtail's reports: those whose review is due and those that hold no longer."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from knowledge.kinds import page_types
from knowledge.models import KnowledgePage

from .reports import SiteReport


def field_of_any_type(name: str) -> Any:
    """A field that every type of knowledge page has in a table of its own."""
    models = [model for model in page_types().values() if issubclass(model, KnowledgePage)]
    return Coalesce(*[F(f"{model._meta.model_name}__{name}") for model in models])


def due() -> QuerySet[Page]:
    """Published pages that are due, the longest first."""
    today = timezone.localdate()
    pages = Page.objects.filter(live=True, alias_of=None).annotate(
        review_by=field_of_any_type("review_by"), valid_to=field_of_any_type("valid_to")
    )
    return pages.filter(Q(review_by__lte=today) | Q(valid_to__lt=today)).order_by(
        Coalesce(Least("review_by", "valid_to"), "review_by", "valid_to"), "path"
    )


class ReviewReport(SiteReport):
    """Shows what the editor may edit."""

    page_title = _("Pages to review")
    header_icon = "calendar-check"
    index_url_name = "review_report"
    index_results_url_name = "review_report_results"
    columns = [
        TitleColumn("title", label=_("Page"), url_name="wagtailadmin_pages:edit"),
        Column("review_by", label=_("Review again by")),
        Column("valid_to", label=_("Valid to")),
        Column("locale", label=_("Language")),
    ]
    list_export = ["title", "review_by", "valid_to", "full_url"]
    export_headings = {
        "title": _("Page"),
        "review_by": _("Review again by"),
        "valid_to": _("Valid to"),
        "full_url": _("Address"),
    }
    export_filename = "att-granska"

    def get_queryset(self) -> QuerySet[Page]:
        return due().filter(pk__in=self.editable.values("pk")).select_related("locale")


urls = ReviewReport.paths("reports/att-granska/")
