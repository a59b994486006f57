from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from ..fields import PROSE


class HeadingBlock(blocks.StructBlock):
    """A heading that divides the running text. The page's title is its only h1."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level of heading"),
        choices=[("h2", _("Section (h2)")), ("h3", _("Part of a section (h3)")), ("h4", _("Smallest part (h4)"))],
        default="h2",
        help_text=_("Do not skip a level: an h3 stands below an h2."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Divides the text. Each heading gets an address of its own and is found by the search.")
        preview_value = {"text": _("How the work began"), "level": "h2"}


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>Region och kommun planerar tillsammans.</p>"

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=PROSE, **kwargs)
