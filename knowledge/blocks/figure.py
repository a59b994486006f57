from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from search.documents import Section

from .part import BodyPart


class FigureBlock(BodyPart):
    """An image with what those who do not see it need."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=300,
        help_text=_("What the image shows, for those who do not see it. Do not repeat the caption."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    number = blocks.CharBlock(
        label=_("Number"), max_length=20, required=False, help_text=_("As in the original, such as 2.")
    )
    long_description = blocks.TextBlock(
        label=_("Long description"),
        required=False,
        help_text=_("Needed for diagrams: says in words everything the image says."),
    )
    source = blocks.CharBlock(label=_("Source of the image"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "blocks/figure.html"
        description = _("An image or a diagram with caption and alternative text.")

    def get_preview_value(self) -> Any:
        """The newest image of the library, since an image cannot be made up."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize({"image": image, "caption": _("Two parties, one level"), "alt": ""})

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        number = value["number"]
        address = gettext("Figure %(number)s") % {"number": number} if number else gettext("Figure")
        yield Section(anchor, address, value["caption"], f"{value['alt']} {value['long_description']}".strip())
