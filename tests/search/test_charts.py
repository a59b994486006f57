"""The numbers of a drawn chart."""

import pytest

from search.charts import BOTTOM, HEIGHT, LEFT, TOP, Point, columns


def points(*values: int) -> list[Point]:
    return [Point(f"dag {number}", value, value // 2, "") for number, value in enumerate(values, start=1)]


def test_the_highest_column_reaches_its_place_on_the_scale() -> None:
    chart = columns(points(5, 10))

    assert [line.label for line in chart.lines] == ["", "5", "10"]
    low, high = chart.columns
    assert float(high.height) == HEIGHT - TOP - BOTTOM == 2 * float(low.height)
    assert float(high.y) + float(high.height) == float(chart.base)
    assert float(high.part_height) == float(high.height) / 2


@pytest.mark.parametrize(
    ("highest", "scale"),
    [
        (0, "1 2"),
        (1, "1 2"),
        (3, "2 4"),
        (11, "6 12"),
        (17, "10 20"),
        (41, "30 60"),
        (105, "60 120"),
        (1601, "1\xa0000 2\xa0000"),
    ],
)
def test_a_scale_has_whole_round_numbers(highest: int, scale: str) -> None:
    assert " ".join(line.label for line in columns(points(highest)).lines).strip() == scale


def test_columns_stand_side_by_side_beside_the_numbers_of_the_scale() -> None:
    chart = columns(points(*range(1, 91)))

    edges = [(float(c.x[:-1]), float(c.x[:-1]) + float(c.width[:-1])) for c in chart.columns]
    assert all(LEFT <= start < end <= 100 for start, end in edges)
    assert all(end < start for (_, end), (start, _) in zip(edges, edges[1:], strict=False))
    assert [label.text for label in chart.labels] == ["dag 1", "dag 46", "dag 90"]


def test_nothing_to_draw_is_drawn() -> None:
    assert columns([]).columns == []
    assert [label.text for label in columns(points(0)).labels] == ["dag 1"]
