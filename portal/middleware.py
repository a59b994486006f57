"""What holds on every page: its language, and the headers of the response."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

# Visitors' pages load nothing but our own files: no request leaves the site.
PUBLIC_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's editor writes inline styles and scripts.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
ADMIN_PREFIXES = ("/admin/",)


class AddressLanguageMiddleware(LocaleMiddleware):
    """The address decides the language; where it names none, it is the site's own.

    Never the browser: many who read and edit Swedish every day have one in English. An editor who wants the admin in
    another language says so in the account settings.
    """

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()


class ContentSecurityPolicyMiddleware:
    """Sends a strict Content-Security-Policy, so that a slip in a template cannot call another host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PREFIXES) else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
