"""The glossary page, and its terms where they stand in the texts of other pages."""

from collections.abc import Callable

import pytest

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page

from home.models import HomePage, StandardPage
from knowledge.models import GlossaryPage, PageTerm, Term
from tests.factories import TermFactory
from tests.search.asking import ask

from .site import add, make_home

pytestmark = pytest.mark.django_db

LANGUAGE_TEXT = "<p>Vi gör en SIP och följer målbilden. Målbilden är vår.</p>"


@pytest.fixture
def glossary(home: HomePage) -> GlossaryPage:
    return add(home, GlossaryPage, "Begrepp")


def text_page(home: HomePage, text: str, **fields: object) -> StandardPage:
    return add(home, StandardPage, "Så gör vi", body=[("text", text)], **fields)


@pytest.fixture
def terms(home: HomePage) -> dict[str, Term]:
    return {
        "sip": TermFactory(slug="sip", term="Samordnad individuell plan", abbreviation="SIP", definition="En plan."),
        "malbild": TermFactory(slug="malbild", term="Målbild", definition="Dit vi vill."),
        "aldre": TermFactory(slug="aldre", term="Äldreomsorg", definition="Omsorg om äldre."),
        "hta": TermFactory(slug="hta", term="Utvärdering av metoder", abbreviation="HTA"),
    }


def test_letters_stand_in_the_order_of_the_alphabet(
    glossary: GlossaryPage, terms: dict[str, Term], get: Callable
) -> None:
    html = get(glossary.url)

    assert [letter.name for letter in glossary.letters] == ["H", "M", "S", "U", "Ä"]
    for letter in glossary.letters:
        assert f'href="#{letter.anchor}"' in html
        assert f'id="{letter.anchor}"' in html
    assert 'Se <a href="#begrepp-hta">Utvärdering av metoder</a>' in html
    assert 'id="begrepp-sip"' in html
    assert "Samordnad individuell plan (SIP)" in html


def test_pages_that_use_a_term_are_counted_if_anyone_may_read_them(
    home: HomePage, glossary: GlossaryPage, terms: dict[str, Term], get: Callable
) -> None:
    for live in (True, True, False):
        text_page(home, "<p>Text.</p>", live=live, page_terms=[PageTerm(term=terms["sip"])])

    html = get(glossary.url)

    assert "Används på 2 sidor" in html
    assert html.count("Används på") == 1


def test_a_translated_glossary_counts_the_pages_of_its_language(
    home: HomePage, glossary: GlossaryPage, terms: dict[str, Term], get: Callable
) -> None:
    finnish = make_home("fi", of=home)
    copy = glossary.copy_for_translation(finnish.locale)
    copy.save_revision().publish()
    word = terms["sip"].copy_for_translation(finnish.locale)
    word.term = "Yhteinen suunnitelma"
    word.save()
    text_page(home, "<p>Text.</p>", page_terms=[PageTerm(term=terms["sip"])])
    text_page(finnish, "<p>Teksti.</p>", locale=finnish.locale, page_terms=[PageTerm(term=terms["sip"])])

    html = get(copy.url)

    assert "Yhteinen suunnitelma" in html
    assert "Käytetään 1 sivulla" in html
    assert '<div class="glossary-entry" id="begrepp-malbild" lang="sv">' in html


def test_a_search_for_a_word_leads_to_its_meaning_and_follows_its_changes(
    glossary: GlossaryPage, terms: dict[str, Term]
) -> None:
    (hit,) = ask("målbild").hits
    assert (hit.page.pk, hit.sections[0].anchor) == (glossary.pk, "begrepp-malbild")

    terms["malbild"].definition = "Riktningen vi valt."
    terms["malbild"].save()
    assert [hit.page.pk for hit in ask("riktningen").hits] == [glossary.pk]

    terms["malbild"].delete()
    assert not ask("riktningen").hits


def test_a_term_in_a_text_opens_its_explanation_once(
    home: HomePage, glossary: GlossaryPage, terms: dict[str, Term], get: Callable
) -> None:
    html = get(text_page(home, LANGUAGE_TEXT).url)

    assert '<button class="term" type="button" popovertarget="ord-malbild">målbilden</button>' in html
    assert 'popovertarget="ord-sip">SIP</button>' in html
    assert html.count("popovertarget=") == 2
    assert 'id="ord-malbild" popover' in html
    assert f'href="{glossary.url}#begrepp-malbild"' in html


def test_a_term_explains_itself_without_a_glossary_page(home: HomePage, terms: dict[str, Term], get: Callable) -> None:
    html = get(text_page(home, LANGUAGE_TEXT).url)

    assert "Dit vi vill." in html
    assert "#begrepp-malbild" not in html


def test_what_an_editor_changes_shows_at_once(home: HomePage, terms: dict[str, Term], get: Callable) -> None:
    page = text_page(home, LANGUAGE_TEXT)
    get(page.url)

    terms["malbild"].definition = "Något annat."
    terms["malbild"].save()
    assert "Något annat." in get(page.url)

    terms["malbild"].in_texts = False
    terms["malbild"].save()
    assert "ord-malbild" not in get(page.url)

    terms["sip"].delete()
    assert "ord-sip" not in get(page.url)


def test_explanations_cost_no_query_once_they_are_known(home: HomePage, terms: dict[str, Term], get: Callable) -> None:
    page = text_page(home, LANGUAGE_TEXT)
    plain = text_page(home, "<p>Inget att förklara.</p>")

    def cost(page: Page) -> int:
        with CaptureQueriesContext(connection) as asked:
            get(page.url)
        return len(asked)

    cost(plain)
    assert cost(page) == cost(plain)


def test_the_glossary_costs_the_same_for_one_term_and_for_fifty(
    home: HomePage, glossary: GlossaryPage, terms: dict[str, Term], get: Callable
) -> None:
    def cost() -> int:
        get(glossary.url)
        with CaptureQueriesContext(connection) as asked:
            get(glossary.url)
        return len(asked)

    few = cost()
    for term in TermFactory.create_batch(20):
        text_page(home, "<p>Text.</p>", page_terms=[PageTerm(term=term)])

    assert cost() == few
