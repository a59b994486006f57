"""Filters that the components use."""

import pytest

from django.utils.safestring import SafeData, mark_safe

from portal.templatetags.components import paired, paragraphs, with_figures


def test_a_cell_knows_its_column():
    assert paired(["77", "35 %"], ["Antal", "Andel", "Not"]) == [("77", "Antal"), ("35 %", "Andel")]


def test_a_column_of_figures_is_told_from_a_column_of_words():
    rows = [["Invånare", "1 125", "56 %", ""], ["Chefer", mark_safe("<p>77</p>"), "0,5", ""]]
    columns = with_figures(["Vilka", "Antal", "Andel", "Anmärkning"], rows)
    assert [column["label"] for column in columns] == ["Vilka", "Antal", "Andel", "Anmärkning"]
    assert [bool(column["number"]) for column in columns] == [False, True, True, False]


@pytest.mark.parametrize("cell", ["SOU 2019:29", "cirka 25", "NSV23-0020", "2 mkr"])
def test_a_cell_with_words_makes_its_column_one_of_words(cell: str):
    assert not with_figures(["Antal"], [["12"], [cell]])[0]["number"]


def test_plain_text_becomes_paragraphs_and_is_escaped():
    assert paragraphs("En <b>rad</b>.\n\nEn till.") == "<p>En &lt;b&gt;rad&lt;/b&gt;.</p>\n\n<p>En till.</p>"


def test_html_stays_as_it_is():
    html = mark_safe("<p>En <b>rad</b>.</p>")
    assert paragraphs(html) == html
    assert isinstance(paragraphs(html), SafeData)
