import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relevance.metrics import ndcg_at_k


def test_the_right_order_is_worth_one():
    assert ndcg_at_k(["a", "b", "x"], {"a": 3, "b": 1}) == 1


def test_the_only_right_answer_is_worth_less_the_later_it_comes():
    assert ndcg_at_k(["x", "a"], {"a": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg_at_k(["x", "y", "a"], {"a": 1}) == pytest.approx(0.5)


def test_nothing_after_the_cut_counts():
    assert ndcg_at_k(["x", "a"], {"a": 1}, k=1) == 0


def test_an_answer_listed_twice_counts_once():
    assert ndcg_at_k(["a", "a"], {"a": 1, "b": 1}) == ndcg_at_k(["a"], {"a": 1, "b": 1})


def test_a_query_without_right_answers_cannot_be_measured():
    with pytest.raises(ValueError, match="nothing"):
        ndcg_at_k(["a"], {})


@given(
    ranking=st.permutations("abcdef"),
    judgements=st.dictionaries(st.sampled_from("abcxyz"), st.integers(1, 3), min_size=1),
)
def test_values_lie_between_zero_and_one(ranking, judgements):
    assert 0 <= ndcg_at_k(ranking, judgements) <= 1 + 1e-9
