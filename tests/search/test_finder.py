"""What visitors find: words in any form, numbers in any spelling, tiers told apart, page after page of results."""

from collections.abc import Iterator
from datetime import date

import pytest

from django.test import Client
from django.urls import reverse
from django.utils import translation

from home.models import HomePage
from knowledge.models import DecisionPage, DiaryNumber, PageSource
from search.finder import PAGE_SIZE
from search.meaning import FEW
from tests.factories import (
    DecisionPageFactory,
    MeetingPageFactory,
    OrganisationFactory,
    ReportPageFactory,
    TermFactory,
    ThemePageFactory,
)
from tests.home.site import add_many, make_home

from .asking import ask, index_below, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def many(home: HomePage) -> list[DecisionPage]:
    """Twenty-five decisions about the same, each from its own year; every third names a place too."""
    pages = add_many(
        home,
        DecisionPage,
        25,
        title=lambda i: f"Vårdval {i} i Flen" if i % 3 == 0 else f"Vårdval {i}",
        decided_on=lambda i: date(2000 + i, 1, 1),
    )
    index_below(home)
    return pages


def test_a_word_is_found_in_any_form(home: HomePage) -> None:
    expected = {
        "kommun lokal": "Kommunernas lokaler",
        "bättre miljöer": "En bra miljö",
        "försörjning": "Energiförsörjning",
        "energi försörjning": "Energiförsörjning",
        "personalbostad": "Personalbostadshus",
        "skelleftea": "Samverkan i Skellefteå",
        "ehälsa": "E-hälsa för alla",
        "e-hälsan": "E-hälsa för alla",
        "nsv": "NSV:s uppdrag",
        "barnen": "Ett barn och dess mor",
        "mödrar": "Ett barn och dess mor",
    }
    for title in sorted(set(expected.values())):
        ThemePageFactory(title=title)

    assert {query: titles(query) for query in expected} == {query: [title] for query, title in expected.items()}


def test_however_many_pages_have_a_compound_those_with_its_parts_apart_come_after_them(home: HomePage) -> None:
    for number in range(FEW):
        ThemePageFactory(title=f"Tema {number}", purpose="<p>Om boendet och lönen. En kontaktperson finns.</p>")
        ThemePageFactory(title="Kontakt", purpose="<p>Kontakta en person.</p>")

    found = ask("kontaktperson")

    assert (found.total_all, found.total_partial) == (FEW, FEW)
    assert [hit.match for hit in found.hits] == ["all"] * FEW + ["partial"] * FEW
    assert {hit.page.title for hit in found.hits[FEW:]} == {"Kontakt"}


def test_a_compound_finds_its_parts_where_they_are_written_apart_side_by_side(home: HomePage) -> None:
    for title in ("Personal bostäder i norr", "Bostad åt personal"):
        ThemePageFactory(title=title)

    found = ask("personalbostad")

    assert [(hit.page.title, hit.match) for hit in found.hits] == [
        ("Personal bostäder i norr", "all"),
        ("Bostad åt personal", "partial"),
    ]
    assert [reason.kind for reason in found.hits[0].reasons] == ["compound", "compound"]


def test_a_word_with_its_number_comes_before_the_word_with_another_number(home: HomePage) -> None:
    ThemePageFactory(title="Projektmål 1 målbild", number=3)
    ThemePageFactory(title="Projektmål 3 struktur med arbetssätt och möten i länet", number=5)

    assert [title.partition(" ")[2][0] for title in titles("projektmål 3")] == ["3", "1"]


def test_letters_with_their_dots_come_before_those_without(home: HomePage) -> None:
    ThemePageFactory(title="Vardagen")
    ThemePageFactory(title="Vårdagen")

    assert titles("vårdagen")[0] == "Vårdagen"


def test_an_abbreviation_finds_what_it_stands_for_and_the_other_way_round(home: HomePage) -> None:
    names = {"abbreviation": "SIP", "expansion": "samordnad individuell plan", "synonyms": "vårdplan"}
    TermFactory(term="SIP", **names)
    pages = {"En samordnad individuell plan", "Att göra en SIP", "Vad en vårdplan är"}
    for title in (*pages, "Något helt annat"):
        ThemePageFactory(title=title)

    for query in ("SIP", "samordnad individuell plan", "samordnade individuella planer", "vårdplaner"):
        assert set(titles(query)) == pages, query


