"""What machines are told: which pages there are, in which languages, and what is not worth their visit."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.cache import cache_control

from wagtail.models import Page, Site

from knowledge.kinds import page_types
from search.access import public


class PageSitemap(Sitemap):
    """The pages that anyone may read, each with its translations. An alias would be its original once more."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def pages(self) -> list[Page]:
        site = Site.find_for_request(self.request)
        readable = public(Page.objects.type(*page_types().values()).filter(alias_of=None)).order_by("path")
        found = []
        for page in readable.select_related("locale"):
            site_id, _root, address = page.get_url_parts(self.request) or (None, None, None)
            if address and site and site_id == site.pk:
                page.address = address
                found.append(page)
        return found

    def items(self) -> list[Page]:
        return self.pages

    def location(self, item: Any) -> str:
        return item.address

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        """As Django makes them, with the translations: it knows only those that differ by the language's prefix alone."""
        urls = super()._urls(page, protocol, domain)  # type: ignore[misc]
        for url in urls:
            translations = self._translations[url["item"].translation_key]
            if len(translations) > 1:
                url["alternates"] = [
                    {"location": f"{protocol}://{domain}{each.address}", "lang_code": each.locale.language_code}
                    for each in translations
                ]
        return urls

    @cached_property
    def _translations(self) -> dict[Any, list[Any]]:
        found: dict[Any, list[Page]] = {}
        for page in self.pages:
            found.setdefault(page.translation_key, []).append(page)
        return found


@cache_control(no_cache=True)
def page_sitemap(request: HttpRequest) -> HttpResponse:
    """A page that is withdrawn, or made private, must not live on in a cache."""
    return sitemap(request, {"pages": PageSitemap(request)})


def robots(request: HttpRequest) -> HttpResponse:
    """Results of searches are no pages; a machine that follows their links would never come to an end."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            lines.append(f"Disallow: {reverse('search')}")
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


urlpatterns = [path("sitemap.xml", page_sitemap, name="sitemap"), path("robots.txt", robots, name="robots")]
