"""A guide and its steps: told in order, found part by part, imported, translated and edited."""

import re
from collections.abc import Callable

import pytest

from django.test import Client
from django.urls import reverse
from django.utils import translation

from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import Translation, TranslationSource

from home.models import HomePage
from knowledge.models import ChecklistItem
from knowledge.models.guide import GuidePage
from knowledge.models.guide_step import GuideExample, GuideKeyPoint, GuideQuestion, GuideStepPage
from tests.factories import GuidePageFactory, GuideStepPageFactory, LearningExamplePageFactory
from tests.knowledge.importer.conftest import Import, imported, latest, write

__all__ = ["imported", "write"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(home: HomePage) -> GuidePage:
    return GuidePageFactory(parent=home, title="Fem steg")


@pytest.fixture
def steps(guide: GuidePage) -> list[GuideStepPage]:
    """Three steps, made in another order than they are taken."""
    titles = {3: "Följa upp", 1: "Mål", 2: "Kartlägga"}
    made = {number: GuideStepPageFactory(parent=guide, number=number, title=titles[number]) for number in titles}
    return [made[number] for number in sorted(made)]


def fresh(step: GuideStepPage) -> GuideStepPage:
    return GuideStepPage.objects.get(pk=step.pk)


def words(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


def test_the_guide_lists_its_steps_in_order(client: Client, guide: GuidePage, steps: list[GuideStepPage]) -> None:
    text = words(client.get(guide.url).content.decode())

    places = [text.index(step.title) for step in steps]
    assert places == sorted(places)


def test_a_step_says_in_words_which_it_is_and_names_its_neighbours(client: Client, steps: list[GuideStepPage]) -> None:
    html = client.get(steps[1].url).content.decode()

    text = words(html)
    assert "Steg 2 av 3" in text
    assert "Du är här" in text
    assert "Föregående: steg 1 Mål" in text
    assert "Nästa: steg 3 Följa upp" in text
    assert html.count('aria-current="page"') >= 2


@pytest.mark.parametrize(("place", "missing"), [(0, "Föregående"), (2, "Nästa")])
def test_the_first_and_last_step_lead_one_way(
    client: Client, steps: list[GuideStepPage], place: int, missing: str
) -> None:
    assert missing not in words(client.get(steps[place].url).content.decode())


def test_a_hidden_step_is_neither_listed_nor_counted(
    client: Client, guide: GuidePage, steps: list[GuideStepPage]
) -> None:
    PageViewRestriction.objects.create(page=steps[1], restriction_type=PageViewRestriction.LOGIN)

    assert [step.title for step in GuidePage.objects.get(pk=guide.pk).steps] == ["Mål", "Följa upp"]
    with translation.override("sv"):
        assert fresh(steps[0]).place_in_words == "Steg 1 av 2"
    assert "Kartlägga" not in words(client.get(steps[0].url).content.decode())


def test_the_preview_of_a_step_that_is_not_published_counts_no_whole(guide: GuidePage) -> None:
    with translation.override("sv"):
        assert GuideStepPageFactory(parent=guide, number=4, live=False).place_in_words == "Steg 4"


def test_each_part_of_a_step_is_found_with_its_address(home: HomePage, guide: GuidePage) -> None:
    step = GuideStepPageFactory(
        parent=guide,
        needs="Mål från steg 1",
        key_points=[GuideKeyPoint(heading="Utse par.", text="<p>Ett per nivå.</p>")],
        questions=[GuideQuestion(question="Vem är ditt par?"), GuideQuestion(question="Vad har fastnat?")],
        examples=[GuideExample(target=LearningExamplePageFactory(parent=home), text="Se på paren.")],
        checklist=[ChecklistItem(text="Bjud in")],
    )

    found = {(section.address, section.heading): section.text for section in fresh(step).search_sections()}

    assert found["", "Ni behöver"] == "Mål från steg 1"
    assert found["Huvudpunkt 1", "Utse par."] == "Ett per nivå."
    assert ("Fråga 2", "Vad har fastnat?") in found
    assert found["", "Exempel"] == "Se på paren."
    assert found["", "Checklista"] == "Bjud in"


def test_an_example_that_visitors_may_not_read_is_not_shown(client: Client, home: HomePage, guide: GuidePage) -> None:
    hidden = LearningExamplePageFactory(parent=home, title="Hemligt", live=False)
    step = GuideStepPageFactory(parent=guide, examples=[GuideExample(target=hidden, text="Se på paren.")])

    text = words(client.get(step.url).content.decode())

    assert "Hemligt" not in text
    assert "Se på paren." not in text


STEP = """
    ---
    kind: step
    title: Kartlägg
    slug: kartlagg
    parent: {guide}
    number: 2
    summary: Ta reda på hur det ser ut.
    needs: Målen.
    examples: [{{page: {example}, text: Så gjorde de.}}]
    ---
    ## Syfte
    Att veta.

    ## Så går det till
    Fråga runt.

    ## Huvudpunkter
    ### Fråga först.
    De som är nära vet.

    ## Frågor att ställa
    1. Vad behövs?
    2. Vilka saknas?

    ## Checklista
    - **Efter:** Skriv ner det
"""


def test_a_document_becomes_a_step(home: HomePage, guide: GuidePage, imported: Import) -> None:
    example = LearningExamplePageFactory(parent=home, slug="norsjo")

    outcome = imported("steg.md", STEP.format(guide=guide.slug, example=example.slug), parent=guide)

    step = latest(outcome)
    assert isinstance(step, GuideStepPage)
    assert (step.number, step.needs, step.purpose) == (2, "Målen.", "<p>Att veta.</p>")
    assert [(row.heading, row.text) for row in step.key_points.all()] == [
        ("Fråga först.", "<p>De som är nära vet.</p>")
    ]
    assert [row.question for row in step.questions.all()] == ["Vad behövs?", "Vilka saknas?"]
    assert [row.phase for row in step.checklist.all()] == ["after"]
    assert [block.block_type for block in step.body] == ["heading", "text"]
    assert [row.target_id for row in step.examples.all()] == [example.pk]


def test_a_translated_step_keeps_number_addresses_and_examples(
    home: HomePage,
    finnish_home: HomePage,
    guide: GuidePage,
    locales: dict[str, Locale],
    django_capture_on_commit_callbacks: Callable,
) -> None:
    step = GuideStepPageFactory(
        parent=guide,
        number=2,
        questions=[GuideQuestion(question="Vem?"), GuideQuestion(question="Var?")],
        examples=[GuideExample(target=LearningExamplePageFactory(parent=home), text="Se här.")],
    )
    for page in (guide, step):
        source, _created = TranslationSource.update_or_create_from_instance(page)
        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.create(source=source, target_locale=locales["fi"]).save_target(publish=True)

    finnish = step.get_translation(locales["fi"])

    assert finnish.number == 2
    assert [row.anchor for row in finnish.questions.all()] == [row.anchor for row in step.questions.all()]
    assert [link.target.pk for link in finnish.shown_examples] == [row.target_id for row in step.examples.all()]
    with translation.override("fi"):
        assert finnish.place_in_words == "Vaihe 2/1"


def test_an_editor_writes_a_step(editor: Client, guide: GuidePage) -> None:
    rows = ["page_levels", "page_places", "page_organisations", "page_focus_areas", "page_target_areas", "page_terms"]
    rows += ["page_relations", "page_sources", "key_points", "examples", "checklist"]
    data = nested_form_data(
        {
            "title": "Mål",
            "slug": "mal",
            "summary": "Från vision till mål.",
            "number": "1",
            "list_title": "",
            "purpose": rich_text("<p>Att enas.</p>"),
            "needs": "",
            "gives": "",
            "body": streamfield([]),
            "fact_status": "confirmed",
            "questions": inline_formset([{"question": "Vem äger målet?", "key": ""}]),
            **{name: inline_formset([]) for name in rows},
        }
    )
    url = reverse("wagtailadmin_pages:add", args=["knowledge", "guidesteppage", guide.pk])

    editor.post(url, data | {"action-publish": "1"})

    step = GuideStepPage.objects.get()
    assert step.live
    assert [row.question for row in step.questions.all()] == ["Vem äger målet?"]
