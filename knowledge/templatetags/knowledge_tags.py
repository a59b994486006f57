"""What the page types hold, in the shape that the components take."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from ..models import DecisionPage, KnowledgePage, ThemePage
from ..models.area import Area
from ..related import RelatedGroup
from ..words import plain

register = template.Library()

Variables = dict[str, Any]


@register.filter
def html(value: str) -> SafeString:
    """Rich text with its links resolved; empty when it holds no words."""
    return mark_safe(expand_db_html(value)) if plain(value) else SafeString()  # noqa: S308 — rich text is cleaned when saved


def link(context: Context, page: Page, **others: Any) -> Variables:
    """What lists and navigation say of a page. A page that is not read as its own type has its title alone."""
    return {
        "title": page.title,
        "short_title": getattr(page, "short_title", page.title),
        "summary": getattr(page, "summary", ""),
        "number": getattr(page, "number_label", ""),
        "url": page.get_url(context.get("request")),
        **others,
    }


@register.simple_tag(takes_context=True)
def related_links(context: Context, groups: Iterable[RelatedGroup]) -> list[Variables]:
    """Related pages by family, each with its relation in words."""
    return [
        {
            "family": group.family.code,
            "label": group.family.label,
            "links": [link(context, related.page, relation=related.relation) for related in group.pages],
        }
        for group in groups
    ]


@register.simple_tag(takes_context=True)
def area_links(context: Context, page: KnowledgePage) -> list[Variables]:
    """The page's areas by vocabulary, each leading to the other pages of the area. Those that it describes, it lists."""
    labels: dict[str, list[Variables]] = {}
    for area in (area for area in page.areas if not area.described_here):
        entry = {"text": area.name, "url": area_url(context, page, area), "note": area.period}
        labels.setdefault(capfirst(str(area._meta.verbose_name_plural)), []).append(entry)
    return [{"label": label, "entries": entries} for label, entries in labels.items()]


def area_url(context: Context, page: KnowledgePage, area: Area) -> str:
    """The list of the area's pages, where the area is described; without such a page a search for them."""
    described_on = page.linked_pages.get(area.described_on)
    if described_on is None:
        # The area's name is among the keywords of its pages, so the search finds them all.
        return f"{reverse('search')}?{urlencode({'q': area.name, area.facet: area.translation_key})}"
    return f"{described_on.get_url(context.get('request'))}#{area.anchor}"


@register.simple_tag(takes_context=True)
def page_links(context: Context, pages: Iterable[Page], current: Page | None = None) -> list[Variables]:
    """Pages as links, the one that is shown marked."""
    return [link(context, page, current=current is not None and page.pk == current.pk) for page in pages]


@register.simple_tag(takes_context=True)
def numbered_link(context: Context, page: Page | None) -> Variables | None:
    """A page as one link, its number before its title; None where there is no page."""
    if page is None:
        return None
    found = link(context, page)
    return {**found, "title": f"{found['number']} {found['title']}".strip()}


@register.simple_tag
def discussion_points(theme: ThemePage) -> list[Variables]:
    points = theme.discussion_points
    return [
        {
            "anchor": point.anchor,
            "heading": point.heading,
            "text": html(point.text),
            "why": html(point.why),
            "outcome": html(point.outcome),
            "sub_points": point.sub_points_list,
            "same_as": points[point.same_as_number - 1] if point.same_as_number else None,
        }
        for point in points
    ]


@register.simple_tag
def questions(page: KnowledgePage) -> list[Variables]:
    return [{"anchor": item.anchor, "question": item.question, "answer": html(item.answer)} for item in page.faq.all()]


@register.simple_tag
def block_questions(anchored: Iterable[tuple[str, Any]]) -> list[Variables]:
    """Questions of a block in running text."""
    return [
        {"anchor": anchor, "question": row["question"], "answer": html(row["answer"].source)}
        for anchor, row in anchored
    ]


@register.filter
def file_facts(document: Any) -> str:
    """Format and size of a document: "pdf, 1,2 MB". Without a size where the file is missing."""
    size = document.get_file_size()
    return ", ".join(filter(None, (document.file_extension.lower(), filesizeformat(size) if size else "")))


@register.simple_tag
def check_groups(page: Any) -> list[Variables]:
    return [{"label": label, "checks": [item.text for item in items]} for label, items in page.checklist_by_phase]


@register.simple_tag
def parties(rows: Iterable[Any]) -> list[Variables]:
    """Participants of one level by party, each with its roles."""
    return [
        {"title": row.get_party_display(), "roles": row.roles_list, "responsibility": row.responsibility}
        for row in rows
    ]


@register.simple_tag
def ladder(page: KnowledgePage) -> Variables | None:
    """The levels with the page's own marked; None when it has no level."""
    current = page.levels
    if not current:
        return None
    aliases = current[0].aliases_list if len(current) == 1 else []
    return {
        "levels": [{"name": step.level.name, "current": step.current} for step in page.level_ladder],
        "alias_text": f"{_('Also called:')} {', '.join(aliases)}" if aliases else "",
    }


@register.simple_tag
def owners_of_numbers(page: Any) -> list[Variables]:
    """Reference numbers, each with whose it is."""
    numbers = []
    for row in page.diary_numbers.all():
        organisation = page.organisation_map.get(row.organisation_id)
        note = ", ".join(str(part) for part in (organisation.label if organisation else "", row.role) if part)
        numbers.append({"text": row.number, "note": note})
    return numbers


@register.simple_tag
def motion_rows(page: DecisionPage) -> list[Variables]:
    return [
        {"label": row.get_motion_kind_display(), "text": ". ".join(part for part in (row.who, row.text) if part)}
        for row in page.motions.all()
    ]


@register.simple_tag
def proposition_rows(page: DecisionPage) -> list[Variables]:
    return [{"label": row.question, "text": row.outcome} for row in page.propositions.all()]


@register.simple_tag
def siblings_of(title: str, links: list[Variables]) -> Variables:
    return {"title": title, "links": links}


@register.simple_tag
def method_table(page: Any) -> Variables:
    """Columns and rows of the methods of a report."""
    return {
        "columns": [_("Method"), _("Participants"), {"label": _("Number"), "number": True}, _("Places")],
        "rows": [
            [row.method, row.audience, "" if row.count is None else str(row.count), row.places]
            for row in page.methods.all()
        ],
    }
