from importlib import import_module
from pkgutil import iter_modules

from ..sections import in_page_language
from .base import BasePage, KnowledgePage
from .content_rows import ChecklistItem, FaqItem, Reference
from .decision import DecisionPage
from .decision_rows import BasisDocument, DecisionRecipient, Motion, Proposition
from .diary_number import DiaryNumber
from .discussion_point import DiscussionPoint
from .document_import import DocumentImport
from .film import Film
from .glossary import GlossaryPage
from .import_record import ImportRecord
from .learning_example import ExampleFilm, ExampleGoal, ExamplePlanContent, ExampleStudyAim, LearningExamplePage
from .level import Level
from .organisation import Organisation, OrganisationPlace
from .place import Place
from .report import ReportPage
from .report_chapter import ReportChapterPage
from .report_rows import Appendix, MethodActivity, ProjectGoal, ProjectResource, Recommendation
from .rows import ChildRow, PageLevel, PageOrganisation, PagePlace, PageRelation, PageSource, PageTerm, Row
from .term import Term
from .theme import SupportLink, ThemePage, ThemeParticipant
from .toolkit import ToolkitPage

__all__ = [
    "Appendix",
    "BasePage",
    "BasisDocument",
    "ChecklistItem",
    "ChildRow",
    "DecisionPage",
    "DecisionRecipient",
    "DiaryNumber",
    "DiscussionPoint",
    "DocumentImport",
    "ExampleFilm",
    "ExampleGoal",
    "ExamplePlanContent",
    "ExampleStudyAim",
    "FaqItem",
    "Film",
    "GlossaryPage",
    "ImportRecord",
    "KnowledgePage",
    "LearningExamplePage",
    "Level",
    "MethodActivity",
    "Motion",
    "Organisation",
    "OrganisationPlace",
    "PageLevel",
    "PageOrganisation",
    "PagePlace",
    "PageRelation",
    "PageSource",
    "PageTerm",
    "Place",
    "ProjectGoal",
    "ProjectResource",
    "Proposition",
    "Recommendation",
    "Reference",
    "ReportChapterPage",
    "ReportPage",
    "Row",
    "SupportLink",
    "Term",
    "ThemePage",
    "ThemeParticipant",
    "ToolkitPage",
    "in_page_language",
]

# Every file here is read, so that a page type in a file of its own needs no line in this one.
for _file in iter_modules(__path__):
    import_module(f"{__name__}.{_file.name}")
