"""The forms that visitors fill in, with their errors as links."""

from typing import Any

from django import template
from django.forms import BaseForm, Field
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wagtail.models import Page

from ..correspondence import tokens
from ..correspondence.forms import FeedbackForm
from .portal_navigation import portal_navigation

register = template.Library()

RECEIVED = "received"


@register.simple_tag
def error_links(form: BaseForm, form_id: str = "") -> list[dict[str, str]]:
    """Each error with a link to its field; what concerns the whole form leads to its beginning."""
    beginning = form_id or f"{getattr(form, 'kind', '')}-form"
    links = []
    for name, errors in form.errors.items() if form.is_bound else ():
        target = form[name].auto_id if name in form.fields else beginning
        links += [{"title": _in_full(form, name, str(error)), "url": f"#{target}"} for error in errors]
    return links


def _in_full(form: BaseForm, name: str, error: str) -> str:
    """Django's own message about an empty field does not say which."""
    says_little = name in form.fields and error == str(Field.default_error_messages["required"])
    return f"{form[name].label}: {error}" if says_little else error


@register.simple_tag(takes_context=True)
def feedback_row(context: Context, page: Page) -> SafeString:
    """ "Did the page help you?" at the end of a page. What has been answered already stands in the address."""
    request = context.get("request")
    if request is None or not page.pk or getattr(request, "is_preview", False):
        return SafeString()
    state, token, helped = _state(request.GET, page)
    form = FeedbackForm(initial={"token": token}) if token else FeedbackForm.fresh(page.pk)
    variables = {"state": state, "form": form, "helped": helped, "contact_url": portal_navigation(context).contact_url}
    return render_to_string("components/feedback.html", variables)


@register.simple_tag
def feedback_again(form: FeedbackForm) -> SafeString:
    """Feedback as it was sent, to be mended."""
    helped = form.data.get("helped", "")
    state = "answered" if helped in {"yes", "no"} else "ask"
    variables: dict[str, Any] = {"state": state, "form": form, "helped": helped, "errors": error_links(form)}
    return render_to_string("components/feedback.html", variables)


def _state(query: QueryDict, page: Page) -> tuple[str, str, str]:
    """What the visitor has done: state, token of the form they used, and their answer."""
    given, helped = query.get("feedback", ""), query.get("helped", "")
    if given == RECEIVED:
        return "done", "", ""
    token = tokens.read(given) if given else None
    if token is not None and token.page_id == page.pk and helped in {"yes", "no"}:
        return "answered", given, helped
    return "ask", "", ""
