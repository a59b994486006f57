"""Addresses. Everything a visitor sees stands under its language: /sv/, /fi/, /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.styleguide.views import styleguide

urlpatterns = [
    path("health/", include("portal.health")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("styleguide/", styleguide),
    path("", include("home.sitemaps")),
    *(
        [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})]
        if settings.SERVE_MEDIA
        else []
    ),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("home.correspondence.urls")),
        path("", include("home.feeds")),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]
