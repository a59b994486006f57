"""What a query tree matches, how it scores, and the order and windows of hits."""

import pytest

from search.engines.base import TOKEN_FIELDS, All, Any, Best, Boost, Everything, Filters, Phrase, Prefix, Term

from .corpus import GENERATION, ask, body, entry, keys, put


def test_pages_and_sections_are_searched_apart(index):
    index.write(GENERATION, put(entry("page:1", "vård"), entry("page:1#0", "vård"), entry("page:1#1", "vård")))
    assert keys(index, body("vård")) == ["page:1"]
    assert keys(index, body("vård"), Filters("sv", sections=True)) == ["page:1#0", "page:1#1"]


def test_scores_of_pages_do_not_depend_on_how_many_sections_there_are(engine):
    for generation, sections in (("few", 1), ("many", 30)):
        engine.create(generation)
        parts = [entry(f"page:1#{slot}", "vård och omsorg") for slot in range(sections)]
        engine.write(generation, put(entry("page:1", "vård"), entry("page:2", "omsorg om vård"), *parts))
    few, many = (engine.search(generation, ask(body("vård"))).hits for generation in ("few", "many"))
    assert few == many


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (body("vård"), ["page:1", "page:2", "page:3"]),
        (All(must=(body("vård"), body("nära"))), ["page:1", "page:2"]),
        (All(must=(body("vård"),), must_not=(body("nära"),)), ["page:3"]),
        (All(must_not=(body("vård"),)), ["page:4"]),
        (All(must=(body("skola"),), should=(body("vård"),)), ["page:4"]),
        (Any((body("skola"), body("hem"))), ["page:3", "page:4"]),
        (Best((body("skola"), Term("title_stem", "skola"))), ["page:4"]),
        (Prefix("body_exact", "n"), ["page:1", "page:2"]),
        (Prefix("body_folded", "vård"), ["page:1", "page:2", "page:3"]),
        (Prefix("body_exact", "vårdval"), []),
        (All(must=(Prefix("body_exact", "he"), Prefix("body_exact", "vå"))), ["page:3"]),
        (Phrase("body_sequence", ("nära", "vård")), ["page:1"]),
        (Phrase("body_exact", ("vård",)), ["page:1", "page:2", "page:3"]),
        (All(must=(body("vård"),), must_not=(Phrase("body_sequence", ("nära", "vård")),)), ["page:2", "page:3"]),
        (All(must=(Phrase("body_exact", ("nära", "vård")), body("hem"))), []),
        (Boost(body("skola"), 3.0), ["page:4"]),
        (Everything(), ["page:1", "page:2", "page:3", "page:4"]),
        (body("finnsinte"), []),
        (Best(()), []),
        (Any(()), []),
    ],
)
def test_what_a_node_matches(index, node, found):
    bodies = ["nära vård", "vård som är nära", "vård i hem", "skola"]
    index.write(GENERATION, put(*(entry(f"page:{n}", text) for n, text in enumerate(bodies, start=1))))
    assert sorted(keys(index, node)) == found


@pytest.mark.parametrize("token", ['"', "*", "vård*", "a:b", "AND", "\\", "(", "😀", "ä" * 200, "#", "id:nsv23-0020"])
def test_tokens_are_taken_literally(index, token):
    index.write(GENERATION, put(entry("page:1", f"vård {token}"), entry("page:2", "vård")))
    assert keys(index, body(token)) == ["page:1"]
    assert keys(index, Phrase("body_sequence", ("vård", token))) == ["page:1"]
    assert keys(index, Prefix("body_stem", token[:100])) == ["page:1"]


def test_the_beginning_of_a_word_is_found_in_any_number_of_words_and_all_score_alike(index):
    index.write(GENERATION, put(*(entry(f"page:{n}", f"vå{n} " * n) for n in range(1, 101)), entry("page:999", "väg")))
    hits = index.search(GENERATION, ask(Prefix("body_exact", "vå", 2.5), size=200)).hits
    assert [hit.page_id for hit in hits] == list(range(1, 101))
    assert {hit.score for hit in hits} == {2.5}


def test_should_parts_raise_the_score(index):
    index.write(GENERATION, put(entry("page:1", "vård hem"), entry("page:2", "vård nära")))
    assert keys(index, All(must=(body("vård"),), should=(body("nära"),))) == ["page:2", "page:1"]


