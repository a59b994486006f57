import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.identifiers import case_of, find, guess, is_answered, normalise
from tests.search.language.strategies import any_text


@pytest.mark.parametrize(
    ("text", "normal_form"),
    [
        ("NSV23-0020", "NSV23-0020"),
        ("nsv23-0020", "NSV23-0020"),
        ("NSV 22-0026", "NSV22-0026"),
        ("nsv 22–0026", "NSV22-0026"),
        ("NSV23- 0008-6", "NSV23-0008-6"),
        ("NSV20-012-3", "NSV20-0012-3"),
        ("NSV20-0012-3", "NSV20-0012-3"),
        (" NSV23 - 0020 ", "NSV23-0020"),
        ("KSKF/2023:126", "KSKF/2023:126"),
        ("kskf / 2023 : 126", "KSKF/2023:126"),
        ("KS 2024/0123", "KS24-0123"),
        ("KS2024/0123", "KS24-0123"),
        ("KS 2024/123", "KS24-0123"),
        ("KS 2024/ 0123", "KS24-0123"),
        ("KS/2024/123", "KS24-0123"),
        ("ks 2024/0123", "KS24-0123"),
        ("KS 24/0123", "KS24-0123"),
        ("RSFN 2023-0456", "RSFN23-0456"),
        ("RSFN2023–00456", "RSFN23-0456"),
        ("RS 2023/12345", "RS23-12345"),
        ("SOC 2021/88-3", "SOC21-0088-3"),
        ("SOC2021/88 -3", "SOC21-0088-3"),
        ("SOC 2021/8", "SOC21-0008"),
        ("XKDN 24/0099-1", "XKDN24-0099-1"),
        ("NSV 2023-0020", "NSV23-0020"),
        ("KS 2024/2013", "KS24-2013"),
        ("§ 16/23", "§ 16/23"),
        ("§16/23", "§ 16/23"),
        ("paragraf 16/23", "§ 16/23"),
        ("12 §", "§ 12"),
        ("2 a §", "§ 2a"),
        ("SOU 2018:39", "SOU 2018:39"),
        ("sou 2018 : 39", "SOU 2018:39"),
        ("HSLF-FS 2017:40", "HSLF-FS 2017:40"),
        ("ds 2018:1", "Ds 2018:1"),
    ],
)
def test_every_spelling_has_one_normal_form(text, normal_form):
    assert normalise(text) == normal_form


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-11", "den 16/2 2023", "16/23", "2018:39", "2022–2023", "mars 2022-2023", "vecka 22-26", "åren 22-26",
        "ca 20-300 personer", "sid 98-102", "kl 09-10", "tel 08-123 45 67", "tfn 016-012 34 56", "ISBN 91-7164-123-4",
        "PLAN 2023-2024", "BUDGET 2024/2025", "LÄSÅR 2023/24", "ÅREN 2022-25", "MÅL 2030 - 12 steg", "FOM 2023-06",
        "DATUM 2023-06-16", "DEN 2023/06/16", "BUP 24/7", "DEN 24/12", "PROP 2017/18:83", "EU 2004/0018", "dnr 2024/0123",
        "sedan 2023/123", "TEL 08/123 45 67", "COVID-19",
        "covid19-2020", "bilaga12-2023", "prop. 2017/18:83", "EU 2016/679", "vård och omsorg", "nämnd", "",
    ],
)  # fmt: skip
def test_dates_years_ranges_and_words_are_no_identifiers(text):
    assert find(text) == []
    assert normalise(text) is None


def test_identifiers_are_found_in_running_text_with_their_places():
    text = "Se NSV 23-0008-6 (SOU 2018:39) och § 16/23, den 16/6 2023."
    found = find(text)
    assert [one.normalised for one in found] == ["NSV23-0008-6", "SOU 2018:39", "§ 16/23"]
    assert [text[one.start : one.end] for one in found] == [one.raw for one in found]


def test_a_text_with_more_than_the_identifier_has_no_normal_form():
    assert normalise("beslut NSV23-0020") is None


