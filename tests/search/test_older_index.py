"""An index that another version of the program has made is searched until a new one is complete, and with its own fields."""

import pytest

from search.engines import tantivy
from search.engines.base import Best, Filters, Phrase, Prefix, Request, Term
from search.engines.tantivy import TantivyEngine
from tests.contract.corpus import GENERATION, ask, body, entry, keys, put


@pytest.fixture
def older_index(tmp_path, monkeypatch) -> TantivyEngine:
    """It lacks the first fields of now, so that all others have other numbers."""
    engine = TantivyEngine(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(tantivy, "TOKEN_FIELDS", tuple(reversed(tantivy.TOKEN_FIELDS[2:])))
        tantivy.schema.cache_clear()
        engine.create(GENERATION)
        engine.write(GENERATION, put(entry("page:1", "vård hemma", "titel", facets={"level": ["a"]}), entry("page:2")))
    tantivy.schema.cache_clear()
    return engine


@pytest.mark.parametrize(
    "node",
    [
        body("hemma"),
        Prefix("body_folded", "hem"),
        Phrase("body_sequence", ("vård", "hemma")),
        Best((Term("title_exact", "hemma"), Term("body_exact", "hemma"))),
    ],
    ids=lambda node: type(node).__name__,
)
def test_words_are_sought_in_the_fields_that_have_these_names_in_the_index(older_index, node):
    assert keys(older_index, node) == ["page:1"]


@pytest.mark.parametrize(
    "node",
    [Term("title_exact", "titel"), Prefix("title_exact", "tit"), Phrase("title_exact", ("titel", "titel"))],
    ids=lambda node: type(node).__name__,
)
def test_nothing_is_found_in_a_field_that_the_index_lacks(older_index, node):
    assert keys(older_index, node) == []


def test_filters_and_counts_hold_there_too(older_index):
    filters = Filters("sv", facets={"level": ("a",)}, excluded_pages=(2,), excluded_ancestors=(7,), only_pages=(1, 2))
    answer = older_index.search(GENERATION, Request(body("hemma"), filters, counts=("level",)))
    assert ([hit.key for hit in answer.hits], answer.counts) == (["page:1"], {"level": {"a": 1}})
    assert older_index.search(GENERATION, ask(body("hemma"), Filters("fi"))).total == 0


def test_its_words_can_be_proposed_as_spellings(older_index):
    assert older_index.vocabulary(GENERATION, "body_exact", "sv") == {"vård": 1, "hemma": 1}
    assert older_index.vocabulary(GENERATION, "title_exact", "sv") == {}
