"""A small whole site: start pages in three languages, one page of each kind, and the ways to make it large.

`Site` holds the pages by kind. `fill` gives a page as many rows as wanted of every relation that its type has, so a new
relation is covered as soon as a page type declares it. `add_many` makes thousands of pages in a few statements.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page
from wagtail.models import Site as WagtailSite

from home.models import ContactPage, HomePage, SectionPage, StandardPage, StatementPage
from knowledge.kinds import page_types
from knowledge.models import Film, PageRelation
from knowledge.models.rows import ChildRow
from knowledge.models.vocabulary import VocabularyItem

_numbers = count(1)
BATCH = 100


def make_home(language: str = "sv", of: HomePage | None = None) -> HomePage:
    """A start page; the first one becomes the root of the only site, the others (`of`) are its translations."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    if of is not None:
        home = of.copy_for_translation(locale)
        home.save_revision().publish()
        return home
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home = HomePage(title="Nära vård", slug="start", summary="Om nära vård.", senders="Regionen", locale=locale)
    root.add_child(instance=home)
    WagtailSite.objects.all().delete()
    WagtailSite.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def add(parent: Page, model: type[Page], title: str, **fields: Any) -> Any:
    """A live page of any type, with all that publishing demands."""
    values = {**required(model), "slug": f"plats-{next(_numbers)}", "summary": "Om sidan.", "locale": parent.locale}
    page = model(title=title, **values | fields)
    return parent.add_child(instance=page)


def required(model: type[Page]) -> dict[str, Any]:
    """A value for each field of the type's own that must not be empty, and each tick that publishing demands."""
    ticks = {field.name: True for field in model._meta.local_fields if field.name.endswith("_checked")}
    fields = (field for field in model._meta.local_fields if not field.is_relation and not field.has_default())
    needed = {field.name: field for field in fields if not field.blank}
    prose = {name: "<p>Så är det.</p>" for name, field in needed.items() if isinstance(field, RichTextField)}
    return {name: _plain_value(field, 0) for name, field in needed.items()} | prose | ticks


def add_section(parent: Page, title: str, kind: str = "", **fields: Any) -> SectionPage:
    return add(parent, SectionPage, title, listed_kind=kind, **{"show_in_menus": True} | fields)


def add_statement(parent: Page, **fields: Any) -> StatementPage:
    values = {"responsible_actor": "Regionen", "service_name": "portalen", "assessed_on": date(2026, 9, 1)}
    return add(
        parent, StatementPage, "Tillgänglighetsredogörelse", **values | {"updated_on": date(2026, 9, 1)} | fields
    )


def add_contact(parent: Page) -> ContactPage:
    return add(parent, ContactPage, "Kontakt")


def one_of_each(home: HomePage) -> dict[str, Page]:
    """A page of every kind, by its kind's code, those above others first; "listing" is a section that lists the decisions."""
    listing = add_section(home, "Beslut", "decision")
    pages: dict[str, Page] = {"home": home, "section": add_section(home, "Mer"), "listing": listing}
    missing = {code: model for code, model in page_types().items() if code not in pages}
    while missing:
        for code, model in list(missing.items()):
            above = [each.kind.code for each in model.clean_parent_page_models() if hasattr(each, "kind")]
            if len(above) > 1 or above[0] in pages:
                parent = home if len(above) > 1 else pages[above[0]]
                pages[code] = add(listing if code == "decision" else parent, missing.pop(code), f"Sidan {code}")
    set_purpose(pages["standard"])
    return pages


def set_purpose(page: Page) -> None:
    """Give the page a place in the footer."""
    page.purpose = StandardPage.Purpose.ABOUT_SITE
    page.save()


def add_parts(page: Page, number: int) -> None:
    """Many pages below one whose type has one type of them, as the steps of a guide."""
    models = type(page).clean_subpage_models()
    if len(models) == 1:
        fields = {"number": lambda i: i + 2} if hasattr(models[0], "number") else {}
        add_many(page, models[0], number, **fields)


def fill(page: Page, number: int, targets: Iterable[Page]) -> None:
    """Set the number of the page's rows in every relation of its type. Rows name different items and different pages."""
    page = page.specific
    named = _Named(list(targets), page.locale_id, number)
    for relation in get_all_child_relations(type(page)):
        model = relation.related_model
        if issubclass(model, ChildRow):
            model._default_manager.filter(**{relation.field.name: page.pk}).delete()
            model._default_manager.bulk_create(
                model(**{f"{relation.field.name}_id": page.pk} | _values(model, i, named)) for i in range(number)
            )
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            setattr(page, field.name, json.dumps([block for i in range(number) for block in _blocks(i, named)]))
        elif isinstance(field, RichTextField):
            setattr(page, field.name, named.rich_text(0))
        elif field.is_relation and field.null and issubclass(field.related_model, VocabularyItem):
            setattr(page, field.attname, named.item(field.related_model, 0))
    page.save(clean=False)


def name_from(page: Page, others: Iterable[Page]) -> None:
    """Let the other pages name this one as related."""
    PageRelation.objects.bulk_create(PageRelation(page=other, target=page) for other in others)


