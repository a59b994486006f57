"""Pages that are read one after the other: what they say of the page that they make up together."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from django.test import Client

from home.models import HomePage
from knowledge.models import ReportChapterPage, ReportPage
from search.models import SearchRow
from search.upkeep import drain_now
from tests.factories import (
    GuidePageFactory,
    GuideStepPageFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make_whole", "make_part", "instead"),
    [
        (ToolkitPageFactory, ThemePageFactory, "Teman"),
        (ReportPageFactory, ReportChapterPageFactory, "Kapitel"),
        (GuidePageFactory, GuideStepPageFactory, "Stegen"),
    ],
)
def test_a_part_names_its_whole_once_that_is_published(
    home: HomePage, client: Client, make_whole: Callable[..., Any], make_part: Callable[..., Any], instead: str
) -> None:
    whole = make_whole(parent=home, title="Hemligt", live=False)
    part = [make_part(parent=whole, number=number) for number in (1, 2)][0]

    html = client.get(part.url).content.decode()
    assert "Hemligt" not in html
    assert f">{instead}<" in html or f'aria-label="{instead}"' in html

    whole.save_revision().publish()
    assert "Hemligt" in client.get(part.url).content.decode()


def test_a_chapter_has_the_date_of_its_report_once_that_is_published(home: HomePage) -> None:
    report = ReportPageFactory(parent=home, published_on=date(2020, 1, 1), live=False)
    chapter = ReportChapterPageFactory(parent=report, reviewed_on=date(2021, 1, 1))
    assert chapter.search_date() == date(2021, 1, 1)

    drain_now()
    ReportPage.objects.get(pk=report.pk).save_revision().publish()
    assert SearchRow.pending().filter(page_id=chapter.pk).exists()
    assert ReportChapterPage.objects.get(pk=chapter.pk).search_date() == date(2020, 1, 1)

    drain_now()
    ReportPage.objects.get(pk=report.pk).unpublish()
    assert SearchRow.pending().filter(page_id=chapter.pk).exists()
