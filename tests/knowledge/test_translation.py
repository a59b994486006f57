"""Pages in several languages: what is the same in all of them, what is translated, and what survives copying."""

import json
from datetime import date
from typing import Any

import pytest

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import HomePage
from knowledge.kinds import page_types
from knowledge.models import (
    DecisionPage,
    DiaryNumber,
    DiscussionPoint,
    FaqItem,
    Film,
    KnowledgePage,
    LearningExamplePage,
    Organisation,
    PageLevel,
    PageSource,
    ProjectGoal,
    ReportChapterPage,
    ReportPage,
    Row,
    Term,
    ThemePage,
    ToolkitPage,
)
from knowledge.models.area import FocusArea
from knowledge.models.guide_step import GuideExample, GuideStepPage
from knowledge.sections import body_sections
from tests.factories import (
    DecisionPageFactory,
    FilmFactory,
    LevelFactory,
    OrganisationFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)

pytestmark = pytest.mark.django_db


def translated(page: KnowledgePage, locale: Locale, words: dict[str, str] | None = None) -> KnowledgePage:
    """The page translated by way of the admin's translation tool, with these strings in the other language."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    work = Translation.objects.create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        if segment.string.data in (words or {}):
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                data=(words or {})[segment.string.data],
            )
    work.save_target(publish=True)
    return work.get_target_instance()


@pytest.fixture
def theme(home: HomePage, finnish_home: HomePage) -> ThemePage:
    """A theme with a question and two points, of which the second has the outcome of the first."""
    rows = [
        DiscussionPoint(heading="Vem?", why="<p>Därför.</p>", desired_outcome="<p>Klart.</p>"),
        DiscussionPoint(heading="Var?", why="<p>Därför.</p>"),
    ]
    rows[1].same_as = rows[0].key
    return ThemePageFactory(
        parent=ToolkitPageFactory(parent=home),
        number=2,
        part="b",
        points=rows,
        faq=[FaqItem(question="Måste vi?", answer="<p>Nej.</p>")],
        page_levels=[PageLevel(level=LevelFactory())],
        page_sources=[PageSource(title="Processtöd", identifier="SKR 2021", year=2021)],
        reviewed_on=date(2026, 10, 14),
        owner_organisation=OrganisationFactory(),
    )


@pytest.fixture
def finnish(theme: ThemePage, locales: dict[str, Locale]) -> ThemePage:
    translated(ToolkitPage.objects.get(), locales["fi"])
    return translated(theme, locales["fi"], {"Vem?": "Kuka?", "Måste vi?": "Onko pakko?", "Klart.": "Valmis."})


def kept_and_translated(model: type[Model]) -> tuple[set[str], set[str]]:
    """Fields that translations take over as they are, and those that are translated."""
    fields = get_translatable_fields(model)
    kept = {field.field_name for field in fields if isinstance(field, SynchronizedField)}
    return kept, {field.field_name for field in fields} - kept


TRANSLATED_ROWS = [model for model in apps.get_app_config("knowledge").get_models() if issubclass(model, Row)]


@pytest.mark.parametrize("model", [*page_types().values(), *TRANSLATED_ROWS])
def test_a_translation_needs_no_translated_vocabulary(model: type[Model]) -> None:
    """What points at a vocabulary item is taken over; what is shown is the item in the language of the page."""
    _kept, translated = kept_and_translated(model)

    links = {field.name for field in model._meta.fields if field.is_relation}
    assert not links & translated


@pytest.mark.parametrize(
    ("model", "kept", "translated"),
    [
        (
            ThemePage,
            {"number", "part", "reviewed_on", "fact_status", "audiences"},
            {"title", "slug", "purpose", "body"},
        ),
        (DecisionPage, {"decided_on", "paragraph", "document_number", "result"}, {"decision_text", "handler_function"}),
        (ReportPage, {"published_on", "period_from"}, {"overall_aim", "series_note"}),
        (LearningExamplePage, {"example_type", "year_from", "plan_document"}, {"background", "structure"}),
        (GuideStepPage, {"number", "valid_to"}, {"purpose", "needs", "gives", "list_title"}),
        (GuideExample, {"target"}, {"text"}),
        (FocusArea, {"slug", "year_from", "sort"}, {"name", "definition", "aliases"}),
        (DiaryNumber, {"number"}, {"role"}),
        (PageSource, {"identifier", "year", "url", "as_stated"}, {"title", "locator"}),
        (ProjectGoal, {"number", "outcome"}, {"wording", "outcome_text"}),
        (Organisation, {"slug", "kind", "website", "diary_prefix"}, {"name", "mandate"}),
        (Term, {"slug", "abbreviation"}, {"term", "definition"}),
        (Film, {"slug", "link_status", "has_captions", "duration"}, {"title", "transcript"}),
    ],
)
def test_facts_are_kept_and_words_are_translated(model: type[Model], kept: set[str], translated: set[str]) -> None:
    found_kept, found_translated = kept_and_translated(model)

    assert kept <= found_kept
    assert translated <= found_translated


def test_all_languages_of_a_page_share_numbers_dates_and_facets(theme: ThemePage, finnish: ThemePage) -> None:
    assert finnish.number_label == "2b"
    assert finnish.reviewed_on == theme.reviewed_on
    assert finnish.search_facet_values() == theme.search_facet_values()
    source = finnish.page_sources.get()
    assert (source.identifier, source.year) == ("SKR 2021", 2021)


def test_rows_are_translated_and_keep_their_addresses(theme: ThemePage, finnish: ThemePage) -> None:
    assert [row.heading for row in finnish.points.all()] == ["Kuka?", "Var?"]
    assert finnish.faq.get().question == "Onko pakko?"
    assert [row.anchor for row in finnish.points.all()] == [row.anchor for row in theme.points.all()]


def test_a_shared_outcome_is_shared_in_the_translation_too(finnish: ThemePage) -> None:
    assert [(row.outcome, row.same_as_number) for row in finnish.discussion_points] == [
        ("<p>Valmis.</p>", None),
        ("<p>Valmis.</p>", 1),
    ]


def test_addresses_survive_that_the_source_is_reordered_and_translated_again(
    theme: ThemePage, finnish: ThemePage, locales: dict[str, Locale]
) -> None:
    rows = list(theme.points.all())
    theme.points = [rows[1], rows[0]]
    for order, row in enumerate(theme.points.all()):
        row.sort_order = order
    theme.save_revision().publish()
    before = {row.heading: row.anchor for row in finnish.points.all()}

    TranslationSource.objects.get_for_instance(theme).update_from_db()
    Translation.objects.get(source__object_id=theme.translation_key, target_locale=locales["fi"]).save_target(
        publish=True
    )

    after = ThemePage.objects.get(pk=finnish.pk)
    assert [row.heading for row in after.points.all()] == ["Var?", "Kuka?"]
    assert {row.heading: row.anchor for row in after.points.all()} == before


@pytest.mark.parametrize("recursive", [False, True])
def test_a_copied_theme_refers_to_its_own_points(theme: ThemePage, home: HomePage, recursive: bool) -> None:
    """Also when the copy is made with its whole process support, and in the copy's latest revision."""
    theme.save_revision().publish()
    source = theme.get_parent().specific if recursive else ThemePage.objects.get(pk=theme.pk)
    source.copy(recursive=recursive, update_attrs={"title": "Kopia", "slug": "kopia"}, keep_live=True)

    copy = ThemePage.objects.exclude(pk=theme.pk).get()
    for version in (copy, copy.get_latest_revision_as_object()):
        first, second = version.discussion_points
        assert second.same_as == first.key
        assert second.outcome == "<p>Klart.</p>"
    DiscussionPoint.objects.filter(page=theme).delete()
    assert ThemePage.objects.get(pk=copy.pk).discussion_points[1].outcome == "<p>Klart.</p>"


