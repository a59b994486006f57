"""Labels of facets: in the visitor's language, in the right order, and never an error for what stands in an address."""

import uuid

import pytest

from home.models import HomePage
from knowledge.facets import family_labels, vocabulary_labels
from knowledge.models import Level, Organisation
from search.facets import all_facets
from tests.factories import LevelFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_portal_has_its_five_facets_in_order() -> None:
    assert [facet.name for facet in all_facets()][:5] == ["kind", "level", "place", "organisation", "year"]


def test_families_are_labelled_in_the_language_asked_for_in_the_order_of_the_menu() -> None:
    assert list(family_labels(["decision", "guide", "unknown"], "sv").values()) == ["Vägledning", "Beslut och möten"]
    assert family_labels(["decision"], "fi") == {"decision": "Päätökset ja kokoukset"}


def test_levels_are_labelled_from_the_top_down_in_any_language(home: HomePage) -> None:
    meso, makro = LevelFactory(name="Meso", sort=2), LevelFactory(name="Makro", sort=1)
    LevelFactory(name="Makrotaso", sort=1, language="fi", slug=makro.slug, translation_key=makro.translation_key)
    keys = [str(meso.translation_key), str(makro.translation_key)]
    labels = vocabulary_labels(Level)

    assert list(labels(keys, "sv").items()) == [(keys[1], "Makro"), (keys[0], "Meso")]
    assert list(labels(keys, "fi").items()) == [(keys[1], "Makrotaso"), (keys[0], "Meso")]


def test_only_the_items_asked_for_are_labelled(home: HomePage) -> None:
    wanted, _other = OrganisationFactory(name="NSV"), OrganisationFactory()

    assert vocabulary_labels(Organisation)([wanted.translation_key], "sv") == {str(wanted.translation_key): "NSV"}


@pytest.mark.parametrize("written", ["", "nsv", "1", "' OR 1=1", "\x00", str(uuid.uuid4())])
def test_what_is_no_item_has_no_label(home: HomePage, written: str) -> None:
    OrganisationFactory()

    assert vocabulary_labels(Organisation)([written], "sv") == {}
