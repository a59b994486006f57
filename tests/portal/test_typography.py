"""No-break spaces and dates in templates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeData, mark_safe

from portal.templatetags.typography import long_date, nbsp, soft_hyphens

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("plain", "bound"),
    [
        ("om Nära vård i Sörmland", "om Nära~vård i Sörmland"),
        ("samverkan i nära vård", "samverkan i nära~vård"),
        ("Nära vårds lokaler", "Nära~vårds lokaler"),
        ("den 16 juni 2023 beslutade", "den 16~juni~2023 beslutade"),
        ("i mars 2023", "i mars~2023"),
        ("16. kesäkuuta 2023", "16.~kesäkuuta~2023"),
        ("on 16 June 2023", "on 16~June~2023"),
        ("§ 16/23", "§~16/23"),
        ("enligt 12 § lagen", "enligt 12~§ lagen"),
        ("8 kap. 28 b §", "8 kap. 28 b~§"),
        ("65 % av medlen", "65~% av medlen"),
        ("vård nära\nvården", "vård nära~vården"),
    ],
)
def test_what_belongs_together_stays_on_one_line(plain: str, bound: str):
    assert nbsp(plain) == bound.replace("~", NBSP)


@pytest.mark.parametrize("text", ["en nära vän", "16 juniversioner", "ordinära vård", "2023 personer", ""])
def test_other_spaces_are_left_alone(text: str):
    assert nbsp(text) == text


def test_tags_and_attributes_of_html_stay_as_written():
    html = mark_safe('<a href="/sok?q=nära vård" title="a > Nära vård">Nära vård</a> den 16 juni 2023')
    assert nbsp(html) == (
        f'<a href="/sok?q=nära vård" title="a > Nära vård">Nära{NBSP}vård</a> den 16{NBSP}juni{NBSP}2023'
    )
    assert isinstance(nbsp(html), SafeData)


def test_plain_text_is_still_escaped_and_html_is_not_escaped_twice():
    template = Template("{% load typography %}{{ plain|nbsp }} {{ html|nbsp }}")
    rendered = template.render(Context({"plain": "<b>Nära vård</b>", "html": mark_safe("<b>Nära vård</b>")}))
    assert rendered == f"&lt;b&gt;Nära{NBSP}vård&lt;/b&gt; <b>Nära{NBSP}vård</b>"


@given(st.text(alphabet="Nnära vård§%<>\"' 0123456789juni\u00a0", max_size=60), st.booleans())
def test_only_spaces_change(text: str, safe: bool):
    value = mark_safe(text) if safe else text
    once = nbsp(value)
    assert once.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert nbsp(once) == once


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("sv", "day", "16~juni~2023"),
        ("fi", "day", "16.~kesäkuuta~2023"),
        ("en", "day", "16~June~2023"),
        ("sv", "month", "juni~2023"),
        ("en", "month", "June~2023"),
        ("sv", "year", "2023"),
    ],
)
def test_a_date_is_written_in_words_in_the_readers_language(language: str, precision: str, words: str):
    with translation.override(language):
        assert long_date(datetime.date(2023, 6, 16), precision) == words.replace("~", NBSP)


def test_a_missing_date_is_empty():
    assert long_date(None) == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tillgänglighetsredogörelse", "Tillgänglighets\u00adredogörelse"),
        ("Lokalförsörjning", "Lokalförsörjning"),
        ("Rekommendationer och beslut", "Rekommendationer och beslut"),
        ("Xyzzyqwertyuiopasdfghjkl", "Xyzzyqwertyuiopasdfghjkl"),
        ("", ""),
    ],
)
def test_a_very_long_compound_may_break_between_its_parts(title: str, expected: str):
    assert soft_hyphens(title) == expected


def test_breaking_a_title_keeps_it_escaped_once():
    assert soft_hyphens(mark_safe("A &amp; b")) == "A &amp; b"
    assert isinstance(soft_hyphens(mark_safe("A")), SafeData)
    assert not isinstance(soft_hyphens("A <b>"), SafeData)
