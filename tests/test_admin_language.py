"""The admin speaks Swedish of everything that is our own: models, forms, blocks, menus and reports; and so do the parts of
Wagtail that an editor meets.

What nobody has translated comes out the same in English and in Swedish.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from django.apps import apps
from django.db.models import Field, Model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation.trans_real import DjangoTranslation

from wagtail import admin, hooks
from wagtail.admin.panels import PanelPlaceholder
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import Page

from home.correspondence.reports import CommentReport, FeedbackReport, MessageReport
from home.models import StandardPage
from home.translation_report import TranslationReport
from knowledge.imports.views import DocumentImportViewSet
from knowledge.models import Row, ThemePage
from knowledge.models.vocabulary import VocabularyItem
from knowledge.viewsets import VocabularyViewSetGroup
from search.editing.viewsets import SearchViewSetGroup
from search.index_report import STATES, IndexReport
from search.models import PromotedResult, Synonyms
from tests.conftest import ROOT
from tests.home.site import add, make_home

OURS = ("portal", "home", "knowledge", "search")
MODELS = [model for app in ("home", "knowledge", "search") for model in apps.get_app_config(app).get_models()]
SNIPPETS = (VocabularyItem, Synonyms, PromotedResult)
IN_FORMS = (Page, Row, *SNIPPETS)
GROUPS = (VocabularyViewSetGroup, SearchViewSetGroup)
UNLABELLED = {"sort_order", "locale", "page", "page_ptr"}  # what a row belongs to, and the order of rows
EDITED = [model for model in MODELS if issubclass(model, (Page, *SNIPPETS))]
REPORTS = [CommentReport, FeedbackReport, MessageReport, TranslationReport]
LANGUAGE_NAMES = {"Suomi", "English"}
# Swedish words that are English too.
SAME_IN_BOTH = {
    "film",
    "organisation",
    "period",
    "proposition",
    "region",
    "relation",
    "reservation",
    "slug",
    "status",
    "text",
}

GETTEXT = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}
WITH_CONTEXT = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2, "npgettext_lazy": 2}

# Where the texts of Wagtail stand that an editor meets; in the last one those of its scripts.
IN_EDITING = (
    "forms/",
    "templates/wagtailadmin/generic/",
    "templates/wagtailadmin/home/",
    "templates/wagtailadmin/notifications/",
    "templates/wagtailadmin/pages/",
    "templates/wagtailadmin/shared/",
    "userbar.py",
    "views/generic/",
    "views/pages/",
    "views/reports/",
    "src/",
)
# Only for sites that keep their trees alike in all languages, for snippets without a name, or without a word of their own.
NOT_MET = re.compile(r"translated child page|^%\(\w+\)s( object \(%\(id\)s\)|:| %\(\w+\)s|: %\(\w+\)s)$")

Texts = Callable[[], Iterator[Any]]


def not_translated(texts: Texts) -> set[str]:
    """The texts that are the same in English and in Swedish."""
    with translation.override("en"):
        english = [str(text) for text in texts() if text]
    with translation.override("sv"):
        swedish = [str(text) for text in texts() if text]
    same = {text for text, other in zip(english, swedish, strict=True) if text == other}
    return {text for text in same if sum(map(str.isalpha, text)) > 1 and text.lower() not in SAME_IN_BOTH}


def field_texts(field: Field) -> Iterator[Any]:
    yield from (field.verbose_name, field.help_text)
    yield from (label for _value, label in field.flatchoices)


def model_texts(model: type[Model]) -> Iterator[Any]:
    """Names of the model, and the fields that it adds to those of Wagtail and Django."""
    yield from (model._meta.verbose_name, model._meta.verbose_name_plural)
    for field in model._meta.get_fields():
        if isinstance(field, Field) and field.model._meta.app_label in OURS and is_shown(field):
            yield from field_texts(field)
        if isinstance(field, StreamField):
            yield from block_texts(field.stream_block)


def is_shown(field: Field) -> bool:
    """Whether people meet the field: it has a label to translate, or stands in a form."""
    in_form = issubclass(field.model, IN_FORMS) and field.editable and field.name not in UNLABELLED
    return not field.primary_key and (isinstance(field.verbose_name, Promise) or in_form)


def block_texts(block: Block, seen: set[int] | None = None) -> Iterator[Any]:
    """Labels, groups, help texts and choices of a block and of those within it."""
    seen = set() if seen is None else seen
    if id(block) in seen:
        return
    seen.add(id(block))
    yield from (block.label if block.name else "", block.meta.group if hasattr(block.meta, "group") else "")
    yield getattr(block.meta, "help_text", "")
    yield getattr(getattr(block, "field", None), "help_text", "")
    inner = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    for each in inner:
        yield from block_texts(each, seen)


def panel_texts(panel: Any) -> Iterator[Any]:
    """Headings, labels and help texts of a form's parts."""
    if isinstance(panel, str):  # the name of a field
        return
    panel = panel.construct() if isinstance(panel, PanelPlaceholder) else panel
    yield from (panel.heading, getattr(panel, "label", ""), panel.help_text)
    for child in getattr(panel, "children", ()):
        yield from panel_texts(child)


def form_texts(model: type[Model]) -> Iterator[Any]:
    """Of what our own code gives the form; fields' own labels are those of the model."""
    definition = getattr(model, "edit_handler", None)
    for panel in [definition] if definition else getattr(model, "panels", []):
        yield from panel_texts(panel)


def column_texts(columns: list[Any]) -> Iterator[Any]:
    yield from (column.label for column in columns if isinstance(column, Column))


