"""The shared vocabularies: one code in all languages, lists that show where items are used, no deletion while in use."""

import re
from typing import Any

import pytest

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from home.models import HomePage
from knowledge.models import (
    ExampleFilm,
    OrganisationPlace,
    PageLevel,
    PageOrganisation,
    PagePlace,
    PageTerm,
    ThemeParticipant,
)
from knowledge.models.area import PageFocusArea, PageTargetArea
from knowledge.usage import users_of
from tests.factories import (
    DecisionPageFactory,
    FilmFactory,
    FocusAreaFactory,
    LearningExamplePageFactory,
    LevelFactory,
    OrganisationFactory,
    PlaceFactory,
    TargetAreaFactory,
    TermFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)

pytestmark = pytest.mark.django_db

VOCABULARIES = ["level", "place", "organisation", "term", "film", "focus area", "target area"]


def admin_url(item: Any, view: str) -> str:
    name = type(item).snippet_viewset.get_url_name(view)
    return reverse(name, args=[] if view == "list" else [item.pk])


@pytest.fixture
def used(home: HomePage) -> dict[str, Any]:
    """One item of each vocabulary, with a page that uses it."""
    level, place, organisation, term = LevelFactory(), PlaceFactory(), OrganisationFactory(), TermFactory()
    film, focus, target = FilmFactory(), FocusAreaFactory(), TargetAreaFactory()
    LearningExamplePageFactory(
        parent=home,
        title="Norsjö",
        page_levels=[PageLevel(level=level)],
        page_places=[PagePlace(place=place)],
        page_organisations=[PageOrganisation(organisation=organisation)],
        page_terms=[PageTerm(term=term)],
        films=[ExampleFilm(film=film)],
        page_focus_areas=[PageFocusArea(focus_area=focus)],
        page_target_areas=[PageTargetArea(target_area=target)],
    )
    return {
        "level": level,
        "place": place,
        "organisation": organisation,
        "term": term,
        "film": film,
        "focus area": focus,
        "target area": target,
    }


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_list_says_in_which_language_an_item_is(editor: Client, used: dict[str, Any], vocabulary: str) -> None:
    html = editor.get(admin_url(used[vocabulary], "list")).content.decode()

    assert any("Språk" in cell for cell in re.findall(r"<th.*?</th>", html, re.DOTALL))
    assert any("Svenska" in cell for cell in re.findall(r"<td.*?</td>", html, re.DOTALL))


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_used_item_cannot_be_deleted(used: dict[str, Any], vocabulary: str) -> None:
    item = used[vocabulary]

    with pytest.raises(ProtectedError, match="Norsjö"), transaction.atomic():
        item.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        type(item).objects.filter(pk=item.pk).delete()

    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_the_admin_lists_the_pages_instead_of_deleting(editor: Client, used: dict[str, Any], vocabulary: str) -> None:
    item = used[vocabulary]

    for response in (editor.get(admin_url(item, "delete")), editor.post(admin_url(item, "delete"))):
        assert response.status_code == 409
        assert "Norsjö" in response.content.decode()
    assert type(item).objects.filter(pk=item.pk).exists()


def test_an_unused_item_is_deleted(editor: Client, home: HomePage) -> None:
    term = TermFactory()

    editor.post(admin_url(term, "delete"))

    assert not type(term).objects.filter(pk=term.pk).exists()


def test_bulk_deletion_is_refused_too(editor: Client, used: dict[str, Any]) -> None:
    term = used["term"]
    url = reverse("wagtail_bulk_action", args=["knowledge", "term", "delete"])

    editor.post(f"{url}?id={term.pk}")

    assert type(term).objects.filter(pk=term.pk).exists()


def test_every_way_of_using_an_item_counts(home: HomePage) -> None:
    place, level, board = PlaceFactory(), LevelFactory(), OrganisationFactory()
    part = PlaceFactory(parent=place)
    organisation = OrganisationFactory(organisation_places=[OrganisationPlace(place=place)], parent=board)
    theme = ThemePageFactory(
        parent=ToolkitPageFactory(parent=home), participants=[ThemeParticipant(level=level, roles="Chef")]
    )
    decision = DecisionPageFactory(parent=home, deciding_body=board)

    assert {str(user) for user in users_of(place)} == {str(part), str(organisation)}
    assert [user.pk for user in users_of(level)] == [theme.pk]
    assert [str(user) for user in users_of(board)] == [decision.title, str(organisation)]


def test_an_item_with_places_of_its_own_is_not_in_use_by_them(home: HomePage) -> None:
    organisation = OrganisationFactory(organisation_places=[OrganisationPlace(place=PlaceFactory())])

    assert users_of(organisation) == []
    organisation.delete()


def test_a_draft_that_names_a_deleted_item_can_still_be_opened(home: HomePage) -> None:
    place = PlaceFactory()
    page = LearningExamplePageFactory(parent=home)
    page.page_places = [PagePlace(place=place)]
    page.save_revision()
    place.delete()

    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()

    assert draft.title == page.title
    assert draft.places == []


def test_the_list_tells_how_many_pages_use_an_item(editor: Client, used: dict[str, Any]) -> None:
    unused = PlaceFactory(name="Trosa")

    with translation.override("sv"):
        table = editor.get(admin_url(unused, "list")).context["object_list"]

    counts = {item.name: item.usage_count for item in table}
    assert counts == {"Trosa": 0, used["place"].name: 1}


@pytest.mark.parametrize(("name", "typed"), [("Åtvidaberg", "Åtv"), ("Vårdcentralen i Väst", "vård"), ("Älvsbyn", "ä")])
def test_the_list_and_the_chooser_find_names_with_swedish_letters(
    editor: Client, home: HomePage, name: str, typed: str
) -> None:
    place = PlaceFactory(name=name)
    PlaceFactory(name="Borås")

    found = editor.get(admin_url(place, "list"), {"q": typed}).context["object_list"]
    viewset = type(place).snippet_viewset.chooser_viewset
    chooser = editor.get(reverse(viewset.get_url_name("choose_results")), {"q": typed, "locale_id": place.locale_id})

    assert [item.name for item in found] == [name]
    assert [item.name for item in chooser.context["results"]] == [name]


def test_a_code_is_used_once_per_language(home: HomePage) -> None:
    makro = LevelFactory(slug="makro")
    LevelFactory(slug="makro", language="fi", translation_key=makro.translation_key)

    with pytest.raises(IntegrityError), transaction.atomic():
        LevelFactory(slug="makro")


@pytest.mark.parametrize(
    ("status", "url", "plays"),
    [
        ("working", "https://film.example/1", True),
        ("working", "", False),
        ("preview", "https://film.example/1", False),
        ("broken", "https://film.example/1", False),
    ],
)
def test_only_a_film_whose_link_works_may_be_played(home: HomePage, status: str, url: str, plays: bool) -> None:
    assert FilmFactory(link_status=status, source_url=url).may_play is plays
