"""What the site adds to Wagtail's admin: reports of what visitors have sent, of what is to be reviewed, and of translations."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .correspondence import reports
from .models import ContactMessage
from .reports import SiteReport
from .review_report import ReviewReport
from .review_report import urls as review_urls
from .translation_report import TranslationReport
from .translation_report import urls as translation_urls


class ReportMenuItem(MenuItem):
    def __init__(self, view: type[SiteReport], **kwargs: Any) -> None:
        self.view = view
        super().__init__(view.page_title, reverse_lazy(view.index_url_name), icon_name=view.header_icon, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.view.may_be_seen(request)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [*reports.urls, *review_urls, *translation_urls]


@hooks.register("register_reports_menu_item")
def feedback_menu_item() -> MenuItem:
    return ReportMenuItem(reports.FeedbackReport, name="feedback", order=20)


@hooks.register("register_reports_menu_item")
def comment_menu_item() -> MenuItem:
    return ReportMenuItem(reports.CommentReport, name="comments", order=21)


@hooks.register("register_reports_menu_item")
def message_menu_item() -> MenuItem:
    return ReportMenuItem(reports.MessageReport, name="messages", order=22)


@hooks.register("register_reports_menu_item")
def review_menu_item() -> MenuItem:
    return ReportMenuItem(ReviewReport, name="pages-to-review", order=30)


@hooks.register("register_reports_menu_item")
def translation_menu_item() -> MenuItem:
    return ReportMenuItem(TranslationReport, name="translations-of-pages", order=51)


@hooks.register("register_permissions")
def message_permissions() -> QuerySet[Permission]:
    return reports.permissions(ContactMessage, "view", "change")
