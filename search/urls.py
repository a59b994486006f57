"""Addresses of the search, in the language of the page: /sv/sok/, /fi/haku/, /en/search/."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from . import suggestion_view, views

urlpatterns = [
    path(pgettext_lazy("address", "search/"), views.search, name="search"),
    path(pgettext_lazy("address", "search/suggestions/"), suggestion_view.suggestions, name="search-suggestions"),
]
