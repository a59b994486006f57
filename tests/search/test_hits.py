"""What of a page is shown as a hit: which of its passages, and how often."""

import json

import pytest

from wagtail.models import Page

from search.engines.base import Hit
from search.hits import MAX_SECTIONS, HitMaker, PageHit
from search.language.synonyms import SynonymGroups
from search.query import parse

pytestmark = pytest.mark.django_db

FACTS = {"title": "Vård", "title_prefix": "", "summary": ""}


def made(query: str, *sections: dict[str, str], label: str = "") -> PageHit:
    """The hit of a page with these matching sections, best first."""
    whole = {"anchor": "", "address": "", "heading": "", "text": ""}
    payloads = (FACTS | {"kind_label": label}, *(whole | section for section in sections))
    page, *hits = (Hit("page:1", 1, 1.0, json.dumps(payload)) for payload in payloads)
    return HitMaker(parse(query, "sv", SynonymGroups())).page_hit(Page(title="Vård"), page, "all", hits)


def test_each_shown_section_leads_to_a_place_of_its_own():
    hit = made(
        "vård omsorg",
        {"heading": "Ingress", "text": "vård"},
        {"anchor": "a", "heading": "A", "text": "vård"},
        {"heading": "Syfte", "text": "omsorg"},
        {"anchor": "b", "heading": "B", "text": "vård"},
        {"anchor": "b", "heading": "Sidan b i filen", "text": "vård", "url": "/documents/1/"},
    )

    assert [section.heading for section in hit.sections] == ["Ingress", "A", "B"]
    assert [reason.asked for reason in hit.reasons if reason.kind == "exact"] == ["vård", "omsorg"]


def test_a_page_of_a_file_is_another_place_than_the_page_itself():
    hit = made("vård", {"text": "vård"}, {"text": "vård", "url": "/documents/1/"}, {"text": "vård"})

    assert [section.url for section in hit.sections] == ["", "/documents/1/"]


def test_no_more_than_a_few_sections_are_shown():
    assert len(made("vård", *({"anchor": str(number), "text": "vård"} for number in range(9))).sections) == MAX_SECTIONS


def test_what_stands_beside_the_title_and_the_headings_is_told_as_a_reason():
    labelled = made("tema kapitel", {"address": "Kapitel 3"}, label="Tema 2a")

    assert [(reason.found, reason.kind) for reason in labelled.reasons] == [("Tema", "exact"), ("Kapitel", "exact")]
