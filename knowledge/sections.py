"""From what an editor wrote to what visitors find: plain text, the parts of a page and the sections of running text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail.blocks import StreamValue

from search.documents import Section

from .blocks.body import block_anchor
from .words import plain


@dataclass(frozen=True)
class Part:
    """One part of a page, in reading order: what "On this page" says of it, and what the search finds in it."""

    outline: list[dict[str, str]]
    sections: list[Section] = field(default_factory=list)


def in_page_language(method: Callable[..., Iterable[Section]]) -> Callable[..., list[Section]]:
    """Run a method that yields labels in the page's own language, whatever language is active."""

    @wraps(method)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> list[Section]:
        with translation.override(self.locale.language_code):
            return list(method(self, *args, **kwargs))

    return wrapper


def page_sections(page: Any) -> Iterator[Section]:
    """The page's beginning and then its parts."""
    yield Section("", "", page.title, page.summary)
    for part in page.parts():
        yield from part.sections


def outline_entry(anchor: str, title: str) -> list[dict[str, str]]:
    return [{"anchor": anchor, "title": title}] if anchor else []


def heading(anchor: str, title: str) -> Part:
    """A part that stands on the page under a heading of its own and whose content is found elsewhere."""
    return Part(outline_entry(anchor, title))


def prose(anchor: str, title: str, value: Any, *, shown_when_empty: bool = False) -> Part:
    """A field of rich or plain text under a heading of its own; without an anchor it stands at the page's beginning."""
    return row_list(anchor, title, [plain(value)], shown_when_empty=shown_when_empty)


def row_list(anchor: str, title: str, texts: Iterable[str], *, shown_when_empty: bool = False) -> Part:
    """Rows that are found together, under the heading of their list."""
    found = [text for text in texts if text]
    if not found:
        return heading(anchor, title) if shown_when_empty else Part([])
    return Part(outline_entry(anchor, title), [Section(anchor, "", title, ". ".join(found))])


def rows(anchor: str, title: str, sections: Iterable[Section]) -> Part:
    """Rows that are found one by one, each under its own anchor."""
    found = list(sections)
    return Part(outline_entry(anchor, title), found) if found else Part([])


def headed(anchor: str, title: str, part: Part) -> Part:
    """A part under a heading of the page's own, which stands in the outline instead of the part's headings."""
    if not part.sections:
        return part
    first, *others = part.sections
    if not first.anchor:
        first = replace(first, anchor=anchor, heading=first.heading or title)
    return Part(outline_entry(anchor, title), [first, *others])


def numbered(address: str, items: Iterable[Any], heading: str, text: str = "") -> Iterator[Section]:
    """One section for each row, with its number in the address. `heading` and `text` are the names of fields."""
    for number, item in enumerate(items, 1):
        words = plain(getattr(item, text)) if text else ""
        yield Section(item.anchor, address % {"number": number}, getattr(item, heading), words)


def faq(items: Iterable[Any]) -> Part:
    sections = numbered(_("Question %(number)s"), items, "question", "answer")
    return rows("fragor", _("Questions and answers"), sections)


def checklist(items: Iterable[Any]) -> Part:
    return row_list("checklista", _("Checklist"), (item.text for item in items))


def references(items: Iterable[Any]) -> Part:
    texts = (
        ", ".join(filter(None, [item.title, item.publisher, str(item.year or ""), item.identifier])) for item in items
    )
    return row_list("referenser", _("References"), texts)


def body(value: StreamValue, address: str = "") -> Part:
    """Running text as `body_sections` divides it; its h2 headings stand in the outline."""
    return Part(body_outline(value), list(body_sections(value, address)))


def body_outline(value: StreamValue) -> list[dict[str, str]]:
    """The h2 headings of running text."""
    return [
        {"anchor": block_anchor(child), "title": child.value["text"]}
        for child in value
        if child.block_type == "heading" and child.value["level"] == "h2"
    ]


def body_sections(value: StreamValue, address: str = "") -> Iterator[Section]:
    """What stands before the first heading, then one section per heading, and those of each block between headings.

    `address` is what the headings' sections are called in the margin; the blocks carry their own.
    """
    anchor, heading = "", ""
    texts: list[str] = []
    blocks: list[Section] = []

    def flush() -> Iterator[Section]:
        if heading or texts:
            yield Section(anchor, address, heading, " ".join(texts))
        yield from blocks

    for child in value:
        if child.block_type == "text":
            texts.append(plain(child.value))
        elif child.block_type == "heading":
            yield from flush()
            anchor, heading, texts, blocks = block_anchor(child), child.value["text"], [], []
        else:
            blocks.extend(child.block.search_sections(child.value, block_anchor(child)))
    yield from flush()
