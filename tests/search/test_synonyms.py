"""Where synonyms come from: whoever registers a source, and in the portal the glossary and the organisations."""

import pytest

from home.models import HomePage
from search import synonyms
from tests.factories import OrganisationFactory, TermFactory
from tests.home.site import make_home


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synonyms, "_sources", [])


@pytest.mark.usefixtures("no_sources")
def test_all_sources_are_asked_in_the_language() -> None:
    synonyms.register(lambda locale: [("a", f"a-{locale}")])
    synonyms.register(lambda locale: [("b", "c"), ("ensam",), ()])

    assert synonyms.groups("fi") == [("a", "a-fi"), ("b", "c")]


@pytest.mark.usefixtures("no_sources")
def test_a_source_is_asked_once_however_often_it_is_registered() -> None:
    def source(locale: str) -> list[tuple[str, ...]]:
        return [("a", "b")]

    synonyms.register(source)
    synonyms.register(source)

    assert synonyms.groups("sv") == [("a", "b")]


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def test_terms_and_organisations_give_all_their_wordings(home: HomePage) -> None:
    names = {"abbreviation": "SIP", "expansion": "samordnad individuell plan"}
    TermFactory(term="Sip-plan", synonyms="vårdplan\n\n vård-plan ", deprecated_forms="SIPP", **names)
    OrganisationFactory(name="Nämnden för samverkan", short_name="NSV", aliases="Samverkansnämnden", former_names="GN")
    TermFactory(term="Ensam")
    TermFactory(term="Toinen", language="fi")

    assert sorted(synonyms.groups("sv")) == [
        ("Nämnden för samverkan", "NSV", "Samverkansnämnden", "GN"),
        ("Sip-plan", "SIP", "samordnad individuell plan", "vårdplan", "vård-plan", "SIPP"),
    ]
    assert synonyms.groups("fi") == []


def test_all_synonyms_are_read_with_one_query(home: HomePage, django_assert_num_queries) -> None:
    for _ in range(3):
        TermFactory(abbreviation="X")
        OrganisationFactory(short_name="Y")

    with django_assert_num_queries(1):
        assert len(synonyms.groups("sv")) == 6
