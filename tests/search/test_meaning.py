"""What a query is taken for: slips are corrected, halves are read as words, real words and numbers stay as they are."""

import pytest

from home.models import HomePage
from knowledge.models import DecisionPage, DiaryNumber
from tests.factories import DecisionPageFactory, ThemePageFactory
from tests.home.site import add_many, make_home

from .asking import ask, index_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def test_a_slip_is_corrected_and_said_to_be(home: HomePage) -> None:
    ThemePageFactory(title="Vårdsamverkan i Katrineholm")

    found = ask("katrinholm")

    assert found.corrected == "Katrineholm"
    assert [hit.page.title for hit in found.hits] == ["Vårdsamverkan i Katrineholm"]


def test_half_a_word_is_read_as_one_that_begins_so(home: HomePage) -> None:
    ThemePageFactory(title="Vårdsamverkan i Katrineholm")

    found = ask("vårdsamv katri")

    assert found.corrected == "vårdsamverkan Katrineholm"
    assert [(hit.page.title, hit.match) for hit in found.hits] == [("Vårdsamverkan i Katrineholm", "all")]


def test_where_nothing_is_found_an_end_is_offered_to_a_real_word(home: HomePage) -> None:
    ThemePageFactory(title="Psykisk hälsa")

    found = ask("psyk")

    assert (found.total, found.corrected, found.proposal, found.proposal_total) == (0, "", "psykisk", 1)
    assert ask("psyk", correct=False).proposal == ""
    assert ask("psyk vattenkraft").proposal == ""


def test_a_slip_beside_a_word_that_is_right_is_corrected_too(home: HomePage) -> None:
    ThemePageFactory(title="Vårdsamverkan i Katrineholm")
    ThemePageFactory(title="Vårdsamverkan i Flen")

    found = ask("vårdsamverkan katrinholm")

    assert found.corrected == "vårdsamverkan Katrineholm"
    assert [(hit.page.title, hit.match) for hit in found.hits][0] == ("Vårdsamverkan i Katrineholm", "all")


def test_only_whole_words_are_replaced_by_a_correction(home: HomePage) -> None:
    ThemePageFactory(title="Katrineholm", purpose="<p>Kakatrinholmen är en ö.</p>")

    assert ask("kakatrinholmen katrinholm").corrected == "kakatrinholmen Katrineholm"


def test_where_few_pages_have_a_word_that_is_likely_a_slip_the_right_one_is_offered(home: HomePage) -> None:
    ThemePageFactory(title="Samvekran")
    add_many(home, DecisionPage, 10, title="Samverkan", background="<p>Lokalerna</p>")
    ThemePageFactory(title="Samverkan bakom lås")
    index_below(home)

    found = ask("samvekran")

    assert (found.corrected, found.proposal, found.proposal_total) == ("", "samverkan", 11)
    assert [hit.page.title for hit in found.hits] == ["Samvekran"]
    assert ask("samvekran", correct=False).proposal == ""
    assert ask("samverkan").proposal == ""
    assert ask("samvekran lokal").corrected == "samverkan lokal"


def test_words_that_are_wrongly_split_are_joined(home: HomePage) -> None:
    ThemePageFactory(title="Läkarmedverkan", purpose="<p>Läkaren har verkan.</p>")

    assert ask("läkarmed verkan").corrected == "läkarmedverkan"


def test_who_wants_the_word_as_it_was_written_gets_nothing_else(home: HomePage) -> None:
    ThemePageFactory(title="Katrineholm")

    found = ask("katrinholm", correct=False)

    assert (found.total, found.corrected) == (0, "")


def test_real_words_and_numbers_are_never_corrected(home: HomePage) -> None:
    DecisionPageFactory(title="Hundra", paragraph="§ 12", diary_numbers=[DiaryNumber(number="NSV23-0020")])

    for query in ("hundar", "NSV23-0021", "NSV23-0020x", "§ 13", "hun"):
        assert ask(query).corrected == "", query
