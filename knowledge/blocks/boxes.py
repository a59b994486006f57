from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from search.documents import Section

from ..fields import PROSE
from ..words import plain
from .part import BodyPart


class FactBoxBlock(BodyPart):
    """A short aside that stands out from the text."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "blocks/fact_box.html"
        description = _("A short aside with a line at its side. At most two per page.")
        preview_value = {"title": _("Worth knowing"), "text": "<p>Materialet är fritt att anpassa.</p>"}

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        yield Section(anchor, gettext("Fact box"), value["title"] or "", plain(value["text"]))


class QuoteBlock(BodyPart):
    """Somebody's own words, with who says them as a role."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks; the page writes them."))
    attribution = blocks.CharBlock(
        label=_("Who is quoted"), max_length=150, required=False, help_text=_("A role, never a name: district nurse.")
    )
    source = blocks.CharBlock(
        label=_("Source"), max_length=200, required=False, help_text=_("Where it was said or written.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("Somebody's own words, when they say more than ours. Not for decoration.")
        preview_value = {
            "text": "Vi slutade fråga vems patienten är och började fråga vad hon behöver.",
            "attribution": "Enhetschef, kommunal hemsjukvård",
        }

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        words = filter(None, (value["text"], value["source"]))
        yield Section(anchor, gettext("Quote"), value["attribution"] or "", " ".join(words))
