"""What each page type yields to visitors and to the search."""

from datetime import date

import pytest

from django.utils import translation

from wagtail.models import Locale

from home.models import HomePage
from knowledge.models import (
    BasisDocument,
    DiaryNumber,
    DiscussionPoint,
    ExampleGoal,
    FaqItem,
    Motion,
    PageLevel,
    PageOrganisation,
    PagePlace,
    PageTerm,
    ProjectGoal,
    Proposition,
    Recommendation,
    ThemeParticipant,
)
from search.language import identifiers
from tests.factories import (
    DecisionPageFactory,
    LearningExamplePageFactory,
    LevelFactory,
    OrganisationFactory,
    PlaceFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    TermFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)

pytestmark = pytest.mark.django_db

TABLE = {
    "caption": "Roller per nivå",
    "columns": ["Nivå", "Region"],
    "rows": [["<p>Makro</p>", "<p>Primärvårdschef</p>"]],
    "number": "8",
    "note": "",
    "row_headings": True,
}


def addresses(page) -> list[str]:
    return [section.address for section in page.search_sections()]


def point(heading: str, **fields: object) -> DiscussionPoint:
    return DiscussionPoint(heading=heading, **{"why": "<p>Därför.</p>", "desired_outcome": "<p>Klart.</p>"} | fields)


def test_themes_stand_in_the_order_1_2a_2b_3(home: HomePage) -> None:
    toolkit = ToolkitPageFactory(parent=home)
    for number, part in [(3, ""), (2, "b"), (1, ""), (2, "a")]:
        ThemePageFactory(parent=toolkit, number=number, part=part)

    assert [theme.number_label for theme in toolkit.themes] == ["1", "2a", "2b", "3"]


def test_a_hidden_theme_is_not_listed(home: HomePage) -> None:
    toolkit = ToolkitPageFactory(parent=home)
    ThemePageFactory(parent=toolkit, live=False)

    assert toolkit.themes == []


def test_each_point_and_question_of_a_theme_is_a_section_with_its_address(home: HomePage) -> None:
    theme = ThemePageFactory(
        parent=ToolkitPageFactory(parent=home),
        points=[point("Vem bestämmer?"), point("När?", sub_points="Läge\nKapacitet")],
        faq=[FaqItem(question="Måste båda vara med?", answer="<p>Nej.</p>")],
    )

    sections = {section.address: section for section in theme.search_sections()}

    assert sections["Punkt 2"].heading == "När?"
    assert sections["Punkt 2"].anchor == theme.points.all()[1].anchor
    assert sections["Punkt 2"].text == "Därför. Klart. Läge Kapacitet"
    assert sections["Fråga 1"].text == "Nej."


def test_labels_of_sections_are_in_the_language_of_the_page(home: HomePage) -> None:
    theme = ThemePageFactory(parent=ToolkitPageFactory(parent=home), points=[point("Vem?")])

    with translation.override("en"):
        assert "Punkt 1" in addresses(theme)


def test_participants_are_grouped_by_level_from_the_top_down(home: HomePage) -> None:
    meso, makro = LevelFactory(name="Meso", sort=3), LevelFactory(name="Makro", sort=2)
    theme = ThemePageFactory(
        parent=ToolkitPageFactory(parent=home),
        participants=[
            ThemeParticipant(level=meso, roles="Verksamhetschef", party="region"),
            ThemeParticipant(level=makro, roles="Socialchef\nEkonomichef", party="municipality"),
        ],
    )

    assert [level.name for level, _rows in theme.participant_levels] == ["Makro", "Meso"]
    assert theme.participant_levels[0][1][0].roles_list == ["Socialchef", "Ekonomichef"]


def test_a_table_of_the_running_text_is_a_section_of_its_own(home: HomePage) -> None:
    report = ReportPageFactory(parent=home)
    chapter = ReportChapterPageFactory(
        parent=report,
        number=4,
        body=[
            {"type": "heading", "value": {"text": "Hösten 2021", "level": "h2"}},
            {"type": "data_table", "value": TABLE},
            {"type": "text", "value": "<p>Frågan ställdes i enkäter.</p>"},
        ],
    )

    heading, table = chapter.search_sections()[1:]

    assert (heading.address, heading.heading, heading.text) == (
        "Kapitel 4",
        "Hösten 2021",
        "Frågan ställdes i enkäter.",
    )
    assert (table.address, table.heading) == ("Tabell 8", "Roller per nivå")
    assert table.text == "Nivå, Region. Makro, Primärvårdschef"
    assert chapter.outline == [{"anchor": heading.anchor, "title": "Hösten 2021"}]


def test_goals_are_found_one_by_one(home: HomePage) -> None:
    report = ReportPageFactory(
        parent=home,
        goals=[ProjectGoal(number=4, short_wording="Indikatorer", wording="<p>Ett förslag.</p>", outcome="met")],
        recommendations=[Recommendation(title="Gemensamma planer", group="Samverkanskultur")],
    )
    example = LearningExamplePageFactory(parent=home, goals=[ExampleGoal(text="Ökad delaktighet")])

    goal = next(section for section in report.search_sections() if section.address == "Mål 4")

    assert (goal.heading, goal.text) == ("Indikatorer", "Ett förslag. Uppfyllt")
    assert "Rekommendation" in addresses(report)
    assert "Mål 1" in addresses(example)


