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
        "11.3.22",
        "11/3/22",
        "22-03-11",
        "220311",
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
            "NSV23-0020",
            "12345678",
            "",
            "2022-2023",
            "2022-23",
        ),
        *(
            "8/4-2",
            "SOU 2018:39",
            "16/23",
            "1/13",
            "31/6",
            "31/6 2023",
            "016-10 50 00",
            "123456",
            "220230",
            "1.2.3",
            "2.3",
        ),
        "11 mars 2022",
    ],
)
def test_what_is_no_date_has_no_words(written: str) -> None:
    assert find(written, "sv") == []


@pytest.mark.parametrize("text", ["11/3", "tis 11/3", "11/3 22"])
def test_a_day_needs_no_year(text: str) -> None:
    assert [(one.raw, one.words, one.digits) for one in find(text, "sv")] == [("11/3", "11 mars", ("11/3",))]


@pytest.mark.parametrize(
    "written",
    [
        "16 juni 2023",
        "16:e juni 2023",
        "fredagen den 16 juni 2023",
        "fre 16 juni 2023",
        "16 Juni -23",
        "16e juni 2023",
    ],
)
def test_a_day_that_is_written_out_is_the_same_as_in_digits(written: str) -> None:
    in_digits = ("2023-06-16", "16/6 2023", "16.6.2023")

    assert [(one.words, one.digits) for one in find(written, "sv", in_words=True)] == [("16 juni 2023", in_digits)]
    assert [written[one.start : one.end] for one in find(written, "sv", in_words=True)] == [written]


@pytest.mark.parametrize("written", ["september 2022", "Sep. 2022", "sep 2022", "september -22"])
def test_a_month_that_is_written_out_with_its_year_is_the_same_as_in_digits(written: str) -> None:
    [month] = find(f"beslut i {written}", "sv", in_words=True)

    assert (month.raw, month.words, month.digits) == (written, "september 2022", ("2022-09",))
    assert find(written, "sv") == []


@pytest.mark.parametrize(
    ("code", "written", "words"),
    [
        ("sv", "tisdag den 29 augusti", "29 augusti"),
        ("sv", "1:a maj", "1 maj"),
        ("sv", "29 aug. 2023", "29 augusti 2023"),
        ("fi", "16. kesäkuuta 2023", "16. kesäkuuta 2023"),
        ("en", "16th June 2023", "16 June 2023"),
    ],
)
def test_each_language_reads_its_own_dates(code: str, written: str, words: str) -> None:
    assert [one.words for one in find(written, code, in_words=True)] == [words]


@pytest.mark.parametrize("text", ["31 juni", "3 e 5", "10 marsvin", "punkt 2", "2023", "månad 7", "juni 23", "mars"])
def test_other_words_beside_numbers_are_no_dates(text: str) -> None:
    assert find(text, "sv", in_words=True) == []


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
