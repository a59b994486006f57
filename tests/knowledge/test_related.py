"""Pages that belong together: a relation is stored once and shown on both pages, never to those who may not read."""

import pytest

from django.utils import translation

from wagtail.models import Locale, PageViewRestriction

from home.models import HomePage, StandardPage
from knowledge.models import BasisDocument, KnowledgePage, PageRelation
from tests.factories import DecisionPageFactory, LearningExamplePageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db


def shown(page: KnowledgePage) -> list[tuple[str, str, str]]:
    """(family, relation, title) of each related page, read afresh."""
    with translation.override("sv"):
        groups = type(page).objects.get(pk=page.pk).related_groups
    return [(group.family.code, related.relation, related.page.title) for group in groups for related in group.pages]


@pytest.fixture
def report(home: HomePage) -> KnowledgePage:
    return ReportPageFactory(parent=home, title="Rapporten")


@pytest.fixture
def decision(home: HomePage, report: KnowledgePage) -> KnowledgePage:
    """A decision that follows from the report."""
    relation = PageRelation(target=report, relation="builds_on")
    return DecisionPageFactory(parent=home, title="Beslutet", page_relations=[relation])


def test_a_relation_is_shown_on_both_pages_in_words_of_its_own(report: KnowledgePage, decision: KnowledgePage) -> None:
    assert shown(decision) == [("report", "Bygger på", "Rapporten")]
    assert shown(report) == [("decision", "Grund för", "Beslutet")]


def test_groups_stand_in_the_order_of_the_menu(home: HomePage, report: KnowledgePage, decision: KnowledgePage) -> None:
    relations = [PageRelation(target=target) for target in (decision, report)]
    example = LearningExamplePageFactory(parent=home, page_relations=relations)

    assert [family for family, _relation, _title in shown(example)] == ["report", "decision"]


def test_a_page_that_chooses_its_family_is_grouped_under_it(home: HomePage, report: KnowledgePage) -> None:
    page = StandardPage(
        title="Kontinuitet",
        slug="kontinuitet",
        summary="En indikator.",
        page_family="follow",
        locale=home.locale,
        page_relations=[PageRelation(target=report, relation="see_also")],
    )
    home.add_child(instance=page)

    assert shown(report) == [("follow", "Se även", "Kontinuitet")]


def test_hidden_pages_are_not_shown(report: KnowledgePage, decision: KnowledgePage) -> None:
    PageViewRestriction.objects.create(page=report, restriction_type="login")
    decision.unpublish()

    assert shown(decision) == []
    assert shown(report) == []


def test_a_relation_leads_to_the_translation_where_there_is_one(
    finnish_home: HomePage, report: KnowledgePage, decision: KnowledgePage, locales: dict[str, Locale]
) -> None:
    finnish = decision.copy_for_translation(locales["fi"])
    finnish.title = "Päätös"
    finnish.save_revision().publish()
    assert shown(finnish) == [("report", "Bygger på", "Rapporten")]

    translated = report.copy_for_translation(locales["fi"])
    translated.title = "Raportti"
    translated.save_revision().publish()

    assert shown(finnish) == [("report", "Bygger på", "Raportti")]
    assert shown(translated) == [("decision", "Grund för", "Päätös")]
    assert shown(report) == [("decision", "Grund för", "Beslutet")]


def test_a_page_is_listed_once_with_what_tells_most_of_its_relations(
    report: KnowledgePage, decision: KnowledgePage
) -> None:
    report.page_relations = [PageRelation(target=decision), PageRelation(target=decision)]
    report.save()

    assert [relation for _family, relation, _title in shown(report)] == ["Grund för"]


def test_a_link_to_a_page_that_visitors_may_not_read_remains_as_words(home: HomePage, report: KnowledgePage) -> None:
    documents = [
        BasisDocument(text="Rapporten", target=report),
        BasisDocument(text="Protokoll", url="https://a.example"),
    ]
    decision = DecisionPageFactory(parent=home, basis_documents=documents)
    assert decision.basis[0].target == report.page_ptr

    report.unpublish()

    links = type(decision).objects.get(pk=decision.pk).basis
    assert [(link.text, link.target, link.url) for link in links] == [
        ("Rapporten", None, ""),
        ("Protokoll", None, "https://a.example"),
    ]


def test_an_approved_report_names_the_decision(home: HomePage, decision: KnowledgePage) -> None:
    report = ReportPageFactory(parent=home, approved_by=decision)
    assert report.approving_decision.title == "Beslutet"

    decision.unpublish()

    assert type(report).objects.get(pk=report.pk).approving_decision is None
