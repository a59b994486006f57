"""What visitors find however they write it: numbers of any register, dates, words without their dots."""

import pytest

from home.models import HomePage
from tests.factories import ThemePageFactory
from tests.home.site import make_home

from .asking import ask, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def test_a_number_is_found_however_its_year_is_written(home: HomePage) -> None:
    numbers = ("KS 2024/0123", "RSFN 2023-0456", "SOC 2021/88-3", "XKDN 24/0099-1", "KSKF/2023:126")
    for number in numbers:
        ThemePageFactory(title=f"Om {number}")
    expected = dict.fromkeys(("KS2024/0123", "KS 2024/123", "ks 2024/123", "KS 2024/ 0123", "KS/2024:123"), numbers[0])
    expected |= dict.fromkeys(("RSFN2023-0456", "rsfn 2023/456", "RSFN23-0456"), numbers[1])
    expected |= dict.fromkeys(("SOC2021/88-3", "SOC 2021/88 -3", "SOC 2021/88", "soc 2021/88"), numbers[2])
    expected |= {"XKDN24/0099-1": numbers[3], "XKDN 2024/99": numbers[3], "KSKF 2023/126": numbers[4]}

    assert {query: titles(query) for query in expected} == {query: [f"Om {name}"] for query, name in expected.items()}


def test_a_day_is_found_in_any_spelling_and_only_where_it_stands_whole(home: HomePage) -> None:
    ThemePageFactory(title="Rätt dag", summary="Mötet hölls den 16 juni 2023.")
    ThemePageFactory(title="I siffror", summary="Mötet hölls 2023-06-16.")
    ThemePageFactory(title="Fel dag", summary="Den 29 augusti 2023 kom 16 personer. Mötet i juni 2023 blev inställt.")
    spellings = (
        *("16 juni 2023", "fredagen den 16:e juni 2023", "2023-06-16", "16.6.23", "23-06-16", "230616", "16/6-23"),
        *("16 juni -23", "möte 16 juni 2023"),
    )

    assert {text: sorted(titles(text)) for text in spellings} == dict.fromkeys(spellings, ["I siffror", "Rätt dag"])
    assert [titles(text) for text in ("16/6", "den 16:e juni", "tisdag 29 augusti")] == [["Rätt dag"]] * 2 + [
        ["Fel dag"]
    ]
    assert titles("17 juni 2023") == []
    assert len(ask("17 juni 2023").hits) > 0


def test_a_word_without_its_dots_finds_what_it_finds_with_them(home: HomePage) -> None:
    for title in ("Parhästar i vården", "Lokalförsörjning", "Hälso- och sjukvården", "De sjukas vård", "Olika områden"):
        ThemePageFactory(title=title)

    for typed, meant in (
        ("parhast", "parhäst"),
        ("forsorjning", "försörjning"),
        ("sjukvard", "sjukvård"),
        ("omrade vard", "område vård"),
    ):
        assert sorted(titles(typed)) == sorted(titles(meant)), typed
    assert titles("-omrade lokalforsorjning") == ["Lokalförsörjning"]
    assert titles("olika -omrade") == []
    assert any(is_marked for _, is_marked in ask("parhast").hits[0].sections[0].heading_pieces)
