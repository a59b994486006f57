"""Labels of facets: in the visitor's language, in the right order, and never an error for what stands in an address."""

import pytest
from pytest_django import DjangoAssertNumQueries

from home.models import HomePage
from knowledge.facets import family_labels, vocabulary_labels
from search.facets import all_facets
from tests.factories import LevelFactory, OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def test_the_portal_has_its_facets_in_order() -> None:
    first = ["kind", "level", "place", "organisation", "focus_area", "target_area", "year"]
    assert [facet.name for facet in all_facets()][: len(first)] == first


def test_families_are_labelled_in_the_language_asked_for_in_the_order_of_the_menu() -> None:
    labels = family_labels({"kind": ["decision", "guide", "unknown"]}, "sv")["kind"]

    assert list(labels.values()) == ["Vägledning", "Beslut och möten"]
    assert family_labels({"kind": ["decision"]}, "fi") == {"kind": {"decision": "Päätökset ja kokoukset"}}


def test_levels_are_labelled_from_the_top_down_in_any_language(home: HomePage) -> None:
    meso, makro = LevelFactory(name="Meso", sort=2), LevelFactory(name="Makro", sort=1)
    LevelFactory(name="Makrotaso", sort=1, language="fi", slug=makro.slug, translation_key=makro.translation_key)
    keys = [str(meso.translation_key), str(makro.translation_key)]

    swedish, finnish = (vocabulary_labels({"level": keys}, locale)["level"] for locale in ("sv", "fi"))

    assert list(swedish.items()) == [(keys[1], "Makro"), (keys[0], "Meso")]
    assert list(finnish.items()) == [(keys[1], "Makrotaso"), (keys[0], "Meso")]


def test_all_vocabularies_are_labelled_at_once_and_only_what_is_asked_for(
    home: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    board, place = OrganisationFactory(name="NSV"), PlaceFactory(name="Trosa")
    OrganisationFactory()
    asked = {"organisation": [str(board.translation_key)], "place": [str(place.translation_key)], "level": []}

    with django_assert_num_queries(1):
        labels = vocabulary_labels(asked, "sv")

    assert labels == {
        "organisation": {str(board.translation_key): "NSV"},
        "place": {str(place.translation_key): "Trosa"},
        "level": {},
    }


@pytest.mark.parametrize("written", ["", "nsv", "1", "' OR 1=1", "\x00", "477c7b7d-e1d5-41aa-920d-2a78f14fedfe"])
def test_what_is_no_item_has_no_label(home: HomePage, written: str) -> None:
    OrganisationFactory()

    assert vocabulary_labels({"organisation": [written]}, "sv") == {"organisation": {}}