@given(number=st.integers(0, 9999), year=st.integers(10, 39), gap=st.sampled_from(["", " "]))
def test_diary_numbers_are_padded(number, year, gap):
    assert normalise(f"NSV{gap}{year}-{number:03d}") == f"NSV{year}-{number:04d}"


@given(
    number=st.integers(1, 99999), year=st.integers(10, 99), sign=st.sampled_from("/-"), gap=st.sampled_from(["", " "])
)
def test_a_short_and_a_whole_year_are_the_same_year(number, year, sign, gap):
    assert normalise(f"KS{gap}20{year}{sign}{number:05d}") == f"KS{year}-{number:04d}"
    assert normalise(f"KS{year}-{number:04d}") == f"KS{year}-{number:04d}"


@given(text=any_text)
def test_normal_forms_are_stable(text):
    for one in find(text):
        assert text[one.start : one.end] == one.raw
        assert normalise(one.normalised) == one.normalised


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("nsv22-8", "NSV22-0008"),
        ("nsv23 0008 7", "NSV23-0008-7"),
        ("KSKF 2023 126", "KSKF/2023:126"),
        ("kskf 2023:37", "KSKF/2023:37"),
        ("sou 2018 39", "SOU 2018:39"),
        ("dnr nsv22-8", "NSV22-0008"),
        ("NSV23-00 20", "NSV23-0020"),
        ("N SV23-0020", "NSV23-0020"),
        ("NSV23-0008 6", "NSV23-0008-6"),
        ("NSV-23-0020", "NSV23-0020"),
        ("NSV 2023-0020", "NSV23-0020"),
        ("dnr NSV 2023-0020-1", "NSV23-0020-1"),
        ("KSKF-2023-126", "KSKF/2023:126"),
        ("KSKF 2023/126", "KSKF/2023:126"),
        ("KS/2024:123", "KS24-0123"),
        ("ks 2024/123", "KS24-0123"),
        ("rs202312345", "RS23-12345"),
    ],
)
def test_a_loosely_written_number_is_guessed(text: str, normalised: str) -> None:
    assert normalised in [identifier.normalised for identifier in guess(text)]


@pytest.mark.parametrize("text", ["målbild 2035", "tema 2b", "vård", "", "nsv22-8 slutrapport", "2023 126"])
def test_words_are_not_guessed_to_be_a_number(text: str) -> None:
    assert guess(text) == []


@pytest.mark.parametrize("text", ["§ 16 / 23", "§16 /23", "paragraf 16/ 23", "16 / 23 §"])
def test_spaces_around_the_year_of_a_paragraph_mean_nothing(text):
    assert [found.normalised for found in find(text)] == ["§ 16/23"]


@pytest.mark.parametrize(
    ("text", "normalised"),
    [("nsv230020", "NSV23-0020"), ("kskf2023126", "KSKF/2023:126"), ("sou 201839", "SOU 2018:39")],
)
def test_a_number_without_any_sign_can_be_guessed(text, normalised):
    assert normalised in [one.normalised for one in guess(text)]


def test_a_paragraph_without_a_year_is_that_of_any_year():
    assert is_answered("§ 16", "§ 16/23")
    assert not is_answered("§ 16", "§ 160/23")
    assert not is_answered("§ 16/23", "§ 16/231")
    assert not is_answered("NSV23-0020", "NSV23-0020/1")


def test_the_number_of_a_case_is_that_of_all_its_documents():
    assert is_answered("NSV23-0008", "NSV23-0008-6")
    assert not is_answered("NSV23-0008-6", "NSV23-0008")
    assert not is_answered("NSV23-0008", "NSV23-00081")
    assert not is_answered("NSV23-0008-6", "NSV23-0008-61")
    assert is_answered("RS23-12345", "RS23-12345-2")
    assert [case_of(each) for each in ("RS23-12345-2", "SOC21-0088-3")] == ["RS23-12345", "SOC21-0088"]
    assert [case_of(each) for each in ("NSV23-0008-6", "NSV23-0008", "§ 16/23")] == ["NSV23-0008", "", ""]
