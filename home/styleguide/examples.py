"""Reads the examples of components, and makes the few that cannot be written down: forms."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..correspondence.forms import ContactForm, FeedbackForm, VisitorForm
from ..templatetags.form_tags import error_links

FILE = Path(__file__).with_name("examples.yaml")
_COMMENT = re.compile(r"{% comment %}\s*(.*?)\s*{% endcomment %}", re.DOTALL)
_REFERENCE = re.compile(r'\b(id|for|popovertarget|aria-labelledby|aria-describedby|href)="(#?)([^"]*)"')
# What an example stands in, where it cannot stand alone.
WRAPPINGS = {
    "": ("", ""),
    "dl": ('<dl class="facts">', "</dl>"),
    "hits": ('<ol class="hits">', "</ol>"),
    "listing": ('<ol class="listing-rows">', "</ol>"),
    "p": ("<p>Varje ", " har sitt ansvar.</p>"),
    "tiles": ('<ul class="tiles">', "</ul>"),
    "ul": ('<ul class="tools">', "</ul>"),
}


@dataclass(frozen=True)
class Example:
    case: str
    html: SafeString


@dataclass(frozen=True)
class Component:
    """`drawn_by` names the component, or the frame of the page, of which it is a part."""

    name: str
    description: str
    examples: list[Example] = field(default_factory=list)
    drawn_by: str = ""


class Loader(yaml.SafeLoader):
    """YAML with forms: `!form NAME`, `!field NAME.FIELD`, `!errors NAME`."""


def form(name: str) -> VisitorForm:
    """One of the visitors' forms, as it is drawn first or after it was sent with errors."""
    model, _, sent = name.partition("_")
    form: type[VisitorForm] = {"contact": ContactForm, "feedback": FeedbackForm}[model]
    if not sent:
        return form.fresh(0)
    data = QueryDict(mutable=True)
    data.update({"email": "namn@", "text": "", "helped": "no", "comment": "Ring 070-123 45 67."})
    return form(data)


def _field(words: str) -> Any:
    name, _, field_name = words.partition(".")
    return form(name)[field_name]


def _made(loader: Any, tag: str, node: Any) -> Any:
    make: dict[str, Callable[[str], Any]] = {
        "form": form,
        "field": _field,
        "errors": lambda name: error_links(form(name)),
    }
    return make[tag](loader.construct_scalar(node))


Loader.add_multi_constructor("!", _made)


def described() -> dict[str, Any]:
    """What examples.yaml says of each component."""
    return yaml.load(FILE.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - it is a safe loader


def component_templates() -> Iterator[Path]:
    yield from sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))


def components() -> Iterator[Component]:
    """Every component there is a template of, also one that nobody has written examples for."""
    known = described()
    for path in component_templates():
        entry = known.get(path.stem) or []
        found = _COMMENT.search(path.read_text(encoding="utf-8"))
        description = found[1].partition("\nVariables:")[0] if found else ""
        if isinstance(entry, dict):
            yield Component(path.stem, description, drawn_by=entry.get("part_of") or "base/base.html")
        else:
            examples = [_drawn(path.stem, number, variables) for number, variables in enumerate(entry, 1)]
            yield Component(path.stem, description, examples)


def _drawn(name: str, number: int, variables: dict[str, Any]) -> Example:
    before, after = WRAPPINGS[variables.get("wrap", "")]
    html = before + render_to_string(f"components/{name}.html", variables).strip() + after
    return Example(variables["case"], isolated(html, "" if name in {"term", "term_notes"} else f"{name}-{number}"))


def isolated(html: str, suffix: str) -> SafeString:
    """The HTML with ids of its own, so that it can stand on a page with others like it."""
    ids = set(re.findall(r'\bid="([^"]+)"', html)) if suffix else set()

    def own(match: re.Match[str]) -> str:
        attribute, hash_sign, value = match.groups()
        words = [f"{word}-{suffix}" if word in ids else word for word in value.split(" ")]
        return f'{attribute}="{hash_sign}{" ".join(words)}"'

    return mark_safe(_REFERENCE.sub(own, html))  # noqa: S308 - drawn by our own templates
