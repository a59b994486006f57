from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from ..fields import PROSE


class FactBoxBlock(blocks.StructBlock):
    """A short aside that stands out from the text."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "blocks/fact_box.html"
        description = _("A short aside with a line at its side. At most two per page.")
        preview_value = {"title": _("Worth knowing"), "text": "<p>Materialet är fritt att anpassa.</p>"}
