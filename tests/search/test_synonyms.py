"""Where synonyms come from: whoever registers a source, and in the portal the glossary, the organisations and the editors."""

import pytest

from django.db.models import QuerySet

from home.models import HomePage
from search import known, synonyms
from search.language.synonyms import OneWay
from tests.factories import OrganisationFactory, PromotedResultFactory, SynonymsFactory, TermFactory, ThemePageFactory
from tests.home.site import make_home


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> list:
    monkeypatch.setattr(synonyms, "_sources", [])
    return synonyms._sources


def groups(locale: str) -> list[synonyms.Group]:
    return sorted(known.read(locale).groups)


def test_a_source_is_asked_once_however_often_it_is_registered(no_sources: list) -> None:
    def source(locale: str) -> list[QuerySet]:
        return []

    synonyms.register(source)
    synonyms.register(source)

    assert no_sources == [source]


def test_terms_and_organisations_give_all_their_wordings(home: HomePage) -> None:
    names = {"abbreviation": "SIP", "expansion": "samordnad individuell plan"}
    TermFactory(term="Sip-plan", synonyms="vårdplan\n\n vård-plan ", deprecated_forms="SIPP", **names)
    OrganisationFactory(name="Nämnden för samverkan", short_name="NSV", aliases="Samverkansnämnden", former_names="GN")
    TermFactory(term="Ensam")
    TermFactory(term="Toinen", language="fi")

    assert groups("sv") == [
        ("Nämnden för samverkan", "NSV", "Samverkansnämnden", "GN"),
        ("Sip-plan", "SIP", "samordnad individuell plan", "vårdplan", "vård-plan", "SIPP"),
    ]
    assert groups("fi") == []


def test_editors_add_synonyms_of_both_kinds_in_one_language(home: HomePage) -> None:
    SynonymsFactory(wordings="hyra\n lokalkostnad \nhyra")
    SynonymsFactory(word="hemvist", wordings="boende\nbostad")
    SynonymsFactory(wordings="vuokra\ntilakustannus", language="fi")

    assert groups("sv") == [OneWay("hemvist", ("boende", "bostad")), ("hyra", "lokalkostnad")]
    assert groups("fi") == [("vuokra", "tilakustannus")]


def test_all_that_is_known_of_words_is_read_with_one_query(home: HomePage, django_assert_num_queries) -> None:
    for number in range(3):
        TermFactory(abbreviation="X")
        OrganisationFactory(short_name="Y")
        SynonymsFactory()
        PromotedResultFactory(wordings=f"ord {number}", page=ThemePageFactory())

    with django_assert_num_queries(1):
        found = known.read("sv")

    assert len(found.groups) == 9
    assert len(found.promotions) == 3
