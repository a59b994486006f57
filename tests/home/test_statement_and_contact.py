"""The accessibility statement, field by field as the law asks for it, and the addresses of the contact page."""

from collections.abc import Callable
from datetime import date

import pytest

from django.utils import translation

from home.models import ContactAddress, HomePage, KnownIssue, StatementPage
from tests.search.asking import ask

from .site import add_contact, add_statement, make_home

pytestmark = pytest.mark.django_db

Situation = KnownIssue.Situation


@pytest.mark.parametrize(
    ("code", "words"),
    [("full", "helt förenlig"), ("partial", "delvis förenlig"), ("none", "inte förenlig")],
)
def test_the_degree_of_conformance_is_said_in_the_words_of_the_law(
    home: HomePage, get: Callable, code: str, words: str
) -> None:
    html = get(add_statement(home, conformance=code).url)

    assert words in html
    assert sum(degree in html for degree in ("helt förenlig", "delvis förenlig", "inte förenlig")) == 1
    assert "EN 301 549" in html


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_there_is_a_word_for_each_degree_in_each_language(language: str) -> None:
    with translation.override(language):
        labels = [str(degree.label) for degree in StatementPage.Conformance]

    assert len(set(labels)) == 3
    assert language == "en" or not any("compliant" in label for label in labels)


def test_issues_stand_under_the_situation_of_those_they_shut_out(home: HomePage, get: Callable) -> None:
    page = add_statement(home)
    page.issues = [
        KnownIssue(text="Bild utan text.", situation=Situation.NO_SIGHT, reason="Äldre material."),
        KnownIssue(text="Svag kontrast.", situation=Situation.LOW_SIGHT, fixed_by=date(2027, 4, 30)),
        KnownIssue(text="Karta utan text.", situation=Situation.NO_SIGHT),
    ]
    page.save()

    html = get(page.url)

    order = [
        "Utan synförmåga",
        "Bild utan text.",
        "Äldre material.",
        "Karta utan text.",
        "Nedsatt syn",
        "Svag kontrast.",
    ]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert html.count("Utan synförmåga") == 1
    assert "30 april 2027" in html


def test_what_is_empty_is_said_to_be_so(home: HomePage, get: Callable) -> None:
    html = get(add_statement(home).url)

    assert "Vi känner inte till några brister" in html
    assert html.count("Inget är undantaget") == 2


def test_the_parts_have_the_order_of_the_instructions(home: HomePage, get: Callable) -> None:
    page = add_statement(home)
    anchors = [entry["anchor"] for entry in page.outline]
    html = get(page.url)

    assert anchors == ["hur-tillganglig", "brister", "undantag", "kontakta-oss", "granskning"]
    places = [html.index(f'id="{anchor}"') for anchor in anchors]
    assert places == sorted(places)


def test_whoever_is_shut_out_learns_where_to_turn(home: HomePage, get: Callable) -> None:
    contact = add_contact(home)

    html = get(add_statement(home).url)

    assert f'href="{contact.url}"' in html
    assert 'href="https://www.digg.se/tdosanmalan"' in html


def test_an_issue_is_found_by_the_search(home: HomePage) -> None:
    page = add_statement(home)
    page.issues = [KnownIssue(text="Kartan saknar textalternativ.", situation=Situation.NO_SIGHT)]
    page.save()

    (hit,) = ask("kartan textalternativ").hits

    assert (hit.page.pk, hit.sections[0].anchor) == (page.pk, "brister")


@pytest.fixture
def address() -> ContactAddress:
    return ContactAddress(
        name="Redaktionen",
        concerns="Frågor om innehållet",
        email="redaktion@example.se",
        telephone="0150-00 00 00",
        postal_address="Box 1\n600 00 Orten",
    )


def test_addresses_are_complete_and_can_be_used(home: HomePage, get: Callable, address: ContactAddress) -> None:
    page = add_contact(home)
    page.addresses = [address, ContactAddress(name="Registratorn")]
    page.save()

    html = get(page.url)

    for words in ("Redaktionen", "Frågor om innehållet", "0150-00 00 00", "Box 1, 600 00 Orten", "Registratorn"):
        assert words in html
    assert 'href="mailto:redaktion@example.se"' in html
    assert html.count("<dt>E-post</dt>") == 1


def test_a_function_is_found_by_its_line(home: HomePage, address: ContactAddress) -> None:
    page = add_contact(home)
    page.addresses = [address]
    page.save()

    (hit,) = ask("redaktionen innehållet").hits

    assert hit.sections[0].anchor == page.addresses.get().anchor


def test_translations_keep_the_numbers_of_their_addresses(home: HomePage, address: ContactAddress) -> None:
    page = add_contact(home)
    page.addresses = [address]
    page.save()

    copy = page.copy_for_translation(make_home("fi", of=home).locale)

    assert copy.addresses.get().telephone == address.telephone
    assert copy.addresses.get().anchor == page.addresses.get().anchor