def test_copy_for_translation_keeps_references_between_points(theme: ThemePage, locales: dict[str, Locale]) -> None:
    theme.get_parent().specific.copy_for_translation(locales["fi"])

    first, second = theme.copy_for_translation(locales["fi"]).discussion_points

    assert (second.same_as, second.outcome) == (first.key, "<p>Klart.</p>")


def test_the_outcome_is_empty_when_the_point_referred_to_is_gone(theme: ThemePage) -> None:
    theme.points.all()[0].delete()

    (left,) = ThemePage.objects.get(pk=theme.pk).discussion_points

    assert (left.outcome, left.same_as_number) == ("", None)


def test_cells_headings_and_captions_of_the_running_text_are_translated(
    home: HomePage, finnish_home: HomePage, locales: dict[str, Locale]
) -> None:
    report = ReportPageFactory(parent=home)
    chapter = ReportChapterPageFactory(
        parent=report,
        body=[
            {"type": "heading", "value": {"text": "Hösten", "level": "h2"}},
            {
                "type": "data_table",
                "value": {
                    "number": "8",
                    "caption": "Svar",
                    "columns": ["Grupp"],
                    "rows": [["<p>Invånare</p>"]],
                    "row_headings": True,
                    "note": "",
                },
            },
        ],
    )
    translated(report, locales["fi"])
    words = {"Hösten": "Syksy", "Svar": "Vastaukset", "Grupp": "Ryhmä", "Invånare": "Asukkaat"}

    shown = translated(ReportChapterPage.objects.get(pk=chapter.pk), locales["fi"], words)

    heading, table = shown.search_sections()[1:]
    assert (heading.heading, table.heading, table.text) == ("Syksy", "Vastaukset", "Ryhmä. Asukkaat")
    assert table.address == "Taulukko 8"
    assert [heading.anchor, table.anchor] == [section.anchor for section in chapter.search_sections()[1:]]


