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
