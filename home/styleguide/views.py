from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString

from wagtail.blocks import Block, StreamBlock

from knowledge.checks import blocks_of, portal_page_types

from .examples import components, isolated


@dataclass(frozen=True)
class ShownBlock:
    name: str
    label: str
    description: str
    html: SafeString


def styleguide(request: HttpRequest) -> HttpResponse:
    """For those who develop the portal: nothing of it is for visitors. `?language=fi` shows it in another language."""
    if not settings.DEBUG:
        raise Http404
    language = request.GET.get("language", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return render(request, "home/styleguide/page.html", {"blocks": shown_blocks(), "components": components()})


def editor_blocks() -> dict[str, Block]:
    """Every block that an editor can insert somewhere, by the name of its class."""
    blocks = [block for model in portal_page_types() for block in blocks_of(model)]
    return {type(block).__name__: block for block in blocks if not isinstance(block, StreamBlock)}


def shown_blocks() -> Iterator[ShownBlock]:
    """Each block as the preview in the editor shows it."""
    for name, block in editor_blocks().items():
        html = block.render(block.get_preview_value())
        yield ShownBlock(name, str(block.label), str(block.get_description()), isolated(html, f"block-{name}"))
