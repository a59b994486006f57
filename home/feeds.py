"""What is new, as an Atom feed in each language, for those who follow the portal from elsewhere."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from wagtail.models import Locale

from .cards import Card, cards
from .start import published_pages

NEWEST = 30


class NewsFeed(Feed):
    """The pages that were published last, of those that anyone may read."""

    feed_type = Atom1Feed
    title = _("Nära vård: new and changed")
    subtitle = _("Pages that have been published or changed.")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        return request

    def link(self, request: HttpRequest) -> str:
        return f"/{get_language()}/"

    def feed_url(self, request: HttpRequest) -> str:
        return reverse("news_feed")

    def items(self, request: HttpRequest) -> list[Card]:
        locale = Locale.objects.filter(language_code=get_language()).first()
        if locale is None:
            return []
        newest = published_pages(locale.pk).order_by("-last_published_at", "-pk")[:NEWEST]
        return [card for card in cards(newest) if card.page.get_url(request)]

    def item_title(self, item: Card) -> str:
        return item.page.title

    def item_description(self, item: Card) -> str:
        return item.summary

    def item_link(self, item: Card) -> str:
        return item.page.get_url()

    def item_guid(self, item: Card) -> str:
        """The same wherever the page is moved to."""
        return f"urn:uuid:{uuid.uuid5(item.page.translation_key, str(get_language()))}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Card) -> datetime:
        return item.page.first_published_at or item.page.last_published_at

    def item_updateddate(self, item: Card) -> datetime:
        return item.page.last_published_at

    def item_categories(self, item: Card) -> list[str]:
        return [item.label]


# A page that is withdrawn, or made private, must not live on in a cache.
urlpatterns = [
    path(pgettext_lazy("address", "news.atom"), cache_control(no_cache=True)(NewsFeed()), name="news_feed"),
]
