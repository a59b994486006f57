"""Pages as visitors see them: every address exists, states are words, and the number of queries is a constant."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from home.models import HomePage
from knowledge.kinds import page_types
from knowledge.models import (
    Appendix,
    BasisDocument,
    ChecklistItem,
    DecisionRecipient,
    DiaryNumber,
    DiscussionPoint,
    ExampleFilm,
    ExampleGoal,
    ExamplePlanContent,
    ExampleStudyAim,
    FaqItem,
    KnowledgePage,
    MethodActivity,
    Motion,
    PageLevel,
    PageOrganisation,
    PagePlace,
    PageRelation,
    PageSource,
    PageTerm,
    ProjectGoal,
    ProjectResource,
    Proposition,
    Recommendation,
    Reference,
    SupportLink,
    ThemeParticipant,
)
from knowledge.models.area import PageFocusArea, PageTargetArea
from tests.factories import (
    DecisionPageFactory,
    FilmFactory,
    FocusAreaFactory,
    LearningExamplePageFactory,
    LevelFactory,
    OrganisationFactory,
    PlaceFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    TargetAreaFactory,
    TermFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)
from tests.home.site import add_parts, fill, one_of_each

pytestmark = pytest.mark.django_db

# Queries that an article may take, routing aside.
ARTICLE = 18

Maker = Callable[[HomePage, int], KnowledgePage]


def body() -> list[dict[str, Any]]:
    image = get_image_model().objects.create(title="Bild", file=get_test_image_file())
    figure = {"image": image.pk, "alt": "Två hus", "caption": "Husen", "long_description": "Ett rött och ett vitt."}
    table = {"caption": "Roller", "columns": ["Nivå"], "rows": [["<p>Makro</p>"]], "row_headings": True}
    return [
        {"type": "text", "value": "<p>Först.</p>"},
        {"type": "heading", "value": {"text": "Ett avsnitt", "level": "h2"}},
        {"type": "data_table", "value": {"number": "1", "note": "", **table}},
        {"type": "figure", "value": {"number": "", "source": "", **figure}},
        {"type": "fact_box", "value": {"title": "Kort", "text": "<p>Bra att veta.</p>"}},
    ]


def shared(parent: Page, count: int) -> dict[str, Any]:
    """What every page of knowledge may have, `count` of each."""
    targets = [LearningExamplePageFactory(parent=parent) for _ in range(count)]
    return {
        "parent": parent,
        "body": body(),
        "reviewed_on": date(2026, 10, 14),
        "owner_organisation": OrganisationFactory(),
        "page_levels": [PageLevel(level=LevelFactory()) for _ in range(count)],
        "page_places": [PagePlace(place=PlaceFactory()) for _ in range(count)],
        "page_organisations": [PageOrganisation(organisation=OrganisationFactory()) for _ in range(count)],
        "page_focus_areas": [PageFocusArea(focus_area=FocusAreaFactory(), describes=True) for _ in range(count)],
        "page_target_areas": [PageTargetArea(target_area=TargetAreaFactory(), describes=True) for _ in range(count)],
        "page_terms": [PageTerm(term=TermFactory()) for _ in range(count)],
        "page_relations": [PageRelation(target=target) for target in targets],
        "page_sources": [PageSource(title="Källa") for _ in range(count)],
    }


def questions(count: int) -> dict[str, Any]:
    return {
        "faq": [FaqItem(question="Varför?", answer="<p>Därför.</p>") for _ in range(count)],
        "checklist": [ChecklistItem(text="Bjud in", phase="before") for _ in range(count)],
    }


def toolkit(home: HomePage, count: int) -> KnowledgePage:
    page = ToolkitPageFactory(**shared(home, count), **questions(count))
    for _ in range(count):
        ThemePageFactory(parent=page)
    return page


def theme(home: HomePage, count: int) -> KnowledgePage:
    parent = ToolkitPageFactory(parent=home)
    for _ in range(count):
        ThemePageFactory(parent=parent)
    outcome = {"why": "<p>Därför.</p>", "desired_outcome": "<p>Klart.</p>"}
    return ThemePageFactory(
        **{**shared(home, count), "parent": parent},
        **questions(count),
        participants=[ThemeParticipant(level=LevelFactory(), roles="Chef") for _ in range(count)],
        points=[DiscussionPoint(heading="Vem?", **outcome) for _ in range(count)],
        support_links=[SupportLink(text="Mer", target=home) for _ in range(count)],
    )


def example(home: HomePage, count: int) -> KnowledgePage:
    return LearningExamplePageFactory(
        **shared(home, count),
        structure=body()[:1],
        goals=[ExampleGoal(text="Delaktighet") for _ in range(count)],
        study_aims=[ExampleStudyAim(text="Förstå") for _ in range(count)],
        plan_contents=[ExamplePlanContent(text="Målbild") for _ in range(count)],
        films=[ExampleFilm(film=FilmFactory()) for _ in range(count)],
        references=[Reference(title="Fallstudie") for _ in range(count)],
    )


def report(home: HomePage, count: int) -> KnowledgePage:
    page = ReportPageFactory(
        **shared(home, count),
        publisher=OrganisationFactory(),
        approved_by=DecisionPageFactory(parent=home),
        overall_aim="<p>Att samordna.</p>",
        diary_numbers=[DiaryNumber(number="NSV23-0020", organisation=OrganisationFactory()) for _ in range(count)],
        goals=[
            ProjectGoal(number=1, short_wording="Mål", wording="<p>Målet.</p>", outcome="met") for _ in range(count)
        ],
        resources=[ProjectResource(name="Styrgrupp") for _ in range(count)],
        methods=[MethodActivity(method="Enkät", count=77) for _ in range(count)],
        recommendations=[Recommendation(title="Planera", group="Kultur") for _ in range(count)],
        references=[Reference(title="God vård") for _ in range(count)],
        appendices=[Appendix(number="1", title="Bilagan", url="https://a.example/b") for _ in range(count)],
    )
    for _ in range(count):
        ReportChapterPageFactory(parent=page)
    return page


def chapter(home: HomePage, count: int) -> KnowledgePage:
    parent = ReportPageFactory(parent=home)
    for _ in range(count):
        ReportChapterPageFactory(parent=parent)
    return ReportChapterPageFactory(**{**shared(home, count), "parent": parent})


def decision(home: HomePage, count: int) -> KnowledgePage:
    return DecisionPageFactory(
        **shared(home, count),
        deciding_body=OrganisationFactory(),
        result="approved_with_addition",
        proposal="<p>Att godkänna.</p>",
        decision_text="<p>Godkänns.</p>",
        background="<p>Så var det.</p>",
        diary_numbers=[DiaryNumber(number="NSV23-0020", organisation=OrganisationFactory()) for _ in range(count)],
        sent_to=[DecisionRecipient(organisation=OrganisationFactory()) for _ in range(count)],
        motions=[Motion(motion_kind="approval", who="Ledamot (S)") for _ in range(count)],
        propositions=[Proposition(question="Förslaget", outcome="Bifall") for _ in range(count)],
        basis_documents=[BasisDocument(text="Rapporten", target=home) for _ in range(count)],
    )


def any_type(code: str) -> Maker:
    """Makes pages of a type that has no maker of its own here: with rows of each relation, parts and siblings."""

    def make(home: HomePage, count: int) -> KnowledgePage:
        page = one_of_each(home)[code]
        fill(page, count, [LearningExamplePageFactory(parent=home) for _ in range(count)])
        for whole in (page, page.get_parent().specific):
            add_parts(whole, count)
        return page

    make.__name__ = code
    return make


OWN = [toolkit, theme, example, report, chapter, decision]
OTHERS = [
    code
    for code, model in page_types().items()
    if model._meta.app_label == "knowledge" and code not in {make.__name__ for make in OWN}
]
TYPES = [*OWN, *map(any_type, OTHERS)]


def serve(page: KnowledgePage) -> tuple[str, int]:
    """The page's HTML, and how many queries it took after routing."""
    fresh = type(page).objects.get(pk=page.pk)
    request = RequestFactory().get(page.url)
    request.user = AnonymousUser()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        html = fresh.serve(request).render().content.decode()
    return html, len(queries)


