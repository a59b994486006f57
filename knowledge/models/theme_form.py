"""Editing a theme: a point says by number which other point has the same outcome, and the row keeps that point's key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, RowForm
from ..words import plain


class DiscussionPointForm(RowForm):
    same_as_number = forms.IntegerField(
        label=_("Same outcome as point"),
        required=False,
        min_value=1,
        help_text=_("The number of the point that has the same outcome, instead of writing it again."),
    )

    def publish_problems(self) -> dict[str, Any]:
        if self.cleaned_data.get("same_as_number") and not plain(self.instance.desired_outcome):
            return {}  # the page's form resolves the number, and says so when there is no such point
        self.instance.same_as = None
        return super().publish_problems()


class ThemePageForm(PageForm):
    """Turns the numbers that the editor sees into the keys that the rows keep, and back.

    A number that the editor has not touched goes on meaning the same point, wherever that point has been moved.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {point.key: point.same_as for point in self.instance.points.all()}
        numbers = {key: number for number, key in enumerate(stored, 1)}
        for row in self.formsets["points"].forms:
            row.instance.same_as = stored.get(row.row_key)
            row.initial["same_as_number"] = numbers.get(row.instance.same_as)

    def is_valid(self) -> bool:
        return super().is_valid() and self._resolve_numbers()

    def _resolve_numbers(self) -> bool:
        """Set `same_as` of each point. False when a number means no other point of the theme."""
        rows = self.formsets["points"].ordered_forms
        keys = [row.instance.key for row in rows]
        for row in rows:
            number = row.cleaned_data.get("same_as_number")
            if "same_as_number" not in row.changed_data:
                self._keep_reference(row, keys)
            elif number and (number > len(keys) or keys[number - 1] == row.instance.key):
                row.add_error("same_as_number", _("There is no other point with this number."))
            else:
                row.instance.same_as = keys[number - 1] if number else None
        return not any(row.errors for row in rows)

    def _keep_reference(self, row: DiscussionPointForm, keys: list[Any]) -> None:
        if row.instance.same_as is None or row.instance.same_as in keys:
            return
        row.instance.same_as = None
        if not self.is_deferred_validation:
            row.add_error("same_as_number", _("The point that it referred to has been removed."))

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """The numbers in the open form follow the points they mean."""
        rows = self.formsets["points"].ordered_forms
        numbers = {row.instance.key: str(number) for number, row in enumerate(rows, 1)}
        return [
            *super().get_field_updates_for_resave(),
            *((row.add_prefix("same_as_number"), numbers.get(row.instance.same_as, "")) for row in rows),
        ]
