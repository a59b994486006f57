"""Rows of pages: addresses that stay apart, complete rows on live pages, lines as lists."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.core.exceptions import ValidationError
from django.utils import translation

from home.models import HomePage
from knowledge.models import DiscussionPoint, FaqItem, Level, PageLevel, SupportLink, ThemePage
from knowledge.models.discussion_point import with_outcomes
from tests.factories import ThemePageFactory, ToolkitPageFactory


@pytest.fixture
def toolkit(home: HomePage) -> HomePage:
    return ToolkitPageFactory(parent=home)


def question(**fields: object) -> FaqItem:
    return FaqItem(question="Måste vi?", answer="<p>Nej.</p>", **fields)


def test_two_rows_never_share_an_address(toolkit: HomePage) -> None:
    key = uuid.uuid4()
    page = ThemePageFactory(parent=toolkit, faq=[question(key=key), question(key=key)])

    first, second = page.faq.all()
    assert first.anchor != second.anchor

    page.faq.add(question(key=first.key))
    page.save()
    anchors = [row.anchor for row in ThemePage.objects.get(pk=page.pk).faq.all()]
    assert anchors[:2] == [first.anchor, second.anchor]
    assert len(set(anchors)) == 3


def test_addresses_survive_reordering(toolkit: HomePage) -> None:
    page = ThemePageFactory(parent=toolkit, faq=[question(), question()])
    before = [row.anchor for row in page.faq.all()]

    for row, order in zip(page.faq.all(), (1, 0), strict=True):
        row.sort_order = order
        page.faq.add(row)
    page.save()

    assert [row.anchor for row in ThemePage.objects.get(pk=page.pk).faq.all()] == before[::-1]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ({"faq": [FaqItem(question="Måste vi?")]}, "svar"),
        ({"points": [DiscussionPoint(heading="Vem?", why="<p>Därför.</p>")]}, "Skriv det önskade utfallet"),
        ({"support_links": [SupportLink(text="Mer")]}, "Ange en adress eller välj en sida"),
        ({"page_levels": [PageLevel()]}, "nivå"),
    ],
)
def test_a_live_page_is_not_saved_with_rows_that_are_incomplete(toolkit: HomePage, rows: dict, problem: str) -> None:
    with translation.override("sv"), pytest.raises(ValidationError) as refused:
        ThemePageFactory(parent=toolkit, **rows)

    assert problem in str(refused.value)
    assert "rad 1" in str(refused.value)


def test_a_draft_is_saved_with_rows_that_are_incomplete(toolkit: HomePage) -> None:
    page = ThemePageFactory(parent=toolkit, live=False, summary="", points=[DiscussionPoint(heading="Vem?")])

    assert page.points.get().heading == "Vem?"


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=10))
def test_every_point_shows_its_own_outcome_or_that_of_the_point_it_refers_to(rows: list[tuple[bool, int]]) -> None:
    points = [DiscussionPoint(desired_outcome="<p>Eget.</p>" if own else "<p></p>") for own, _other in rows]
    for point, (_own, other) in zip(points, rows, strict=True):
        point.same_as = points[other].key if other < len(points) else uuid.uuid4()

    shown = with_outcomes(points)

    assert [point.number for point in shown] == list(range(1, len(points) + 1))
    for point, (own, other) in zip(shown, rows, strict=True):
        refers = other < len(points)
        assert point.same_as_number == (other + 1 if refers else None)
        assert ("Eget" in point.outcome) == (own or (refers and rows[other][0]))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)))
def test_a_field_of_lines_gives_its_lines_without_blanks(lines: list[str]) -> None:
    level = Level(name="Makro", aliases="\n \n".join(f"  {line} " for line in lines))

    assert level.aliases_list == lines
