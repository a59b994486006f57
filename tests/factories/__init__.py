"""Makers of pages and vocabulary items: each gives a valid, live object, and takes whatever a test cares about."""

from .pages import (
    DecisionPageFactory,
    GuidePageFactory,
    GuideStepPageFactory,
    LearningExamplePageFactory,
    MeetingPageFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)
from .vocabularies import (
    FilmFactory,
    FocusAreaFactory,
    LevelFactory,
    OrganisationFactory,
    PlaceFactory,
    TargetAreaFactory,
    TermFactory,
)
from .words import PromotedResultFactory, SynonymsFactory

__all__ = [
    "DecisionPageFactory",
    "FilmFactory",
    "FocusAreaFactory",
    "GuidePageFactory",
    "GuideStepPageFactory",
    "LearningExamplePageFactory",
    "LevelFactory",
    "MeetingPageFactory",
    "OrganisationFactory",
    "PlaceFactory",
    "PromotedResultFactory",
    "ReportChapterPageFactory",
    "ReportPageFactory",
    "SynonymsFactory",
    "TargetAreaFactory",
    "TermFactory",
    "ThemePageFactory",
    "ToolkitPageFactory",
]
