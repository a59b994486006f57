from datetime import date
from typing import Any

import factory
from wagtail_factories import PageFactory

from wagtail.models import Page

from knowledge.models import (
    DecisionPage,
    LearningExamplePage,
    ReportChapterPage,
    ReportPage,
    ThemePage,
    ToolkitPage,
)
from knowledge.models.guide import GuidePage
from knowledge.models.guide_step import GuideStepPage
from knowledge.models.meeting import MeetingPage

from .vocabularies import locale


def site_root() -> Page:
    """The page under which a test's pages lie when it names no parent: the start page, else Wagtail's own root."""
    return Page.objects.filter(depth__lte=2, locale=locale("sv")).order_by("-depth")[0]


class KnowledgePageFactory(PageFactory):
    """A live page with all that publishing demands. Child rows are given as lists: `points=[DiscussionPoint(…)]`."""

    class Meta:
        abstract = True

    class Params:
        language = "sv"

    summary = "Om sidan i en mening."
    slug = factory.Sequence(lambda number: f"sida-{number}")
    locale = factory.LazyAttribute(lambda page: locale(page.language))

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        return super()._create_instance(model_class, parent or site_root(), kwargs)


class ToolkitPageFactory(KnowledgePageFactory):
    class Meta:
        model = ToolkitPage

    title = "Processtöd för lokaler"
    purpose = "<p>Att lokaler kommer upp i tid.</p>"
    goal = "<p>Att omställningen går att genomföra.</p>"
    target_group = "<p>Den som planerar workshoppen.</p>"
    how_to_use = "<p>Fritt att anpassa.</p>"


class ThemePageFactory(KnowledgePageFactory):
    class Meta:
        model = ThemePage

    title = factory.Sequence(lambda number: f"Temat med nummer {number}")
    number = factory.Sequence(lambda number: number + 1)
    purpose = "<p>Att komma överens.</p>"


class GuidePageFactory(KnowledgePageFactory):
    class Meta:
        model = GuidePage

    title = factory.Sequence(lambda number: f"Guiden {number}")
    purpose = "<p>Att få en plan.</p>"


class GuideStepPageFactory(KnowledgePageFactory):
    class Meta:
        model = GuideStepPage

    title = factory.Sequence(lambda number: f"Steget med nummer {number}")
    number = factory.Sequence(lambda number: number + 1)
    purpose = "<p>Att komma vidare.</p>"


class MeetingPageFactory(KnowledgePageFactory):
    class Meta:
        model = MeetingPage

    title = factory.Sequence(lambda number: f"Mötet {number}")
    held_on = date(2023, 6, 12)
    personal_data_checked = True


class LearningExamplePageFactory(KnowledgePageFactory):
    class Meta:
        model = LearningExamplePage

    title = factory.Sequence(lambda number: f"Exemplet {number}")
    background = "<p>Så började det.</p>"


class ReportPageFactory(KnowledgePageFactory):
    class Meta:
        model = ReportPage

    title = factory.Sequence(lambda number: f"Rapporten {number}")
    published_on = date(2023, 6, 7)


class ReportChapterPageFactory(KnowledgePageFactory):
    class Meta:
        model = ReportChapterPage

    title = factory.Sequence(lambda number: f"Kapitlet {number}")
    number = factory.Sequence(lambda number: number + 1)


class DecisionPageFactory(KnowledgePageFactory):
    class Meta:
        model = DecisionPage

    title = factory.Sequence(lambda number: f"Beslutet {number}")
    decided_on = date(2023, 6, 16)