def test_the_best_part_counts_and_the_tie_adds_a_share_of_the_others(index):
    index.write(GENERATION, put(entry("page:1", "vård", "vård"), entry("page:2", "skola")))
    parts = (body("vård"), Term("title_stem", "vård", 2.0))
    one, other = (index.search(GENERATION, ask(part)).hits[0].score for part in parts)
    best = index.search(GENERATION, ask(Best(parts))).hits[0].score
    tied = index.search(GENERATION, ask(Best(parts, tie=0.5))).hits[0].score
    assert best == pytest.approx(max(one, other), abs=2e-4)
    assert tied == pytest.approx(max(one, other) + 0.5 * min(one, other), abs=2e-4)


def test_boosts_multiply(index):
    index.write(GENERATION, put(entry("page:1", "nära vård"), entry("page:2", "skola")))
    for plain, boosted in (
        (body("vård"), body("vård", 3.0)),
        (body("vård"), Boost(body("vård"), 3.0)),
        (Any((body("nära"), body("vård"))), Boost(Any((body("nära"), body("vård"))), 3.0)),
        (Phrase("body_sequence", ("nära", "vård")), Phrase("body_sequence", ("nära", "vård"), 3.0)),
    ):
        score, tripled = (index.search(GENERATION, ask(node)).hits[0].score for node in (plain, boosted))
        assert score > 0
        assert tripled == pytest.approx(3 * score, abs=4e-4)


def test_filters_do_not_change_scores(index):
    index.write(GENERATION, put(*(entry(f"page:{n}", "vård " * n, facets={"kind": ["a"]}) for n in (1, 2, 3))))
    plain = index.search(GENERATION, ask(body("vård"))).hits
    narrow = Filters("sv", facets={"kind": ("a",)}, only_pages=(1, 2, 3), excluded_pages=(9,), excluded_ancestors=(8,))
    assert index.search(GENERATION, ask(body("vård"), narrow)).hits == plain


def test_equal_scores_come_by_page_and_slot_whatever_the_order_of_writing(index):
    for number in (30, 4, 100, 12):
        index.write(GENERATION, put(entry(f"page:{number}", "vård")))
    sections = [entry(f"page:4#{slot}", "vård") for slot in (10, 2, 0)]
    index.write(GENERATION, put(*sections))
    assert keys(index, body("vård")) == ["page:4", "page:12", "page:30", "page:100"]
    assert keys(index, body("vård"), Filters("sv", sections=True)) == ["page:4#0", "page:4#2", "page:4#10"]


def test_windows_over_many_equal_hits_neither_repeat_nor_lose_any(index):
    index.write(GENERATION, put(*(entry(f"page:{n}", "vård") for n in range(250, 0, -1))))
    windows = [keys(index, body("vård"), offset=offset, size=30) for offset in range(0, 270, 30)]
    assert sum(windows, []) == [f"page:{n}" for n in range(1, 251)]


def test_a_window_past_the_end_is_empty_and_keeps_the_total(index):
    index.write(GENERATION, put(entry("page:1", "vård")))
    answer = index.search(GENERATION, ask(body("vård"), offset=40))
    assert (answer.total, answer.hits) == (1, [])


def test_size_nought_gives_total_and_counts_alone(index):
    index.write(GENERATION, put(entry("page:1", "vård", facets={"kind": ["a"]})))
    answer = index.search(GENERATION, ask(body("vård"), size=0, counts=("kind",)))
    assert (answer.total, answer.hits, answer.counts) == (1, [], {"kind": {"a": 1}})


def test_by_date_the_newest_comes_first_and_equal_dates_by_page(index):
    dates = {5: 100, 3: 300, 9: 300, 7: 0, 1: 100}
    index.write(GENERATION, put(*(entry(f"page:{page}", "vård", date=date) for page, date in dates.items())))
    assert keys(index, body("vård"), by_date=True) == ["page:3", "page:9", "page:1", "page:5", "page:7"]
    assert keys(index, body("vård"), by_date=True, offset=1, size=2) == ["page:9", "page:1"]


def test_every_token_field_can_be_searched(index):
    index.write(GENERATION, put(entry("page:1", "vård", "vård")))
    for field in TOKEN_FIELDS:
        expected = [] if field.startswith(("heading", "file")) else ["page:1"]
        assert keys(index, Term(field, "vård")) == expected, field
