"""The editing form: drafts save incomplete, publishing demands what visitors need, and nothing written is lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from django.db.models import AutoField, OneToOneField
from django.test import Client
from django.urls import reverse
from django.utils import translation

from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import HomePage
from knowledge.kinds import page_types
from knowledge.models import DiscussionPoint, Film, Level, Organisation, Place, Term, ThemePage, ToolkitPage
from knowledge.models.area import FocusArea, TargetArea
from knowledge.models.vocabulary import VocabularyItem
from knowledge.words import plain
from tests.factories import LevelFactory, ThemePageFactory, ToolkitPageFactory

pytestmark = pytest.mark.django_db

# The types of this package, by the code of their kind.
KNOWLEDGE = [code for code, model in page_types().items() if model._meta.app_label == "knowledge"]

RELATIONS = [
    "page_levels",
    "page_places",
    "page_organisations",
    "page_focus_areas",
    "page_target_areas",
    "page_terms",
    "page_relations",
    "page_sources",
    "participants",
    "checklist",
    "faq",
    "support_links",
]


@pytest.fixture
def toolkit(home: HomePage) -> ToolkitPage:
    return ToolkitPageFactory(parent=home)


def point(heading: str, **fields: Any) -> dict[str, Any]:
    values = {"text": "", "why": "<p>Därför.</p>", "desired_outcome": "<p>Klart.</p>"} | fields
    prose = {name: rich_text(values.pop(name)) for name in ("text", "why", "desired_outcome")}
    return {"heading": heading, "same_as_number": "", "sub_points": "", "key": "", **prose, **values}


def theme_form(points: list[dict[str, Any]], initial: int = 0, **fields: Any) -> dict[str, Any]:
    """What the browser sends for a theme that is complete but for what a test changes."""
    values = {
        "title": "Former för beslut",
        "slug": "former-for-beslut",
        "summary": "Vem bestämmer om lokaler?",
        "number": "2",
        "part": "b",
        "group_title": "",
        "body": streamfield([]),
        "purpose": rich_text("<p>Att komma överens.</p>"),
        "fact_status": "confirmed",
        "points": inline_formset(points, initial=initial),
        **{name: inline_formset([]) for name in RELATIONS},
        **fields,
    }
    return nested_form_data(values)


def create(editor: Client, toolkit: ToolkitPage, data: dict[str, Any], *, publish: bool = False) -> Any:
    url = reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", toolkit.pk])
    return editor.post(url, data | ({"action-publish": "1"} if publish else {}))


def edit(editor: Client, page: Page, data: dict[str, Any], *, publish: bool = False) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(url, data | ({"action-publish": "1"} if publish else {}))


def draft_of(title: str = "Former för beslut") -> ThemePage:
    return ThemePage.objects.get(title=title).get_latest_revision_as_object()


def test_a_draft_is_saved_with_nothing_but_a_title(editor: Client, toolkit: ToolkitPage) -> None:
    data = theme_form([], summary="", number="", purpose=rich_text(""), part="")

    response = create(editor, toolkit, data)

    assert response.status_code == 302
    assert not draft_of().live


def test_the_address_of_a_new_page_is_made_in_plain_letters(editor: Client, toolkit: ToolkitPage) -> None:
    form = editor.get(reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", toolkit.pk])).context["form"]
    page = toolkit.add_child(instance=ThemePage(title="Åtgärder på ön", number=1, live=False, locale=toolkit.locale))

    assert page.slug == "atgarder-pa-on"
    assert "allow-unicode" not in str(form["slug"])  # what the script that fills the field in goes by


def test_a_draft_keeps_points_that_are_not_finished(editor: Client, toolkit: ToolkitPage) -> None:
    create(editor, toolkit, theme_form([point("Vem bestämmer?", why="", desired_outcome="")]))

    assert [row.heading for row in draft_of().points.all()] == ["Vem bestämmer?"]


def test_a_complete_theme_is_published(editor: Client, toolkit: ToolkitPage) -> None:
    create(editor, toolkit, theme_form([point("Vem?"), point("När?")]), publish=True)

    assert ThemePage.objects.get().live


def test_a_point_without_outcome_stops_publishing_and_keeps_what_was_written(
    editor: Client, toolkit: ToolkitPage
) -> None:
    data = theme_form([point("Vem bestämmer?", desired_outcome="")])

    with translation.override("sv"):
        response = create(editor, toolkit, data, publish=True)

    assert response.status_code == 200
    page = response.content.decode()
    assert "Skriv det önskade utfallet, eller ange vilken punkt som har samma utfall." in page
    assert "Vem bestämmer?" in page
    assert not ThemePage.objects.exists()


def test_a_point_may_say_which_point_has_the_same_outcome(editor: Client, toolkit: ToolkitPage) -> None:
    points = [point("Vem?"), point("Var?", desired_outcome="", same_as_number="1")]

    create(editor, toolkit, theme_form(points), publish=True)

    first, second = ThemePage.objects.get().discussion_points
    assert second.same_as == first.key
    assert (plain(second.outcome), second.same_as_number) == ("Klart.", 1)


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_point_cannot_refer_to_itself_or_to_nothing(editor: Client, toolkit: ToolkitPage, number: str) -> None:
    points = [point("Vem?"), point("Var?", desired_outcome="", same_as_number=number)]

    response = create(editor, toolkit, theme_form(points))

    assert response.status_code == 200
    assert not ThemePage.objects.exists()


def stored_point(row: DiscussionPoint, **fields: Any) -> dict[str, Any]:
    values = {"why": row.why, "desired_outcome": row.desired_outcome, "sub_points": row.sub_points}
    return point(row.heading, **values | fields) | {"id": str(row.pk or ""), "key": str(row.key)}


@pytest.fixture
def theme(toolkit: ToolkitPage) -> ThemePage:
    """A live theme whose second point has the outcome of the first."""
    rows = [
        DiscussionPoint(heading="Vem?", why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>"),
        DiscussionPoint(heading="Var?", why="<p>Därför.</p>"),
    ]
    rows[1].same_as = rows[0].key
    return ThemePageFactory(parent=toolkit, title="Former för beslut", slug="former-for-beslut", points=rows)


def test_the_reference_follows_its_point_when_points_change_places(editor: Client, theme: ThemePage) -> None:
    first, second = theme.points.all()
    rows = [stored_point(second, same_as_number="1") | {"ORDER": "1"}, stored_point(first) | {"ORDER": "2"}]

    edit(editor, theme, theme_form(rows, initial=2), publish=True)

    shown = ThemePage.objects.get().discussion_points
    assert [row.heading for row in shown] == ["Var?", "Vem?"]
    assert (shown[0].same_as_number, plain(shown[0].outcome)) == (2, "Klart.")
    assert [row.anchor for row in shown] == [second.anchor, first.anchor]


def test_publishing_asks_for_an_outcome_when_the_point_referred_to_is_removed(editor: Client, theme: ThemePage) -> None:
    first, second = theme.points.all()
    rows = [stored_point(first) | {"DELETE": "1"}, stored_point(second, same_as_number="1")]

    with translation.override("sv"):
        response = edit(editor, theme, theme_form(rows, initial=2), publish=True)

    assert "Punkten som den hänvisade till är borttagen." in response.content.decode()


def test_a_point_of_a_draft_keeps_its_address_each_time_the_draft_is_saved(editor: Client, theme: ThemePage) -> None:
    rows = [stored_point(row, same_as_number="1" if row.same_as else "") for row in theme.points.all()]
    edit(editor, theme, theme_form([*rows, point("När?")], initial=2))
    new = draft_of().points.all()[2]

    edit(editor, theme, theme_form([*rows, stored_point(new) | {"id": ""}], initial=3))

    assert draft_of().points.all()[2].key == new.key


def test_the_form_shows_the_number_of_the_point_referred_to(editor: Client, theme: ThemePage) -> None:
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[theme.pk]))

    form = response.context["form"]
    assert [row["same_as_number"].value() for row in form.formsets["points"].initial_forms] == [None, 1]


def test_two_new_points_are_not_given_the_same_key(editor: Client, toolkit: ToolkitPage) -> None:
    response = editor.get(reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", toolkit.pk]))

    assert not response.context["form"].formsets["points"].empty_form["key"].value()


def test_the_form_of_every_type_speaks_swedish(editor: Client, home: HomePage, toolkit: ToolkitPage) -> None:
    with translation.override("sv"):
        url = reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", toolkit.pk])
        page = editor.get(url).content.decode()

    for label in ["Innehåll", "Klassning", "Källor och granskning", "Inställningar", "Ingress", "Medverkar"]:
        assert label in page
    for label in ["Förslag på innehåll", "Frågor och svar", "Senast granskad", "Redaktionell anmärkning", "Varför?"]:
        assert label in page


def test_a_block_needs_caption_and_alternative_text_before_publishing_only(
    editor: Client, toolkit: ToolkitPage
) -> None:
    table = {
        "number": "",
        "caption": "",
        "columns": streamfield([("item", "Nivå")]),
        "rows": streamfield([("item", streamfield([("item", rich_text("<p>Makro</p>"))]))]),
        "row_headings": "on",
        "note": "",
    }
    figure = {"image": "", "alt": "", "caption": "", "number": "", "long_description": "", "source": ""}
    body = streamfield([("data_table", table), ("figure", figure)])

    refused = create(editor, toolkit, theme_form([], body=body), publish=True)
    draft = create(editor, toolkit, theme_form([], body=body))

    assert refused.status_code == 200
    assert refused.context["form"].errors["body"]
    assert draft.status_code == 302


def test_the_preview_of_an_unsaved_theme_shows_its_points(editor: Client, toolkit: ToolkitPage) -> None:
    url = reverse("wagtailadmin_pages:preview_on_add", args=["knowledge", "themepage", toolkit.pk])
    points = [point("Vem bestämmer?"), point("Var?", desired_outcome="", same_as_number="1")]

    editor.post(url, theme_form(points))
    shown = editor.get(url).content.decode()

    assert "Vem bestämmer?" in shown
    assert shown.count("Klart.") == 2


def test_choosers_offer_the_vocabulary_of_the_language_of_the_page(editor: Client, toolkit: ToolkitPage) -> None:
    makro = LevelFactory(name="Makro")
    LevelFactory(name="Makrotaso", language="fi", slug=makro.slug, translation_key=makro.translation_key)
    response = editor.get(reverse("wagtailadmin_pages:add", args=["knowledge", "themepage", toolkit.pk]))
    form = response.context["form"]
    new_row = form.formsets["page_levels"].empty_form.fields["level"].widget

    for url in {new_row.get_chooser_modal_url(), form.fields["owner_organisation"].widget.get_chooser_modal_url()}:
        assert url.endswith(f"?locale_id={toolkit.locale_id}")
    offered = editor.get(new_row.get_chooser_modal_url()).json()["html"]
    assert "Makro" in offered
    assert "Makrotaso" not in offered


@pytest.mark.parametrize("code", KNOWLEDGE)
def test_every_field_of_the_form_says_what_is_meant(code: str) -> None:
    assert [
        f"{field.model.__name__}.{field.name}" for field in form_fields(page_types()[code]) if not field.help_text
    ] == []


@pytest.mark.parametrize("model", [Film, FocusArea, Level, Organisation, Place, TargetArea, Term])
def test_every_field_of_a_vocabulary_says_what_is_meant(model: type[VocabularyItem]) -> None:
    fields = [field for field in model._meta.local_fields if field.editable and field.name != "id"]

    assert [field.name for field in fields if not field.help_text] == []


def form_fields(model: Any) -> Iterator[Any]:
    """The type's own fields, and those of its own and the shared rows."""
    own = [field for field in model._meta.get_fields() if field.model._meta.app_label == "knowledge"]
    rows = [relation.related_model for relation in get_all_child_relations(model)]
    rows = [row for row in rows if row._meta.app_label == "knowledge"]
    for field in [*own, *(field for row in rows for field in row._meta.get_fields())]:
        left_out = isinstance(field, ParentalKey | OneToOneField | AutoField) or field.name in {
            "path",
            "depth",
            "numchild",
        }
        if getattr(field, "editable", False) and not left_out and field.name != "sort_order":
            yield field