@pytest.fixture
def warm(home: HomePage) -> HomePage:
    """What a process reads once and keeps must not count."""
    serve(LearningExamplePageFactory(parent=home))
    return home


@pytest.mark.parametrize("make", TYPES)
def test_the_number_of_queries_does_not_grow_with_the_content(warm: HomePage, make: Callable) -> None:
    few, many = make(warm, 1), make(warm, 4)

    serve(few)  # makes the renditions of its image
    serve(many)
    (_html, small), (_html, large) = serve(few), serve(many)

    assert small == large
    assert large <= ARTICLE


@pytest.mark.parametrize("make", TYPES)
def test_every_address_of_the_outline_and_the_search_exists_on_the_page_once(warm: HomePage, make: Callable) -> None:
    page = make(warm, 2)

    html, _queries = serve(page)

    fresh = type(page).objects.get(pk=page.pk)
    wanted = {entry["anchor"] for entry in fresh.outline}
    wanted |= {section.anchor for section in fresh.search_sections() if section.anchor}
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert wanted
    assert wanted <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("status", ["preview", "broken"])
def test_a_film_whose_link_does_not_work_has_a_text_version_and_no_start_button(home: HomePage, status: str) -> None:
    film = FilmFactory(link_status=status, transcript="Vi leder tillsammans.", source_url="https://film.example/9")

    html, _queries = serve(LearningExamplePageFactory(parent=home, films=[ExampleFilm(film=film)]))

    assert "Vi leder tillsammans." in html
    assert "film.example" not in html
    assert "Starta filmen" not in html


