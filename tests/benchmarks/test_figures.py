import pytest

from .figures import Place, amount, percentile, table

PLACE = Place("publish", "sqlite", "tantivy", 1000)


def test_ratios_are_taken_pair_by_pair():
    """A machine that is busy for a while slows both of a pair, which the ratio of the medians would not see."""
    ours, theirs = [0.010, 0.100, 0.012], [0.010, 0.090, 0.010]
    figure = PLACE.figure("portal", "ms", ours, "stock", theirs)
    assert figure.ratio == pytest.approx(0.100 / 0.090)
    assert figure.p50 == pytest.approx(12)
    assert figure.beside == "stock"


def test_pairs_whose_other_half_is_missing_do_not_count():
    figure = PLACE.figure("portal", "ms", [0.01, 0.09, 0.03], "stock", [0.02, None, 0.02])
    assert figure.ratio == pytest.approx(1.0)
    assert figure.number == 3


def test_the_tail_is_compared_by_itself():
    ours, theirs = [0.01] * 19 + [0.40], [0.01] * 19 + [0.02]
    figure = PLACE.figure("portal", "ms", ours, "stock", theirs)
    assert figure.ratio == pytest.approx(1.0)
    assert (figure.tail or 0) > 2


@pytest.mark.parametrize(("values", "percent", "expected"), [([3.0], 95, 3.0), ([], 50, 0.0), ([1, 2, 3], 50, 2)])
def test_few_values_have_percentiles_too(values: list[float], percent: int, expected: float):
    assert percentile(values, percent) == expected


def test_columns_that_nobody_fills_are_left_out():
    lines = table([PLACE.figure("lost", "", [0])]).splitlines()
    assert lines[0] == "|  | Database | Engine | Pages | Times | p50 |"
    assert lines[2] == "| lost | sqlite | tantivy | 1,000 | 1 | 0 |"


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0 ms"), (0.4567, "0.46 ms"), (12.345, "12.3 ms"), (1234.5, "1,234 ms"), (7.0, "7 ms")]
)
def test_amounts_have_as_many_digits_as_mean_something(value: float, words: str):
    assert amount(value, "ms") == words
