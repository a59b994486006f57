"""Widgets of the editing forms."""

from typing import Any
from urllib.parse import urlencode

from wagtail.models import Locale
from wagtail.snippets.widgets import AdminSnippetChooser

# The chooser's views filter by this parameter and keep it through searching and paging. Wagtail's script adds a
# parameter of its own, `locale`, so this one has another name.
LOCALE_PARAMETER = "locale_id"


class VocabularyChooser(AdminSnippetChooser):
    """Chooses among the items of one language: that of the page or item being edited."""

    locale: Locale | None = None

    def get_chooser_modal_url(self) -> str:
        url = super().get_chooser_modal_url()
        return f"{url}?{urlencode({LOCALE_PARAMETER: self.locale.pk})}" if self.locale else url


def limit_choosers(form: Any, locale: Locale | None) -> None:
    """Let every vocabulary chooser of the form offer items of this locale only."""
    for field in form.fields.values():
        if isinstance(field.widget, VocabularyChooser):
            field.widget.locale = locale