SPELLINGS = (
    *(
        "NSV23-0020",
        "nsv23-0020",
        "NSV 23-0020",
        "NSV 23 – 0020",
        "NSV23-020",
        "nsv 23 20",
        "NSV23-00 20",
        "N SV23-0020",
    ),
    *("NSV-23-0020", "NSV 2023-0020"),
)


def test_any_spelling_of_a_diary_number_leads_straight_to_its_page(home: HomePage) -> None:
    page = DecisionPageFactory(title="Slutrapporten godkänns", diary_numbers=[DiaryNumber(number="NSV 23-0020")])
    ThemePageFactory(title="Ett tema", purpose="<p>Se NSV23-0020.</p>")
    ThemePageFactory(title="Ett annat", purpose="<p>Se NSV23-0021 och 2020.</p>")

    for query in (*SPELLINGS, "diarienummer NSV23-0020"):
        found = ask(query)
        assert [hit.page.pk for hit in found.direct] == [page.pk], query
        assert {hit.page.title for hit in found.hits} == {"Slutrapporten godkänns", "Ett tema"}, query
        assert found.corrected == "", query


def test_the_number_of_a_case_leads_straight_to_its_documents(home: HomePage) -> None:
    page = DecisionPageFactory(title="Arbetsgången", diary_numbers=[DiaryNumber(number="NSV23-0008-6")])
    ThemePageFactory(title="Ett tema", purpose="<p>Se NSV23-0008-7.</p>")
    ThemePageFactory(title="Ett annat", purpose="<p>Se NSV23-0009-8 och NSV23-0008.</p>")

    for query in ("NSV23-0008", "nsv23 8"):
        found = ask(query)
        assert [hit.page.pk for hit in found.direct] == [page.pk], query
        assert {hit.page.title for hit in found.hits} == {"Arbetsgången", "Ett tema", "Ett annat"}, query
    assert titles("NSV23-0008-7") == ["Ett tema"]


def test_a_number_leads_to_its_page_however_the_hits_are_sorted(home: HomePage) -> None:
    old = DecisionPageFactory(decided_on=date(2001, 1, 1), diary_numbers=[DiaryNumber(number="NSV01-0001")])
    add_many(home, DecisionPage, PAGE_SIZE + 1, decided_on=date(2020, 1, 1), background="<p>NSV01-0001</p>")
    index_below(home)

    assert [hit.page.pk for hit in ask("NSV01-0001", by_date=True).direct] == [old.pk]


def test_a_paragraph_without_its_year_is_found_of_any_year(home: HomePage) -> None:
    DecisionPageFactory(title="Ett", paragraph="§ 16/23")
    DecisionPageFactory(title="Två", background="<p>Se § 16 / 22.</p>")
    DecisionPageFactory(title="Tre", paragraph="§ 160/23")

    assert set(titles("§16")) == {"Ett", "Två"}
    assert titles("§ 16 / 23") == ["Ett"]


def test_a_number_of_many_pages_leads_straight_to_none(home: HomePage) -> None:
    for _ in range(4):
        DecisionPageFactory(paragraph="§ 12")

    found = ask("§ 12")

    assert found.total == 4
    assert found.direct == []


def test_words_in_quotes_must_stand_next_to_each_other_in_one_place(home: HomePage) -> None:
    ThemePageFactory(title="Gemensam plan", purpose="<p>Vård av äldre.</p>")
    ThemePageFactory(title="Gemensamma planer", purpose="<p>Vården av äldre, e-hälsa för alla.</p>")
    ThemePageFactory(title="Gemensam verksamhet", purpose="<p>En plan. Vård för äldre. Hälsa för alla.</p>")

    assert titles("gemensam plan")[0] == "Gemensam plan"
    assert set(titles('"gemensam plan"')) == {"Gemensam plan", "Gemensamma planer"}
    assert set(titles("”vård av äldre”")) == {"Gemensam plan", "Gemensamma planer"}
    assert titles("»e-hälsa för alla«") == titles('"ehälsa för alla"') == ["Gemensamma planer"]
    assert titles('"plan gemensam"') == []


def test_a_number_leads_to_no_page_without_the_words_in_quotes(home: HomePage) -> None:
    page = DecisionPageFactory(title="Gemensam plan", diary_numbers=[DiaryNumber(number="NSV23-0020")])

    assert [hit.page.pk for hit in ask('NSV23-0020 "gemensam plan"').direct] == [page.pk]
    assert ask('NSV23-0020 "plan gemensam"').direct == []


