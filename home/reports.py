"""What the site's reports in Wagtail's admin have in common: whom they are for, what these see, and the addresses."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import path

from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry


class SiteReport(ReportView):
    """`about` is what one must have a permission for; a report about pages is for all who edit any."""

    about: type[Model] = Page
    model: type[Model] | None = None
    any_permission_required = ["add", "change", "publish"]
    is_searchable = False

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(self.about)

    @property
    def editable(self) -> QuerySet[Page]:
        """The pages that the editor may edit; a report names no others, drafts and private ones least of all."""
        pages = policy_registry.get_by_type(Page)
        return pages.instances_user_has_permission_for(self.request.user, "change").order_by()

    @classmethod
    def may_be_seen(cls, request: HttpRequest) -> bool:
        wanted = [cls.permission_required] if cls.permission_required else cls.any_permission_required
        return policy_registry.get_by_type(cls.about).user_has_any_permission(request.user, wanted)

    @classmethod
    def paths(cls, address: str) -> list[Any]:
        return [
            path(address, cls.as_view(), name=cls.index_url_name),
            path(f"{address}results/", cls.as_view(results_only=True), name=cls.index_results_url_name),
        ]
