"""What an editor sees of the search beside a document."""

from typing import Any

from django import template

from ..files.states import FileState, states_of_document

register = template.Library()


@register.simple_tag
def file_states(document: Any) -> list[FileState]:
    return states_of_document(document)
