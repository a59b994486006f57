"""No person's name goes from a source to a page. Who moved and who chaired is kept as role and party."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from django.db import models

from wagtail.models import Page

from home.models import HomePage
from knowledge.importer.recognisers import persons

from .conftest import Import
from .papers import BUNDLE, PERSONS

GIVEN = st.sampled_from(["Anna", "Bo", "Åsa", "Karl-Erik", "Émilie", "Mohamed"])
FAMILY = st.sampled_from(["Berg", "Öst", "Lindqvist", "von Ås", "Ek-Holm", "Fransson"])
PARTIES = st.sampled_from(["S", "M", "SD", "C", "V", "KD", "L", "MP", "-"])


def stored_texts(page: Any) -> Iterator[str]:
    """Every text that is kept of a page, its child rows among them."""
    for field in page._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField | models.JSONField) or hasattr(field, "stream_block"):
            yield str(field.value_from_object(page))
    for relation in page._meta.child_relations if hasattr(page._meta, "child_relations") else []:
        for row in getattr(page, relation.get_accessor_name()).all():
            yield from stored_texts(row)


@pytest.mark.django_db
def test_no_name_of_the_file_reaches_a_page(imported: Import, home: HomePage) -> None:
    outcome = imported("handlingar.txt", BUNDLE, parent=home)
    parts = {part for person in PERSONS for part in person.split()}
    for each in outcome.stored:
        page = Page.objects.get(pk=each.page.pk).get_latest_revision_as_object()
        kept = f"{page.serializable_data()} {page.title} {page.slug} {page.search_description}"
        assert "Delade cyklar" in kept or each.draft.kind == "chapter"
        assert [part for part in parts if part in kept] == []
    assert [part for part in parts for note in outcome.notes if part in note.text] == []


@given(GIVEN, FAMILY, PARTIES)
@settings(deadline=None)
def test_a_member_becomes_role_and_party(name: str, family: str, party: str) -> None:
    assert persons.as_roles(f"{name} {family} ({party}) yrkar bifall.") == f"Ledamot ({party}) yrkar bifall."
    assert (
        persons.as_roles(f"Ordförande {name} {family} ({party}) ställer det.") == f"Ordföranden ({party}) ställer det."
    )
    assert (
        persons.as_roles(f"Bifall till {name} {family}s ({party}) yrkande.")
        == f"Bifall till ledamotens ({party}) yrkande."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Sveriges kommuner och regioner (SKR) föreslår en plan.",
        "Region Sörmland yrkar ersättning.",
        "Nämnden för samverkan (NSV) beslutar.",
        "Effektiv Vård (SOU 2016:2)",
        "Länets kommuner och Region Sörmland",
    ],
)
def test_organisations_keep_their_names(text: str) -> None:
    assert persons.as_roles(text) == text