def test_a_decision_keeps_its_numbers_and_body_in_every_language(
    home: HomePage, finnish_home: HomePage, locales: dict[str, Locale]
) -> None:
    board = OrganisationFactory(name="Nämnden")
    OrganisationFactory(name="Lautakunta", language="fi", slug=board.slug, translation_key=board.translation_key)
    decision = DecisionPageFactory(
        parent=home,
        paragraph="§ 16/23",
        deciding_body=board,
        diary_numbers=[DiaryNumber(number="NSV23-0020", organisation=board, role="Ärendet")],
    )

    finnish = translated(decision, locales["fi"], {"Ärendet": "Asia"})

    assert isinstance(finnish, DecisionPage)
    assert list(finnish.search_identifiers()) == ["NSV23-0020", "§ 16/23"]
    assert finnish.diary_numbers.get().role == "Asia"
    assert finnish.decided_by.name == "Lautakunta"
    with translation.override("fi"):
        assert finnish.date_label == "16. kesäkuuta 2023"


def test_the_blocks_of_a_text_are_translated_whole_and_keep_their_addresses(
    home: HomePage, finnish_home: HomePage
) -> None:
    film = FilmFactory(title="Tre nivåer")

    def item(number: int, value: Any) -> dict[str, Any]:
        return {"type": "item", "id": f"{number:08}-0000", "value": value}

    body = {
        "quote": {"text": "Det gick.", "attribution": "Chef", "source": "Ett möte"},
        "steps": {"title": "Gör så", "steps": [item(1, {"heading": "Bjud in", "text": "<p>I tid.</p>"})]},
        "faq": {"title": "Frågor", "questions": [item(2, {"question": "Vem?", "answer": "<p>Alla.</p>"})]},
        "checklist": {"title": "Före", "checks": [item(3, "Läs på.")]},
        "links": {"title": "Mer", "links": [item(4, {"text": "Start", "page": home.pk, "note": "Börja här"})]},
        "film": {"film": film.pk},
    }
    page = ToolkitPageFactory(
        parent=home,
        body=json.dumps([{"type": name, "value": value, "id": f"{name}-id"} for name, value in body.items()]),
    )
    source, _created = TranslationSource.update_or_create_from_instance(page)
    swedish = {segment.string.data for segment in source.stringsegment_set.select_related("string")}
    wanted = {"Det gick.", "Chef", "Bjud in", "I tid.", "Vem?", "Alla.", "Läs på.", "Start", "Börja här", "Mer", "Före"}

    copy = translated(page, finnish_home.locale, {words: f"fi {words}" for words in swedish})

    assert wanted <= swedish
    with translation.override("fi"):
        found = {section.anchor: section for section in body_sections(copy.body)}
    assert found["steg-00000001"].heading == "fi Bjud in"
    assert found["fraga-00000002"].text == "fi Alla."
    assert copy.body[4].value["links"][0]["page"].pk == home.pk
    assert copy.body[5].value["film"].pk == film.pk


def test_a_translation_that_is_begun_is_a_draft_until_it_is_published(
    theme: ThemePage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page, finnish = theme.whole, Locale.objects.get(language_code="fi")
    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": finnish.pk}
        )

    assert response.status_code == 302
    begun = page.get_translation(finnish)
    assert not begun.live
    assert client.get(begun.url).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source__object=page.translation_key).save_target(publish=True)
    begun.refresh_from_db()
    assert begun.live
