"""YAML at the top of a Markdown file, with the lines of every key."""

import re
from typing import Any, ClassVar

import yaml

from django.utils.translation import gettext as _

from ..document import Given, Span, UnreadableError

FENCE = "---"
_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_SAFE):
    """Plain YAML: texts, whole numbers, true, false and nothing.

    Dates stay as they are written, since a source may have only a month or an impossible day; so do 04, 4:12 and no.
    """

    yaml_implicit_resolvers: ClassVar[dict] = {}


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])


def split(lines: list[str]) -> tuple[dict[str, Given], int]:
    """The front matter, and how many lines it takes with its fences. Raises UnreadableError when it is broken."""
    if not lines or lines[0].rstrip() != FENCE:
        return {}, 0
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return parse("\n".join(lines[1:index])), index + 1
    raise UnreadableError(_("The front matter that begins on line 1 never ends."))


def parse(text: str) -> dict[str, Given]:
    """The keys of a YAML text that stands from line 2. Raises UnreadableError."""
    try:
        # Aliases can make a short text unfold into a gigantic one.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=Loader)):
            raise UnreadableError(_("The front matter uses YAML aliases, which are not allowed."))
        loader = Loader(text)
        node = loader.get_single_node()
        data = {} if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(_broken(error)) from error
    if not isinstance(data, dict):
        raise UnreadableError(_("The front matter on line 2 is not a list of keys and values."))
    return dict(zip(map(str, data), _given(node, list(data.values())), strict=False)) if data else {}


def _given(node: Any, values: list[Any]) -> list[Given]:
    # A key that is repeated keeps its first place and its last value, as YAML's own dictionary does.
    places = {key.value: (key.start_mark, value.end_mark) for key, value in node.value}
    spans = []
    for start, end in places.values():
        last = end.line + 1 if end.column == 0 and end.line > start.line else end.line + 2
        spans.append(Span(start.line + 2, max(last, start.line + 2)))
    return [Given(value, span) for value, span in zip(values, spans, strict=False)]


def _broken(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("The front matter cannot be read.")
    problem = getattr(error, "problem", "") or ""
    return _("The front matter cannot be read: line %(line)s, %(problem)s.") % {
        "line": mark.line + 2,
        "problem": problem,
    }