def test_words_in_quotes_are_marked_only_where_they_stand_together(home: HomePage) -> None:
    ThemePageFactory(title="Ett", purpose="<p>En plan är bra. Gemensamma planer är bättre.</p>")

    (hit,) = ask('"gemensam plan"').hits

    pieces = [text for section in hit.sections for text, is_match in section.snippet_pieces if is_match]
    assert pieces == ["Gemensamma planer"]


def test_pages_with_an_excluded_word_in_any_inflection_are_left_out(home: HomePage) -> None:
    ThemePageFactory(title="Plan för skolan")
    ThemePageFactory(title="Plan för vården", purpose="<p>Skolhälsovård.</p>")
    ThemePageFactory(title="Plan", purpose="<p>Nära vård.</p>")

    assert set(titles("plan -skola")) == {"Plan för vården", "Plan"}
    assert titles("plan −skolor -”nära vård”") == ["Plan för vården"]
    assert titles("-plan skolor") == []


def test_who_only_says_what_is_not_wanted_gets_nothing(home: HomePage) -> None:
    ThemePageFactory(title="Plan")

    found = ask("-skola")

    assert (found.total, found.hits, found.question.only_excludes) == (0, [], True)


def test_marked_words_are_never_corrected(home: HomePage) -> None:
    ThemePageFactory(title="Katrineholm")

    for query in ('"katrinholm"', "katrineholm -katrinholm", '"i katrinholm" katrineholm'):
        assert ask(query).corrected == "", query
    assert ask('"katrineholm" katrinholm').corrected == '"katrineholm" Katrineholm'


def test_nonsense_finds_nothing(home: HomePage) -> None:
    ThemePageFactory(title="Samverkan")

    for query in ("qwertyzxcv", "blåbärspannkaka", "!!!", "…", "?? --", ""):
        found = ask(query)
        assert (found.total, found.hits, found.corrected) == (0, [], ""), query
        assert not any(found.counts.values()), query


def test_pages_with_some_of_the_words_follow_those_with_all_and_say_which_they_have(home: HomePage) -> None:
    ThemePageFactory(title="Lokaler", purpose="<p>Samverkan om lokaler.</p>")
    ThemePageFactory(title="Bara samverkan")
    ThemePageFactory(title="Annat")

    found = ask("lokaler samverkan")

    assert [(hit.page.title, hit.match, hit.found_words) for hit in found.hits] == [
        ("Lokaler", "all", ()),
        ("Bara samverkan", "partial", ("samverkan",)),
    ]
    assert (found.total_all, found.total_partial, found.total) == (1, 1, 2)


def test_enough_pages_with_all_words_leave_no_room_for_others(home: HomePage) -> None:
    for _ in range(FEW):
        ThemePageFactory(title="Samverkan om lokaler")
    ThemePageFactory(title="Bara samverkan")

    assert {hit.match for hit in ask("samverkan lokaler").hits} == {"all"}


def test_words_may_stand_in_different_parts_of_a_page(home: HomePage) -> None:
    ThemePageFactory(title="Lokaler", page_sources=[PageSource(title="En källa")], purpose="<p>Samverkan.</p>")

    assert titles("lokaler samverkan") == ["Lokaler"]


def test_the_page_in_which_the_words_stand_together_comes_first(home: HomePage) -> None:
    ThemePageFactory(title="Ett", purpose="<p>Lokaler.</p>", summary="Samverkan.")
    ThemePageFactory(title="Två", purpose="<p>Samverkan om lokaler.</p>", summary="Annat.")

    assert titles("lokaler samverkan")[0] == "Två"


def test_page_after_page_brings_every_hit_once(many: list[DecisionPage]) -> None:
    for by_date in (False, True):
        pages = [ask("vårdval", page_number=number, by_date=by_date).hits for number in (1, 2, 3)]

        assert [len(hits) for hits in pages] == [PAGE_SIZE, PAGE_SIZE, 5]
        assert {hit.page.pk for hits in pages for hit in hits} == {page.pk for page in many}


def test_a_page_of_results_may_end_one_tier_and_begin_the_other(many: list[DecisionPage]) -> None:
    hits = [hit for number in (1, 2, 3) for hit in ask("vårdval 24 flen", page_number=number).hits]

    assert [hit.match for hit in hits] == ["all"] + ["partial"] * 24
    assert {hit.page.pk for hit in hits} == {page.pk for page in many}


def test_the_newest_come_first_when_sorted_by_date(many: list[DecisionPage]) -> None:
    hits = [hit for number in (1, 2, 3) for hit in ask("vårdval", by_date=True, page_number=number).hits]

    assert [hit.page.pk for hit in hits] == [page.pk for page in reversed(many)]