def test_a_film_whose_link_works_is_a_link_and_nothing_of_it_is_fetched(home: HomePage) -> None:
    film = FilmFactory(source_url="https://film.example/9")

    html, _queries = serve(LearningExamplePageFactory(parent=home, films=[ExampleFilm(film=film)]))

    assert "Starta filmen" in html
    assert re.findall(r'(\w+)="https://film\.example/9"', html) == ["href"]


def test_goal_attainment_is_said_in_words(home: HomePage) -> None:
    goals = [
        ProjectGoal(number=number, short_wording="Mål", wording="<p>Ett mål.</p>", outcome=outcome)
        for number, outcome in enumerate(["met", "partly_met", "not_met", "not_assessed"], 1)
    ]

    html, _queries = serve(ReportPageFactory(parent=home, goals=goals))

    for words in ["Uppfyllt", "Delvis uppfyllt", "Inte uppfyllt", "Inte bedömt"]:
        assert f">{words}<" in html


def test_the_other_names_of_the_pages_level_are_called_that(home: HomePage) -> None:
    level = LevelFactory(name="Makro", aliases="Strategisk\nMakronivå")

    html, _queries = serve(ToolkitPageFactory(parent=home, page_levels=[PageLevel(level=level)]))

    assert "Kallas också: Strategisk, Makronivå<" in html


def test_conflicting_facts_show_what_each_source_says(home: HomePage) -> None:
    page = DecisionPageFactory(
        parent=home,
        decided_on=date(2022, 3, 11),
        fact_status="conflicting",
        editor_note="Källorna anger olika datum.",
        page_sources=[
            PageSource(title="Rapporten", locator="s. 12", as_stated="11 mars 2022"),
            PageSource(title="Rapporten", locator="tabell 8", as_stated="22-02-11"),
        ],
    )

    html, _queries = serve(page)

    text = html.replace("\u00a0", " ")
    for shown in ["Källorna anger olika datum.", "11 mars 2022", "22-02-11", "tabell 8"]:
        assert shown in text


def test_the_stages_of_a_decision_stand_in_their_legal_order(home: HomePage) -> None:
    html, _queries = serve(decision(home, 1))

    places = [html.index(f'id="{anchor}"') for anchor in ["forslag", "yrkanden", "proposition", "beslut", "arendet"]]
    assert places == sorted(places)


def test_an_empty_stage_of_a_decision_says_so(home: HomePage) -> None:
    html, _queries = serve(DecisionPageFactory(parent=home))

    assert "Inte ifyllt i underlaget." in html.replace("\u00a0", " ")


@pytest.mark.parametrize("make", TYPES)
def test_who_wrote_a_page_is_not_shown(home: HomePage, make: Callable) -> None:
    """Pages name functions and roles. The admin knows persons, and none of it may leak."""
    user = User.objects.create_superuser("ulle", "ulle@a.example", first_name="Ulle", last_name="Bocksten")
    page = make(home, 1)
    page.owner = user
    page.save()
    page.save_revision(user=user).publish(user=user)

    html, _queries = serve(page)

    assert "ulle" not in html.lower()
    assert "bocksten" not in html.lower()


def test_a_visitor_reaches_the_page_by_its_address(client: Client, home: HomePage) -> None:
    page = theme(home, 1)

    assert client.get(page.url).status_code == 200
