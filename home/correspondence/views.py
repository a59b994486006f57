"""Where visitors' forms are sent. Nobody is logged in there and nothing but the form decides, so no cookie is needed."""

from collections.abc import Callable
from typing import TypeVar

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wagtail.models import Page

from search.access import may_open

from .. import retention
from ..models import ContactMessage, ContactPage, PageFeedback
from . import mail, tokens
from .forms import ContactForm, FeedbackForm

RECEIPT_SALT = "home.correspondence.receipt"
RECEIPT_AGE = 24 * 60 * 60  # seconds
UNFINISHED = 422  # the request was understood, and something in it is to be mended

View = Callable[[HttpRequest], HttpResponse]
AnyPage = TypeVar("AnyPage", bound=Page)


def posted(view: View) -> View:
    """Whoever comes by address alone, after reloading or from a bookmark, is led to the start page."""

    def guarded(request: HttpRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect(f"/{get_language()}/")

    return csrf_exempt(never_cache(guarded))


@posted
def feedback(request: HttpRequest) -> HttpResponse:
    page = _page(request, Page)
    form = FeedbackForm(request.POST, request=request)
    if not form.is_valid() or form.read_token is None:
        context = {"page": page.specific, "form": form.renewed(page.pk)}
        return render(request, "home/feedback_page.html", context, status=UNFINISHED)
    answer = {"page": page, "helped": form.cleaned_data["helped"], "comment": form.cleaned_data["comment"]}
    PageFeedback.objects.update_or_create(token=form.read_token.nonce, defaults=answer)
    retention.forget()
    return HttpResponseRedirect(f"{page.get_url(request)}?{urlencode(_done(form))}#feedback")


def _done(form: FeedbackForm) -> dict[str, str]:
    """After yes or no the page asks for a comment, with the same token, so that the comment joins the answer."""
    if form.cleaned_data["comment"]:
        return {"feedback": "received"}
    return {"feedback": form.cleaned_data["token"], "helped": "yes" if form.cleaned_data["helped"] else "no"}


@posted
def contact(request: HttpRequest) -> HttpResponse:
    page = _page(request, ContactPage)
    form = ContactForm(request.POST, request=request)
    if not form.is_valid() or form.read_token is None:
        context = page.get_context(request) | {"form": form.renewed(page.pk)}
        return render(request, page.get_template(request), context, status=UNFINISHED)
    words = {name: form.cleaned_data[name] for name in ("topic", "name", "email", "text")}
    message, is_new = ContactMessage.objects.get_or_create(
        token=form.read_token.nonce,
        defaults={**words, "page": page, "language": get_language(), "recipient": page.recipient},
    )
    if is_new:
        retention.forget()
        mail.wake(message)
    receipt = signing.dumps([message.pk, page.pk], salt=RECEIPT_SALT)
    return HttpResponseRedirect(f"{reverse('contact_received')}?{urlencode({'nr': receipt})}")


@never_cache
def contact_received(request: HttpRequest) -> HttpResponse:
    """The receipt. Only who has sent the message knows its address, and it says nothing of what was written."""
    try:
        message_id, page_id = signing.loads(request.GET.get("nr", ""), salt=RECEIPT_SALT, max_age=RECEIPT_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    message = ContactMessage.objects.filter(pk=message_id).first()
    page = ContactPage.objects.filter(pk=page_id).first()
    if message is None or page is None:
        raise Http404
    return render(request, "home/contact_received.html", {"page": page, "message": message})


def _page(request: HttpRequest, model: type[AnyPage]) -> AnyPage:
    """The page that the form stood on; its token says which, though it may be too old to be accepted."""
    page = model.objects.filter(pk=tokens.page_id_of(request.POST.get("token", ""))).first()
    if page is None or not may_open(page, request):
        raise Http404
    return page
