import pytest

from search.language.dates import in_words


@pytest.mark.parametrize("written", ["2022-03-11", "20220311", "2022/03/11", "2022.03.11", "11.3.2022", "11/3/2022"])
def test_a_date_in_digits_is_put_in_words(written: str) -> None:
    assert in_words(written, "sv") == "11 mars 2022"


@pytest.mark.parametrize(("code", "words"), [("fi", "11. maaliskuuta 2022"), ("en", "11 March 2022")])
def test_each_language_has_its_own_words(code: str, words: str) -> None:
    assert in_words("2022-03-11", code) == words


@pytest.mark.parametrize(
    "written", ["2022-02-30", "2022-13-01", "2022-03", "2022", "22-03-11", "NSV23-0020", "12345678", ""]
)
def test_what_is_no_date_has_no_words(written: str) -> None:
    assert in_words(written, "sv") == ""
