"""The year that a page is found under, the date that lists sort it by, and the words that say so."""

from datetime import date
from typing import Any

import pytest

from django.utils import translation

from home.models import StandardPage
from knowledge.models import DecisionPage, KnowledgePage, LearningExamplePage, ReportChapterPage, ReportPage
from knowledge.models.meeting import MeetingPage

pytestmark = pytest.mark.django_db

REVIEWED = date(2026, 10, 14)
REVIEW = "Granskad 14 oktober 2026"


MARCH = {"decided_on": date(2023, 3, 1), "date_precision": "month"}
YEARS = {"year_from": 2021, "year_to": 2022}
PUBLISHED = {"published_on": date(2023, 6, 7)}
Case = tuple[type[KnowledgePage], dict[str, Any], date, list[str], str]
DATED: dict[str, Case] = {
    "page": (StandardPage, {}, REVIEWED, [], REVIEW),
    "decision": (DecisionPage, {"decided_on": date(2023, 6, 16)}, date(2023, 6, 16), ["2023"], "16 juni 2023"),
    "decision of a month": (DecisionPage, MARCH, date(2023, 3, 1), ["2023"], "mars 2023"),
    "decision without a date": (DecisionPage, {}, REVIEWED, [], REVIEW),
    "meeting": (MeetingPage, {"held_on": date(2022, 6, 1)}, date(2022, 6, 1), ["2022"], "1 juni 2022"),
    "example": (LearningExamplePage, YEARS, date(2022, 12, 31), ["2021", "2022"], "2021–2022"),
    "example of a year": (LearningExamplePage, {"year_from": 2021}, date(2021, 12, 31), ["2021"], "2021"),
    "example without a year": (LearningExamplePage, {}, REVIEWED, [], REVIEW),
    "report": (ReportPage, PUBLISHED, date(2023, 6, 7), ["2023"], "Publicerad 7 juni 2023"),
    "report without a date": (ReportPage, {}, REVIEWED, [], REVIEW),
}


@pytest.mark.parametrize("name", DATED)
def test_only_what_has_happened_stands_under_a_year_and_lists_say_the_date_they_are_sorted_by(name: str) -> None:
    model, fields, sorted_by, years, words = DATED[name]
    page = model(reviewed_on=REVIEWED, **fields)

    assert said(page) == (sorted_by, years, words)


def test_a_page_that_nobody_has_reviewed_has_no_date() -> None:
    assert said(StandardPage()) == (None, [], "")


@pytest.mark.parametrize("fields", [PUBLISHED, {}])
def test_a_chapter_has_the_date_of_its_report(fields: dict[str, Any]) -> None:
    chapter, report = ReportChapterPage(reviewed_on=REVIEWED), ReportPage(reviewed_on=REVIEWED, **fields)
    chapter.whole = report

    assert said(chapter) == said(report)


def said(page: KnowledgePage) -> tuple[date | None, list[str], str]:
    with translation.override("sv"):
        return page.search_date(), page.search_years(), page.date_words()
