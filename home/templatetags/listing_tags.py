"""Rows of lists and tiles of the start page, each written with one tag."""

from urllib.parse import urlencode

from django import template
from django.template import Context
from django.template.loader import render_to_string

from wagtail.templatetags.wagtailcore_tags import pageurl

from ..cards import Card
from ..models import Entrance, HomePage

register = template.Library()


@register.simple_tag(takes_context=True)
def listing_row(context: Context, card: Card, level: int) -> str:
    """A page in a list. `level` is that of its heading."""
    row = {
        "title": card.page.title,
        "number": card.number,
        "url": pageurl(context, card.page),
        "family": card.family.code,
        "summary": card.summary,
        "state": card.validity.words,
        "facts": card.facts,
        "level": level,
    }
    return render_to_string("components/listing_row.html", row)


@register.simple_tag(takes_context=True)
def entrance_tile(context: Context, entrance: Entrance) -> str:
    """A way in, in the colour of the page it leads to."""
    url = pageurl(context, entrance.target)
    return render_to_string(
        "components/tile.html",
        {"title": entrance.title, "text": entrance.text, "url": url, "family": entrance.shown_family},
    )


@register.simple_tag
def example_links(home: HomePage, search_url: str) -> list[dict[str, str]]:
    """The example searches as links."""
    return [{"text": text, "url": f"{search_url}?{urlencode({'q': text})}"} for text in home.example_searches_list]
