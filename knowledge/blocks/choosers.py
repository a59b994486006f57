"""Blocks that name a page or a film. What all the texts of a page name is read together, by `knowledge.links`."""

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class _Unread:
    """Keeps the key of what is chosen and reads nothing: each block would otherwise cost a query wherever it stands."""

    model_class: Any

    def to_python(self, value: int | None) -> Any:
        return None if value is None else self.model_class(pk=value)

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        return [self.to_python(value) for value in values]

    def get_form_state(self, value: Any) -> Any:
        """The form shows the title of what is chosen, so there it is read."""
        return super().get_form_state(value and value.pk)  # type: ignore[misc]


class NamedPageBlock(_Unread, PageChooserBlock):
    """Names a page."""


class NamedFilmBlock(_Unread, SnippetChooserBlock):
    """Names a film in the language in which the page was first written; what is shown is its translation.

    So a page can be translated before its films are.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("knowledge.Film", **kwargs)

    def get_translatable_segments(self, value: Any) -> list:
        return []

    def restore_translated_segments(self, value: Any, segments: list) -> Any:
        return value
