"""Page choosers offer the pages of one language: that of the page whose form they are opened from.

A chooser does not say who opened it, neither from a field, a block nor a text; but the browser names the form's own address
with each of its requests. Where it does not, all pages are offered, and the form refuses one in another language.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

# The views with an editing form, and the argument that names the page, or the one it will stand under.
FORMS = {"wagtailadmin_pages:edit": "page_id", "wagtailadmin_pages:add": "parent_page_id"}


def offered(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Those of the pages that a chooser offers."""
    page = edited_page(request)
    return pages.filter(locale_id=page.locale_id) if page else pages


def edited_page(request: HttpRequest) -> Page | None:
    """The page whose form sent the request, or the one above a page that is being made."""
    try:
        match = resolve(urlsplit(request.headers.get("Referer", "")).path)
    except (Resolver404, ValueError):  # no address of a form, or no address at all
        return None
    name = FORMS.get(match.view_name)
    return Page.objects.filter(pk=match.kwargs[name]).only("locale_id").first() if name else None


def refuse_other_languages(form: Any, locale: Locale | None) -> None:
    """Add an error to each field for which a page in another language has been chosen.

    What stands there already is left alone: a translation's rows name the pages that those of its source name.
    """
    for name in form.changed_data if locale else ():
        chosen = form.cleaned_data.get(name)
        if isinstance(chosen, Page) and chosen.locale != locale:
            form.add_error(name, _("Choose a page in the same language as this one."))
