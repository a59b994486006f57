"""What visitors have sent, for editors in Wagtail's reports: answers by page, comments, and messages with their state."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Max, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page

from search.ids import id_in, of_page
from search.spreadsheets import as_text

from .. import retention
from ..models import ContactMessage, PageFeedback
from ..reports import SiteReport
from . import mail


class PressColumn(Column):
    """A button that does something with the row."""

    cell_template_name = "home/admin/press_cell.html"

    def __init__(self, name: str, words: Any, shown: Any = bool) -> None:
        super().__init__(name, label="", accessor="pk")
        self.words = words
        self.shown = shown

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        token = get_token(parent_context["request"])
        shown = self.shown(instance)
        return super().get_cell_context_data(instance, parent_context) | {
            "words": self.words,
            "csrf_token": token,
            "shown": shown,
        }


class VisitorReport(SiteReport):
    """GET lists; POST does what a button of a row says."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        retention.forget()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = id_in(request.POST.get("row", ""))
        done = None if row is None else self.press(request.POST.get("press", ""), row)
        if done is not None:
            messages.success(request, done)
        return redirect(request.get_full_path())

    def press(self, name: str, pk: int) -> str | None:
        """Do what the button of a row says. Gives the words for what was done."""
        return None


class FeedbackReport(VisitorReport):
    """Pages with answers, those first that have helped least."""

    page_title = _("Did the page help you?")
    header_icon = "help"
    index_url_name = "feedback_report"
    index_results_url_name = "feedback_report_results"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])),
        Column("locale", label=_("Language"), accessor="locale.language_code"),
        Column("helped", label=_("Yes")),
        Column("not_helped", label=_("No")),
        TitleColumn(
            "comments",
            label=_("Comments"),
            get_url=lambda page: f"{reverse('comment_report')}?page={page.pk}" if page.comments else None,
        ),
        DateColumn("latest", label=_("Latest answer")),
    ]
    list_export = ["title", "locale.language_code", "helped", "not_helped", "comments", "latest", "full_url"]
    export_headings = {
        "title": _("Page"),
        "locale.language_code": _("Language"),
        "helped": _("Yes"),
        "not_helped": _("No"),
        "comments": _("Comments"),
        "latest": _("Latest answer"),
        "full_url": _("Address"),
    }
    export_filename = "sidornas-svar"

    def get_queryset(self) -> QuerySet[Page]:
        answers = "visitor_feedback"
        return (
            Page.objects.filter(visitor_feedback__isnull=False, pk__in=self.editable.values("pk"))
            .select_related("locale")
            .annotate(
                helped=Count(answers, filter=Q(visitor_feedback__helped=True)),
                not_helped=Count(answers, filter=Q(visitor_feedback__helped=False)),
                comments=Count(answers, filter=~Q(visitor_feedback__comment="")),
                latest=Max("visitor_feedback__created_at"),
            )
            .order_by("-not_helped", "helped", "title", "pk")
        )


class CommentReport(VisitorReport):
    """What visitors have written, newest first; `?page=` narrows it to one page. A comment can be deleted."""

    model = PageFeedback
    page_title = _("Comments on pages")
    header_icon = "comment"
    index_url_name = "comment_report"
    index_results_url_name = "comment_report_results"
    columns = [
        TitleColumn("comment", label=_("Comment")),
        TitleColumn(
            "page",
            label=_("Page"),
            get_url=lambda answer: reverse("wagtailadmin_pages:edit", args=[answer.page_id]),
        ),
        Column("answer", label=_("Did it help?"), accessor=lambda answer: _("Yes") if answer.helped else _("No")),
        DateColumn("created_at", label=_("Received")),
        PressColumn("delete", _("Delete the comment")),
    ]
    list_export = ["page.title", "helped", "comment", "created_at"]
    export_headings = {
        "page.title": _("Page"),
        "helped": _("Did it help?"),
        "comment": _("Comment"),
        "created_at": _("Received"),
    }
    custom_field_preprocess = {"comment": {"csv": as_text, "xlsx": as_text}}
    export_filename = "kommentarer"

    def get_queryset(self) -> QuerySet[PageFeedback]:
        return of_page(self.answers.exclude(comment="").select_related("page"), self.request.GET)

    @property
    def answers(self) -> QuerySet[PageFeedback]:
        return PageFeedback.objects.filter(page__in=self.editable.values("pk"))

    def press(self, name: str, pk: int) -> str | None:
        """The answer stays; only its words are deleted."""
        if name != "delete":
            return None
        number = self.answers.filter(pk=pk).update(comment="")
        return ngettext("%(number)d comment is deleted.", "%(number)d comments are deleted.", number) % {
            "number": number
        }


class MessageReport(VisitorReport):
    """Messages to the editors, newest first, each with its state; one that waits can be tried again."""

    model = about = ContactMessage
    page_title = _("Messages to the editors")
    header_icon = "mail"
    index_url_name = "message_report"
    index_results_url_name = "message_report_results"
    permission_required = "view"
    columns = [
        TitleColumn("reference", label=_("Number")),
        Column("topic", label=_("About"), accessor="get_topic_display"),
        Column("text", label=_("Message")),
        Column(
            "sender", label=_("From"), accessor=lambda message: " ".join(filter(None, [message.name, message.email]))
        ),
        Column("state", label=_("State")),
        Column("error", label=_("Latest error")),
        DateColumn("received_at", label=_("Received")),
        PressColumn("retry", _("Try again now"), lambda message: message.sent_at is None),
    ]
    list_export = ["reference", "received_at", "get_topic_display", "name", "email", "text", "state", "sent_at"]
    export_headings = {
        "reference": _("Number"),
        "get_topic_display": _("About"),
        "text": _("Message"),
        "state": _("State"),
    }
    custom_field_preprocess = {name: {"csv": as_text, "xlsx": as_text} for name in ("name", "email", "text")}
    export_filename = "meddelanden"

    def get_queryset(self) -> QuerySet[ContactMessage]:
        return ContactMessage.objects.all()

    def press(self, name: str, pk: int) -> str | None:
        if name != "retry" or not self.user_has_permission("change"):
            return None
        number = mail.retry(ContactMessage.objects.filter(pk=pk))
        return ngettext("%(number)d message is tried again.", "%(number)d messages are tried again.", number) % {
            "number": number
        }


urls = [
    *FeedbackReport.paths("svar/"),
    *CommentReport.paths("kommentarer/"),
    *MessageReport.paths("meddelanden/"),
]


def permissions(model: type[Model], *names: str) -> QuerySet[Permission]:
    codes = [f"{name}_{model._meta.model_name}" for name in names]
    return Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=codes)