def test_past_the_end_stands_the_last_page(many: list[DecisionPage]) -> None:
    last, past = ask("vårdval", page_number=3), ask("vårdval", page_number=900)

    assert [hit.page.pk for hit in past.hits] == [hit.page.pk for hit in last.hits]
    assert len(past.hits) == 5


@pytest.fixture
def finnish(home: HomePage) -> Iterator[HomePage]:
    with translation.override("fi"):
        yield make_home("fi", of=home)


def test_each_language_finds_its_own_pages(finnish: HomePage) -> None:
    ThemePageFactory(title="Samverkan")
    ThemePageFactory(title="Yhteistyö", parent=finnish, language="fi")

    assert titles("yhteistyössä", locale="fi") == ["Yhteistyö"]
    assert titles("yhteistyössä") == []
    assert titles("samverkan", locale="fi") == []


HOSTILE = [
    '"oavslutat citat',
    "'; DROP TABLE wagtailcore_page; --",
    "vård\x00val",
    "\x00",
    "ord " * 2500,
    "å" * 10_000,
    "😀👩‍👩‍👧",
    "שלום עולם \u202eabc",
    "(a AND (b OR",
    "title_exact:vård^1000 [* TO *] ~2 \\",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "%s %(x)s {0} {{ x }}",
    "\ud800".encode("utf-8", "replace").decode(),
    "ﬁn ǅ ẞ İ ı",
    "-" * 300,
    "§" * 300,
    "NSV" + "2" * 400 + "-0020",
]


def test_no_question_breaks_the_search(home: HomePage, client: Client) -> None:
    ThemePageFactory(title="Vårdval", purpose="<p>ord</p>")

    for query in HOSTILE:
        fields = ("q", "level", "year_from", "year_to", "sort", "page")
        everywhere = dict.fromkeys(fields, query) | {"kind": [query] * 3}
        response = client.get("/sv/sok/", everywhere)
        assert response.status_code == 200, query[:50]
        assert "<script>alert" not in response.content.decode(), query[:50]


def test_the_search_page_has_an_address_in_each_language() -> None:
    addresses = {}
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            addresses[language] = reverse("search")

    assert addresses == {"sv": "/sv/sok/", "fi": "/fi/haku/", "en": "/en/search/"}


def test_a_page_that_the_question_names_is_listed_though_others_have_all_the_words(home: HomePage) -> None:
    for number in range(FEW):
        ThemePageFactory(title=f"Text {number}", summary="Vem bestämmer? Länsstyrgruppen gör det.")
    ThemePageFactory(title="Länsstyrgruppen", summary="Chefer från regionen och kommunerna.")
    ThemePageFactory(title="Länsstyrgruppens möten", summary="Fyra om året.")

    found = ask("vem bestämmer i länsstyrgruppen")

    assert (found.total_all, found.total_partial) == (FEW, 1)
    assert [hit.page.title for hit in found.hits if hit.match == "partial"] == ["Länsstyrgruppen"]
    assert [hit.match for hit in ask("vem bestämmer i lansstyrgrupp").hits].count("partial") == 1
    assert ask("länsstyrgruppen -chefer").total_partial == 0


def test_when_something_happened_and_who_is_behind_it_are_words_of_its_page(home: HomePage) -> None:
    council = OrganisationFactory(name="Omsorgsrådet", aliases="Pensionärsforum")
    MeetingPageFactory(title="Mötet om lokaler", held_on=date(2024, 10, 3), held_by=council)
    MeetingPageFactory(title="Ett annat möte", held_on=date(2023, 6, 12), reviewed_on=date(2024, 10, 3))
    DecisionPageFactory(title="Beslutet om avtal", decided_on=date(2022, 3, 1), deciding_body=council)
    ReportPageFactory(title="En rapport", published_on=date(2021, 5, 4), publisher=council)
    expected = {
        "2024-10-03": ["Mötet om lokaler"],
        "3/10 2024": ["Mötet om lokaler"],
        "omsorgsrådet 2024": ["Mötet om lokaler"],
        "pensionärsforum oktober": ["Mötet om lokaler"],
        "1 mars 2022": ["Beslutet om avtal"],
        "omsorgsråd 2022": ["Beslutet om avtal"],
        "omsorgsrådet 4.5.2021": ["En rapport"],
    }

    assert {query: titles(query) for query in expected} == expected
    assert [reason.found for reason in ask("omsorgsrådet").hits[0].reasons] == ["Omsorgsrådet"]
