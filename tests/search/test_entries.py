"""What of a page goes into the index."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.utils import translation

from wagtail.models import Page

from search import entries
from search.documents import PageDocument, Section
from search.engines.base import FILLER, TOKEN_FIELDS
from search.entries import document_for, entries_of, fingerprint, schema_hash
from search.language.base import LONGEST_TOKEN


def document(**fields) -> PageDocument:
    values = {
        "page_id": 12,
        "locale": "sv",
        "kind": "theme",
        "kind_label": "Tema",
        "family": "guide",
        "title": "Beslutsfattande",
        "summary": "Hur beslut fattas.",
        "sections": (Section("", "", "", "Inledning"), Section("punkt-1", "Punkt 1", "Mandat", "Vem får besluta?")),
        "ancestors": (1, 3),
    }
    return PageDocument(**values | fields)


def tokens(entry, field: str) -> list[str]:
    return [token for token in entry.tokens[field].split(" ") if token != FILLER]


def test_a_page_has_an_entry_and_each_section_has_one_in_its_slot():
    found = entries_of(document())
    assert [entry.key for entry in found] == ["page:12", "page:12#0", "page:12#1"]
    assert {entry.page_id for entry in found} == {12}


def test_the_page_holds_the_words_of_all_its_parts():
    page = entries_of(document(keywords=("Eskilstuna",), title_prefix="2b"))[0]
    assert tokens(page, "title_exact") == ["2b", "beslutsfattande", "label:tema", "title:beslutsfat"]
    assert tokens(page, "heading_exact") == ["tema", "punkt", "1", "mandat"]
    assert tokens(page, "body_exact") == [
        *("hur", "beslut", "fattas"),
        "inledning",
        *("vem", "får", "besluta"),
        "eskilstuna",
    ]


def test_a_section_holds_its_own_words_and_the_title_of_its_page():
    section = entries_of(document())[2]
    assert tokens(section, "title_exact") == ["beslutsfattande", "label:tema"]
    assert tokens(section, "heading_exact") == ["punkt", "1", "mandat"]
    assert tokens(section, "body_exact") == ["vem", "får", "besluta"]


def test_a_label_with_the_number_of_the_page_is_part_of_its_title():
    page = entries_of(document(kind_label="Tema 2b", title_prefix="2b"))[0]
    assert tokens(page, "title_exact") == ["tema", "2b", "beslutsfattande", "2", "title:beslutsfat"]
    assert tokens(page, "heading_exact") == ["punkt", "1", "mandat"]
    step = entries_of(document(kind_label="Steg 12", title_prefix="12"))[0]
    assert tokens(step, "title_exact") == ["steg", "12", "beslutsfattande", "title:beslutsfat"]


def test_a_label_that_pages_share_is_no_word_of_their_titles_and_can_be_typed_without_dots():
    page = entries_of(document(kind_label="Lärande exempel"))[0]
    assert tokens(page, "title_stem") == ["beslutsfat"]
    assert tokens(page, "title_exact")[1:-1] == ["label:lärande", "label:larande", "label:exempel"]
    assert tokens(page, "heading_exact")[:2] == ["lärande", "exempel"]


texts = st.text(max_size=60)


@given(texts, texts, texts, texts)
def test_every_token_field_begins_with_the_filler_and_is_split_by_single_spaces(title, summary, heading, text):
    found = entries_of(document(title=title, summary=summary, sections=(Section("", "", heading, text),)))
    for entry in found:
        assert set(entry.tokens) == set(TOKEN_FIELDS)
        for value in entry.tokens.values():
            assert value.split(" ")[0] == FILLER
            assert value.split() == value.split(" ")
            assert max(map(len, value.split(" "))) <= LONGEST_TOKEN


def test_no_phrase_reaches_from_one_section_into_the_next():
    sections = (Section("", "", "", "nära"), Section("", "", "", "vård"))
    assert "nära vård" not in entries_of(document(sections=sections))[0].tokens["body_exact"]


def test_the_page_carries_facets_and_its_kind_and_sections_none():
    facets = {"level": ("a", "b", "a"), "kind": ("guide",)}
    page, section, _ = entries_of(document(facets=facets))
    assert page.facets == {"level": ["a", "b"], "kind": ["guide"], "type": ["theme"]}
    assert section.facets == {}


def test_a_page_is_among_its_own_ancestors():
    assert [entry.ancestors for entry in entries_of(document())] == [[1, 3, 12]] * 3


def test_the_date_sorts():
    assert entries_of(document(date=datetime.date(2023, 6, 16)))[0].date_ordinal == 738687
    assert entries_of(document())[0].date_ordinal == 0


def test_identifiers_are_found_in_any_spelling_wherever_they_stand():
    sections = (Section("p16", "§ 16/23", "Beslut", "Se NSV 23-0020."),)
    page, section = entries_of(document(identifiers=("NSV 23-0020",), sections=sections))
    assert page.identifiers == ["NSV23-0020"]
    assert json.loads(page.payload)["identifiers"] == ["NSV23-0020"]
    assert "id:NSV23-0020" in tokens(page, "title_exact")
    assert "id:NSV23-0020" in tokens(section, "body_exact")
    assert "id:§_16/23" in tokens(page, "heading_exact")
    assert "id:§_16/23" in tokens(section, "heading_exact")


def test_payloads_hold_what_a_hit_shows():
    page, _, section = entries_of(document(date=datetime.date(2023, 6, 16), facts=("Makro",), title_prefix="2b"))
    assert json.loads(page.payload) == {
        "kind": "theme",
        "kind_label": "Tema",
        "family": "guide",
        "title": "Beslutsfattande",
        "title_prefix": "2b",
        "summary": "Hur beslut fattas.",
        "facts": ["Makro"],
        "date": "2023-06-16",
        "valid_from": "",
        "valid_to": "",
        "identifiers": [],
    }
    assert json.loads(section.payload) == {
        "anchor": "punkt-1",
        "address": "Punkt 1",
        "heading": "Mandat",
        "text": "Vem får besluta?",
    }


def test_a_fingerprint_tells_whether_anything_differs():
    same = fingerprint(document())
    assert same == fingerprint(document())
    others = [document(summary="Annat."), document(date=datetime.date(2023, 6, 16)), document(sections=()), None]
    assert len({same, *map(fingerprint, others)}) == 5


@pytest.mark.parametrize("part", ["LANGUAGE_VERSION", "FORMAT"])
def test_the_schema_changes_with_the_language_and_the_format(monkeypatch, part):
    before = schema_hash("tantivy-1")
    assert schema_hash("tantivy-1") == before
    assert schema_hash("tantivy-2") != before
    monkeypatch.setattr(entries, part, "another")
    assert schema_hash("tantivy-1") != before


@pytest.mark.django_db
def test_documents_are_made_of_live_searchable_pages_alone(add_theme, root):
    page = add_theme("Tema", ["Punkt ett"])
    child = add_theme("Barn", parent=page)
    made = document_for(child)
    assert (made.title, made.locale, made.kind) == ("Barn", "sv", "theme")
    assert made.ancestors == (root.pk, page.pk)
    assert document_for(Page.objects.get(pk=page.pk)) is None
    page.live = False
    assert document_for(page) is None


@pytest.mark.django_db
def test_labels_are_in_the_language_of_the_page(add_theme):
    page = add_theme("Tema", ["Punkt ett"])
    with translation.override("en"):
        assert document_for(page).kind_label.startswith("Tema")
