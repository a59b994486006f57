from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from search.documents import Section

from ..words import plain
from .part import BodyPart

CELL = ["bold", "italic", "link", "document-link"]


class DataTableBlock(BodyPart):
    """A table as rows of cells, so that each cell can be translated and each row found."""

    number = blocks.CharBlock(
        label=_("Number"), max_length=20, required=False, help_text=_("As in the original, such as 8.")
    )
    caption = blocks.CharBlock(label=_("Table heading"), max_length=250, help_text=_("Says what the table shows."))
    columns = blocks.ListBlock(blocks.CharBlock(label=_("Column heading")), label=_("Columns"), min_num=1)
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.RichTextBlock(label=_("Cell"), features=CELL, required=False), label=_("Row")),
        label=_("Rows"),
        min_num=1,
    )
    row_headings = blocks.BooleanBlock(
        label=_("The first column holds headings"),
        required=False,
        default=True,
        help_text=_("Screen readers then say the first cell before the others of its row."),
    )
    note = blocks.TextBlock(label=_("Note"), required=False, help_text=_("Stands below the table."))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/data_table.html"
        description = _("Figures or facts in rows and columns, with a heading.")
        preview_value = {
            "caption": _("Two parties, one level"),
            "columns": [_("Level"), _("Region"), _("Municipality")],
            "rows": [["Makro", "Primärvårdschef", "Socialchef"]],
            "row_headings": True,
        }

    def clean(self, value: Any) -> Any:
        """Every row has a cell for each column. A draft may be incomplete, so it is not asked this."""
        result = super().clean(value)
        if self.is_deferred_validation:
            return result
        width = len(result["columns"])
        wrong = [number for number, row in enumerate(result["rows"], 1) if len(row) != width]
        if wrong:
            message = gettext("Each row needs %(width)s cells. Look at row %(rows)s.") % {
                "width": width,
                "rows": ", ".join(map(str, wrong)),
            }
            raise StructBlockValidationError({"rows": ValidationError(message)})
        return result

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        """Its rows as sentences: "Makro, Primärvårdschef. Meso, …"."""
        number = value["number"]
        address = gettext("Table %(number)s") % {"number": number} if number else gettext("Table")
        lines = [", ".join(filter(None, (plain(cell) for cell in row))) for row in value["rows"]]
        texts = filter(None, [", ".join(value["columns"]), *lines, value.get("note") or ""])
        yield Section(anchor, address, value["caption"], ". ".join(texts))
