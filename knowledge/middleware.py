"""What an editor is told of an incomplete page where Wagtail publishes without a form, and so has nowhere to say it:
several pages at once, or one that is approved from the start page of the admin.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow

from .publishing import IncompletePageError


class IncompletePageMiddleware:
    """Leads to the page's form, where what is missing can be filled in. Nothing has been published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, IncompletePageError) or exception.page_id is None:
            return None
        messages.error(request, exception.notice)
        form = reverse("wagtailadmin_pages:edit", args=[exception.page_id])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return render_modal_workflow(request, "", None, {}, json_data={"step": "success", "redirect": form})
        return redirect(form)
