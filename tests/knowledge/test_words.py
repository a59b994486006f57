"""The words of a text without its markup."""

import pytest

from knowledge.words import plain


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<p>Plan</p><p>och   budget</p>", "Plan och budget"),
        ("<p>värden &lt;a och b&gt; och mer</p>", "värden <a och b> och mer"),
        ("<p></p>", ""),
        (None, ""),
    ],
)
def test_words_stand_apart_and_signs_that_were_written_stay(written: str | None, words: str) -> None:
    assert plain(written) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            '<p>Tre ord:</p><ul><li data-block-key="a">Ett</li><li><a href="/">Två</a></li><li><b>Tre</b></li></ul><p>Klart.</p>',
            "Tre ord: Ett, Två, Tre. Klart.",
        ),
        ("<ol><li>Fråga.</li><li>Vem?</li><li>Svara!</li></ol>", "Fråga. Vem? Svara!"),
        ("<ul><li>Hus<ul><li>tak</li><li>golv</li></ul></li><li>Gård</li></ul>", "Hus: tak, golv. Gård."),
        ("<ul><li></li><li></li></ul>", ""),
    ],
    ids=["items", "sentences", "a list in a list", "nothing"],
)
def test_items_of_a_list_do_not_run_together(written: str, words: str) -> None:
    assert plain(written) == words
