import pytest

from search.language.dates import find, with_whole_years


@pytest.mark.parametrize(
    "written",
    [
        "2022-03-11",
        "20220311",
        "2022/03/11",
        "2022.03.11",
        "11.3.2022",
        "11/3/2022",
        "11/3 2022",
        "11/3-2022",
        "11/3-22",
        "11/3 -22",
        "11/3–2022",
    ],
)
def test_a_date_in_digits_is_put_in_words(written: str) -> None:
    assert [(one.raw, one.words) for one in find(written, "sv")] == [(written, "11 mars 2022")]


def test_a_month_in_digits_is_put_in_words() -> None:
    assert [one.words for one in find("2023-06", "sv")] == ["juni 2023"]


@pytest.mark.parametrize(("code", "words"), [("fi", "11. maaliskuuta 2022"), ("en", "11 March 2022")])
def test_each_language_has_its_own_words(code: str, words: str) -> None:
    assert [one.words for one in find("2022-03-11", code)] == [words]


def test_dates_are_found_in_a_text_with_their_places() -> None:
    text = "mötet 8/4 2022, beslut 2023-06 och 16/6-23."

    found = find(text, "sv")

    assert [one.words for one in found] == ["8 april 2022", "juni 2023", "16 juni 2023"]
    assert [text[one.start : one.end] for one in found] == [one.raw for one in found]


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2022-02-30",
            "2022-13-01",
            "2022-13",
            "2022",
            "22-03-11",
            "NSV23-0020",
            "12345678",
            "",
            "2022-2023",
            "2022-23",
        ),
        *("8/4", "8/4 22", "8/4-2", "SOU 2018:39", "1/2 kg 30 2023", "31/6 2023", "016-10 50 00"),
    ],
)
def test_what_is_no_date_has_no_words(written: str) -> None:
    assert find(written, "sv") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("slutrapport juni -23", "slutrapport juni 2023"),
        ("möte -22", "möte 2022"),
        ("hösten ’21 i Flen", "hösten 2021 i Flen"),
        ("-23", "2023"),
    ],
)
def test_a_short_year_after_a_word_is_written_in_full(text: str, expected: str) -> None:
    assert with_whole_years(text) == expected


@pytest.mark.parametrize(
    "text", ["2022 -23", "e-23", "möte -2023", "möte -230", "möte -23:1", "möte - 23", "juni 23", "-23-11"]
)
def test_nothing_else_is_taken_for_a_short_year(text: str) -> None:
    assert with_whole_years(text) == text
