from typing import Any

from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from .forms import RowForm


class RowsPanel(InlinePanel):
    """Child rows whose forms know the page's language and what the row needs before it can be published."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        model = self.db_field.related_model
        row_options = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": get_form_for_model(
                model,
                form_class=getattr(model, "form_class", RowForm),
                defer_required_on_fields=row_options.get("defer_required_on_fields", []),
            ),
            "inherit_kwargs": ["page_locale"],
        }
        return options
