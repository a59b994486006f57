"""What the search adds to Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from . import index_report
from .editing import trial_view
from .editing.viewsets import SearchViewSetGroup
from .statistics import report as statistics_report

register_snippet(SearchViewSetGroup)


class IndexMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(index_report.VIEW)


class StatisticsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(statistics_report.VIEW)


class TrialMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return trial_view.may_try(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [*index_report.urls, *statistics_report.urls, *trial_view.urls]


@hooks.register(SearchViewSetGroup.submenu_hook)
def trial_menu_item() -> MenuItem:
    return TrialMenuItem(_("Try a search"), trial_view.address, name="search-trial", icon_name="view", order=50)


@hooks.register("register_reports_menu_item")
def index_menu_item() -> MenuItem:
    return IndexMenuItem(_("Search index"), index_report.address, name="search-index", icon_name="search", order=50)


@hooks.register("register_reports_menu_item")
def statistics_menu_item() -> MenuItem:
    title, address = statistics_report.StatisticsReport.page_title, statistics_report.address
    return StatisticsMenuItem(title, address, name="search-statistics", icon_name="view", order=49)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="search", codename__in=["view_searchrow", "change_searchrow", "view_querycount"]
    )