def add_many(parent: Page, model: type[Page], number: int, /, **fields: Any) -> list[Any]:
    """Live pages below a parent in few statements, without signals: nothing marks them for the index.

    A field may be given as a function of the page's number among them.
    """
    parent.refresh_from_db()
    content_type = ContentType.objects.get_for_model(model)
    moment = timezone.now()
    pages = []
    for i in range(number):
        slug = f"massa-{next(_numbers)}"
        own = {name: value(i) if callable(value) else value for name, value in fields.items()}
        values = {"title": f"Sidan {slug}", "slug": slug, "summary": "Kort om sidan.", "locale_id": parent.locale_id}
        page = model(**values | {"content_type": content_type} | own)
        page.draft_title = page.title
        page.path = model._get_path(parent.path, parent.depth + 1, parent.numchild + 1 + i)
        page.depth, page.url_path = parent.depth + 1, f"{parent.url_path}{slug}/"
        page.last_published_at = page.first_published_at = moment
        page.translation_key = uuid.uuid4()
        pages.append(page)
    Page.objects.bulk_create([_page_part(page) for page in pages])
    ids = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for page in pages:
        page.pk = page.id = ids[page.path]
    for start in range(0, len(pages), BATCH):
        # Django's bulk_create refuses models with several tables; each table by itself it writes.
        own = model._meta.local_concrete_fields
        model._base_manager._insert(pages[start : start + BATCH], fields=own, using="default", raw=True)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    parent.refresh_from_db()
    return pages


def _page_part(page: Page) -> Page:
    names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    return Page(**{name: getattr(page, name) for name in names})


class _Named:
    """What rows point at: pages in turn, and Swedish items of the vocabularies, as many as there are rows."""

    def __init__(self, pages: list[Page], locale_id: int, number: int) -> None:
        self.pages = pages
        self.locale_id = locale_id
        self.number = number
        self._items: dict[type[VocabularyItem], list[int]] = {}

    def page(self, i: int) -> int:
        return self.pages[i % len(self.pages)].pk

    def item(self, model: type[VocabularyItem], i: int) -> int:
        if model not in self._items:
            self._items[model] = self._all_items(model)
        return self._items[model][i]

    def _all_items(self, model: type[VocabularyItem]) -> list[int]:
        swedish = Locale.objects.get(language_code="sv")
        title = next(name for name in ("name", "term", "title") if hasattr(model, name))
        found = model._default_manager.filter(slug__startswith="rad-", locale=swedish).order_by("pk")
        missing = range(found.count(), self.number)
        model._default_manager.bulk_create(
            model(slug=f"rad-{i}", locale=swedish, **{title: f"{model.__name__} {i}"}) for i in missing
        )
        return list(found.values_list("pk", flat=True))

    def rich_text(self, i: int) -> str:
        """Two paragraphs with a link to a page of the site each."""
        links = (self.page(i + step) for step in range(2))
        return "".join(f'<p>Läs <a linktype="page" id="{pk}">mer</a> om det.</p>' for pk in links)


def _values(model: type[models.Model], i: int, named: _Named) -> dict[str, Any]:
    return {
        field.attname: _value(field, i, named)
        for field in model._meta.concrete_fields
        if (not field.primary_key and not field.is_relation) or _is_named(field) or field.name == "locale"
    }


def _is_named(field: models.Field) -> bool:
    """Whether the field names something that a row points at: an item of a vocabulary or another page."""
    if not field.is_relation or field.name == "page":
        return False
    return issubclass(field.related_model, (VocabularyItem, Page))


def _value(field: models.Field, i: int, named: _Named) -> Any:
    if field.name == "locale":
        return named.locale_id
    if field.is_relation:
        return named.page(i) if issubclass(field.related_model, Page) else named.item(field.related_model, i)
    if field.name == "sort_order":
        return i
    if isinstance(field, models.UUIDField):
        return uuid.uuid4() if field.default is not models.NOT_PROVIDED else None
    if isinstance(field, RichTextField):
        return named.rich_text(i)
    if field.choices:
        return field.choices[i % len(field.choices)][0]
    return _plain_value(field, i)


def _plain_value(field: models.Field, i: int) -> Any:
    match field:
        case models.DateField():
            return date(2026, 1 + i % 12, 1)
        case models.IntegerField():
            return i + 1
        case models.URLField():
            return f"https://example.se/{i}"
        case models.EmailField():
            return f"funktion{i}@example.se"
        case models.BooleanField():
            return i == 0
        case _:
            return f"Text {i}"[: field.max_length]


def _blocks(i: int, named: _Named) -> Iterator[dict[str, Any]]:
    text = named.rich_text(i)
    values: dict[str, Any] = {
        "heading": {"text": f"Rubrik {i}", "level": "h2"},
        "text": text,
        "data_table": {"caption": f"Tabell {i}", "columns": ["A", "B"], "rows": [[text, "<p>b</p>"]]},
        "fact_box": {"title": f"Ruta {i}", "text": text},
        "quote": {"text": "Så sade vi.", "attribution": "Chef"},
        "steps": {"title": f"Steg {i}", "steps": [{"heading": "Först", "text": text}]},
        "faq": {"questions": [{"question": "Hur?", "answer": text}]},
        "checklist": {"title": f"Lista {i}", "checks": ["Bjud in."]},
        "links": {
            "title": f"Mer {i}",
            "links": [{"text": "Läs", "page": named.page(i)}, {"text": "Läs", "page": named.page(i + 1)}],
        },
        "film": {"film": named.item(Film, i)},
    }
    for block_type, value in values.items():
        yield {"type": block_type, "value": value, "id": str(uuid.uuid4())}