def report_texts(view: type[ReportView]) -> Iterator[Any]:
    yield view.page_title
    yield from column_texts(view.columns)
    yield from (getattr(column, "words", "") for column in view.columns)
    yield from view.export_headings.values()


def ours(hook: str) -> Iterator[Any]:
    return (function() for function in hooks.get_hooks(hook) if function.__module__.split(".")[0] in OURS)


def menu_texts() -> Iterator[Any]:
    for hook in ("register_reports_menu_item", "register_admin_menu_item", "register_settings_menu_item"):
        yield from (item.label for item in ours(hook))
    yield from (viewset.menu_label for viewset in ours("register_admin_viewset"))
    yield from (group.menu_label for group in GROUPS)


def list_texts() -> Iterator[Any]:
    for viewset in (viewset for group in GROUPS for viewset in group.items):
        yield from column_texts(viewset.list_display)
    yield from column_texts(DocumentImportViewSet.list_display)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_models_names_fields_choices_and_blocks_are_swedish(model: type[Model]) -> None:
    assert not_translated(lambda: model_texts(model)) == set()


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.label)
def test_the_headings_and_labels_of_a_form_are_swedish(model: type[Model]) -> None:
    assert not_translated(lambda: form_texts(model)) == set()


@pytest.mark.parametrize("view", REPORTS)
def test_titles_and_columns_of_a_report_are_swedish(view: type[ReportView]) -> None:
    assert not_translated(lambda: report_texts(view)) - LANGUAGE_NAMES == set()


@pytest.mark.parametrize("texts", [menu_texts, list_texts])
def test_menus_and_lists_are_swedish(texts: Texts) -> None:
    assert not_translated(texts) == set()


def test_the_report_of_the_index_is_swedish() -> None:
    assert not_translated(lambda: iter([IndexReport.page_title, *STATES.values()])) == set()


def messages(source: str) -> Iterator[tuple[str | None, str]]:
    """Context and text of each message that a module asks gettext for."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(getattr(node, "func", None), "id", "")
        has_context = name in WITH_CONTEXT
        if name not in GETTEXT and not has_context:
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        yield (texts[0], texts[1]) if has_context else (None, texts[0])


@pytest.mark.parametrize("app", OURS)
def test_every_message_of_the_code_has_its_swedish(app: str) -> None:
    catalogs = [polib.pofile(str(path)) for path in ROOT.glob("*/locale/sv/LC_MESSAGES/django.po")]
    known = {(entry.msgctxt, entry.msgid) for catalog in catalogs for entry in catalog if entry.translated()}
    asked = {message for path in (ROOT / app).rglob("*.py") for message in messages(path.read_text(encoding="utf-8"))}

    assert asked or app == "portal"
    assert asked - known == set()


@pytest.mark.django_db
def test_lists_of_pages_are_in_swedish_where_wagtail_has_none(admin_client: Client) -> None:
    home = make_home()
    for title in ("Om oss", "Om er"):
        add(home, StandardPage, title)

    html = admin_client.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()

    assert "1–2 av 2 sidor" in html
    assert "Exploring" not in html


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nothing_is_left_in_english_that_wagtail_says_in_editing(domain: str) -> None:
    folder = Path(admin.__file__).parent / "locale"
    swedish = DjangoTranslation("sv", domain=domain, localedirs=[str(folder)] if domain == "djangojs" else None)
    catalog = polib.pofile(str(folder / f"en/LC_MESSAGES/{domain}.po"))
    met = {
        entry.msgid
        for entry in catalog
        if not NOT_MET.search(entry.msgid) and any(place.startswith(IN_EDITING) for place, _line in entry.occurrences)
    }
    known = {key[0] if isinstance(key, tuple) else key.split("\x04")[-1] for key, _text in swedish._catalog.items()}

    assert met - known == set()


@pytest.mark.django_db
def test_the_door_of_the_admin_is_in_swedish(client: Client) -> None:
    html = client.get(reverse("wagtailadmin_login")).content.decode()

    labels = [re.sub(r"<.*?>|\*", "", label).strip() for label in re.findall(r"<label.*?</label>", html, re.DOTALL)]

    assert "Logga in för att redigera" in html
    assert labels == ["Användarnamn", "Lösenord", "Kom ihåg mig"]


@pytest.mark.django_db
def test_the_workflow_that_every_site_has_is_named_in_swedish(admin_client: Client) -> None:
    page = add(make_home(), StandardPage, "Om oss")

    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Skicka till Granskning" in html
    assert "Moderators approval" not in html


@pytest.mark.django_db
def test_what_the_site_published_by_itself_is_said_to_be_automatic(admin_client: Client) -> None:
    add(make_home(), StandardPage, "Om oss").save_revision().publish()

    html = admin_client.get(reverse("wagtailadmin_reports:aging_pages")).content.decode()

    assert "Automatiskt" in html
    assert "None" not in re.sub(r"<[^>]*>", "", html)


def test_the_button_that_folds_a_form_says_what_it_does(admin_client: Client) -> None:
    catalog = admin_client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert '"Collapse all": "F\\u00e4ll ihop alla"' in catalog
    assert '"Expand all": "F\\u00e4ll ut alla"' in catalog


def test_the_texts_of_a_form_are_found() -> None:
    with translation.override("sv"):
        texts = {str(text) for text in [*model_texts(ThemePage), *form_texts(ThemePage)]}

    assert {"Källor och granskning", "Förslag på innehåll", "temaområde", "nummer", "Faktaruta", "Svar"} <= texts


def test_a_text_that_nobody_has_translated_is_found() -> None:
    assert not_translated(lambda: iter(["Keys and alarms", IndexReport.page_title])) == {"Keys and alarms"}
