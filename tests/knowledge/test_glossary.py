"""Where terms are found in texts that are about to be shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.glossary import Explanation, Glossary


def forms(word: str) -> set[str]:
    """Enough Swedish for these tests."""
    return {re.sub(r"(nen|en|et|er|erna|ar|a|s)$", "", word.replace("mä", "ma"))}


def explanation(name: str, abbreviation: str = "", *others: str) -> Explanation:
    return Explanation(name.casefold(), name, "", "Förklaring.", (name, *others), abbreviation)


GLOSSARY = Glossary(
    [
        explanation("Huvudman"),
        explanation("Samordnad individuell plan", "SIP"),
        explanation("Plan"),
        explanation("Regional nivå"),
        explanation("Nämnden för samverkan kring vård", "NSV"),
    ],
    forms,
)


def explained(html: str) -> str:
    return GLOSSARY.explain(html, lambda words, term: f"[{words}]")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>En huvudman.</p>", "<p>En [huvudman].</p>"),
        ("<p>Huvudmännen svarar.</p>", "<p>[Huvudmännen] svarar.</p>"),
        ("<p>På regionala nivåer.</p>", "<p>På [regionala nivåer].</p>"),
        ("<p>Samordnad\u00a0individuell\nplan</p>", "<p>[Samordnad\u00a0individuell\nplan]</p>"),
        ("<ul><li>SIP:en gäller</li></ul>", "<ul><li>[SIP]:en gäller</li></ul>"),
        ("<dd>NSV</dd>", "<dd>[NSV]</dd>"),
        ("<p>En <b>plan</b></p>", "<p>En <b>[plan]</b></p>"),
    ],
)
def test_a_term_is_found_in_any_form(html: str, expected: str) -> None:
    assert explained(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "Plan",
        "<h2>Plan</h2><div>Plan</div><td>Plan</td>",
        '<p><a href="/plan/">Plan</a> <button title="plan">Plan</button></p>',
        "<blockquote><p>Plan</p></blockquote>",
        "<li><h3>Plan</h3></li>",
        "<p>SIP-möte, handlingsplan, sip, &plan;</p>",
        '<p><img alt="plan"></p>',
        "<p>regional, ny nivå</p>",
        "<p>Nämnden för samverkan kring vård</p>",
        "<details><summary><p>Plan</p></summary></details>",
    ],
)
def test_headings_links_quotations_and_other_words_stay_as_they_are(html: str) -> None:
    assert explained(html) == html


def test_a_term_is_explained_once_and_the_longest_one_first() -> None:
    html = "<p>En samordnad individuell plan är en plan. SIP är en plan.</p>"

    assert explained(html) == "<p>En [samordnad individuell plan] är en [plan]. SIP är en plan.</p>"


@given(st.text(alphabet="<>/pbali huvdman\"'&;=", max_size=80))
def test_nothing_is_lost_whatever_the_html(html: str) -> None:
    assert GLOSSARY.explain(html, lambda words, term: words) == html
