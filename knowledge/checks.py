"""System checks of what must hold for every page type and block."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from wagtail.blocks import Block, StreamBlock
from wagtail.models import get_page_models

from .blocks import BodyPart, HeadingBlock, TextBlock
from .fields import CompactStreamField
from .kinds import Kind
from .models import BasePage, KnowledgePage

ABSTRACT = {BasePage, KnowledgePage}
# Text belongs to the section of the heading above it.
RUNNING = (HeadingBlock, TextBlock, StreamBlock)


def portal_page_types() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


@register()
def page_types_are_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each page type says its kind, yields its own sections and has a template."""
    types = portal_page_types()
    return [*missing_kinds(types), *shared_kinds(types), *missing_sections(types), *missing_templates(types)]


@register()
def blocks_are_presentable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each block that an editor can insert has a template, says what it is for and what is found in it."""
    blocks = {type(block): block for model in portal_page_types() for block in blocks_of(model)}
    return [message for block in blocks.values() for message in block_messages(block)]


def missing_kinds(types: Iterable[type[BasePage]]) -> Iterator[Error]:
    for model in types:
        if not isinstance(getattr(model, "kind", None), Kind):
            yield Error(
                f"{model._meta.label} has no kind.",
                hint='Declare it in the class: kind = Kind("code", FAMILY, _("Label")).',
                obj=model,
                id="knowledge.E001",
            )


def shared_kinds(types: Iterable[type[BasePage]]) -> Iterator[Error]:
    codes = Counter(model.kind.code for model in types if hasattr(model, "kind"))
    for model in types:
        if hasattr(model, "kind") and codes[model.kind.code] > 1:
            yield Error(
                f"{model._meta.label} shares the kind “{model.kind.code}” with another page type.",
                hint="Give each page type a code of its own; the importer and the index tell types apart by it.",
                obj=model,
                id="knowledge.E002",
            )


def missing_sections(types: Iterable[type[BasePage]]) -> Iterator[Error]:
    for model in types:
        owner = next(base for base in model.__mro__ if "search_sections" in vars(base))
        if owner in ABSTRACT or not issubclass(owner, BasePage):
            yield Error(
                f"{model._meta.label} does not say which sections it has.",
                hint="Override search_sections; `sections.page_sections(self)` yields the beginning and all parts.",
                obj=model,
                id="knowledge.E003",
            )


def missing_templates(types: Iterable[type[BasePage]]) -> Iterator[Error]:
    for model in types:
        if not template_exists(model.template):
            yield Error(
                f"{model._meta.label} has no template.",
                hint=f"Add templates/{model.template}.",
                obj=model,
                id="knowledge.E004",
            )


def blocks_of(model: type[BasePage]) -> Iterator[Block]:
    """The stream blocks of a page type and what an editor can insert in them."""
    for field in model._meta.get_fields():
        if isinstance(field, CompactStreamField):
            yield field.stream_block
            yield from field.stream_block.child_blocks.values()


def block_messages(block: Block) -> Iterator[Error]:
    name = type(block).__name__
    template = getattr(block.meta, "template", None)
    if not template or not template_exists(template):
        yield Error(
            f"The block {name} has no template.",
            hint="Set Meta.template to a file in templates/blocks/.",
            obj=block,
            id="knowledge.E005",
        )
    if not getattr(block.meta, "description", ""):
        yield Error(
            f"The block {name} has no description.",
            hint="Set Meta.description: one sentence that tells an editor when to use it.",
            obj=block,
            id="knowledge.E006",
        )
    if not isinstance(block, RUNNING) and not is_found(block):
        yield Error(
            f"The block {name} does not say what the search finds in it.",
            hint="Inherit BodyPart and yield its sections in search_sections.",
            obj=block,
            id="knowledge.E007",
        )


def is_found(block: Block) -> bool:
    return isinstance(block, BodyPart) and type(block).search_sections is not BodyPart.search_sections


def template_exists(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True
