"""What the chaos counts as lost, by the words that find a page beside those that it shows."""

from tests.benchmarks.sites.chaos import all_words, compare

TEXTS = {1: {"one"}, 2: {"two", "three"}}


def counted(held: set[int], found: dict[str, list[int]]) -> tuple[int, int]:
    counts = compare(TEXTS, held, 0, ["one", "two", "three", "old"], lambda word: found.get(word, []))
    return counts["missing"], counts["stale"]


def test_nothing_is_lost_where_each_page_is_found_by_its_own_words():
    assert counted({1, 2}, {"one": [1], "two": [2], "three": [2]}) == (0, 0)


def test_a_page_that_the_index_does_not_hold_is_missing_and_not_stale_too():
    assert counted({2}, {"two": [2], "three": [2]}) == (1, 0)


def test_a_page_that_an_old_word_finds_or_a_new_one_does_not_is_stale():
    assert counted({1, 2}, {"one": [1], "two": [2], "three": [2], "old": [1]}) == (0, 1)
    assert counted({1, 2}, {"one": [1], "two": [2]}) == (0, 1)


def test_the_words_of_all_editors_are_known_by_their_number():
    assert all_words({"0": 1, "2": 2}) == ["zq0x1w", "zq2x1w", "zq2x2w"]