def test_a_decision_is_told_in_its_legal_order(home: HomePage) -> None:
    decision = DecisionPageFactory(
        parent=home,
        paragraph="§ 16/23",
        proposal="<p>Att godkänna rapporten.</p>",
        decision_text="<p>Rapporten godkänns.</p>",
        amendments="<p>Med ett tillägg.</p>",
        motions=[Motion(motion_kind="addition", who="Ledamot (S)", text="Ett tillägg.")],
        propositions=[Proposition(question="Tillägget.", outcome="Bifall")],
        basis_documents=[BasisDocument(text="Projektrapporten")],
    )

    order = ["forslag", "yrkanden", "proposition", "beslut"]

    assert [entry["anchor"] for entry in decision.outline][:4] == order
    assert [section.anchor for section in decision.search_sections()][1:5] == order
    assert set(addresses(decision)) == {"", "§ 16/23"}


def test_an_empty_part_of_a_decision_stands_in_the_outline_but_is_not_found(home: HomePage) -> None:
    decision = DecisionPageFactory(parent=home)

    assert "yrkanden" in [entry["anchor"] for entry in decision.outline]
    assert "yrkanden" not in [section.anchor for section in decision.search_sections()]


@pytest.mark.parametrize("written", ["NSV 23-0020", "nsv23-0020", "NSV23–0020"])
def test_every_spelling_of_a_reference_number_means_the_same_page(home: HomePage, written: str) -> None:
    decision = DecisionPageFactory(parent=home, diary_numbers=[DiaryNumber(number="NSV23-0020")])

    known = {identifiers.normalise(number) for number in decision.search_identifiers()}

    assert identifiers.normalise(written) in known


@pytest.mark.parametrize(("precision", "shown"), [("day", "11 mars 2023"), ("month", "mars 2023"), ("year", "2023")])
def test_only_what_is_known_of_a_date_is_shown(home: HomePage, precision: str, shown: str) -> None:
    decision = DecisionPageFactory(parent=home, decided_on=date(2023, 3, 11), date_precision=precision)

    with translation.override("sv"):
        assert decision.date_label == shown


def test_level_names_and_their_aliases_are_keywords_of_the_same_page(home: HomePage) -> None:
    makro = LevelFactory(name="Makro", aliases="strategisk nivå\nhögsta ledning")
    theme = ThemePageFactory(parent=ToolkitPageFactory(parent=home), page_levels=[PageLevel(level=makro)])

    assert {"Makro", "strategisk nivå", "högsta ledning"} <= set(theme.search_keywords())
    assert theme.search_facet_values()["level"] == [makro.translation_key]


def test_one_example_is_found_under_both_its_places(home: HomePage) -> None:
    places = [PlaceFactory(name="Norsjö"), PlaceFactory(name="Skellefteå")]
    example = LearningExamplePageFactory(parent=home, page_places=[PagePlace(place=place) for place in places])

    assert example.search_facet_values()["place"] == [place.translation_key for place in places]


def test_abbreviations_and_short_names_are_keywords(home: HomePage) -> None:
    term = TermFactory(term="samordnad individuell plan", abbreviation="SIP", expansion="Samordnad individuell plan")
    board = OrganisationFactory(name="Nämnden för samverkan", short_name="NSV")
    page = LearningExamplePageFactory(
        parent=home, page_terms=[PageTerm(term=term)], page_organisations=[PageOrganisation(organisation=board)]
    )

    assert {"SIP", "NSV", "Nämnden för samverkan"} <= set(page.search_keywords())


def test_the_deciding_body_counts_as_an_organisation_of_the_decision(home: HomePage) -> None:
    board = OrganisationFactory()
    decision = DecisionPageFactory(parent=home, deciding_body=board)

    assert decision.search_facet_values()["organisation"] == [board.translation_key]


def test_an_example_is_found_under_each_of_its_years(home: HomePage) -> None:
    example = LearningExamplePageFactory(parent=home, year_from=2021, year_to=2023)

    assert example.search_facet_values()["year"] == ["2021", "2022", "2023"]


def test_a_page_shows_vocabulary_in_its_own_language_and_swedish_where_untranslated(
    home: HomePage, locales: dict[str, Locale]
) -> None:
    makro = LevelFactory(name="Makro", sort=1)
    LevelFactory(name="Makrotaso", sort=1, language="fi", translation_key=makro.translation_key, slug=makro.slug)
    meso = LevelFactory(name="Meso", sort=2)
    example = LearningExamplePageFactory(
        parent=home, page_levels=[PageLevel(level=makro), PageLevel(level=meso)], locale=locales["fi"]
    )

    assert [level.name for level in example.levels] == ["Makrotaso", "Meso"]
    assert example.search_facet_values()["level"] == [makro.translation_key, meso.translation_key]
