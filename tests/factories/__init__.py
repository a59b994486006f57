"""Makers of pages and vocabulary items: each gives a valid, live object, and takes whatever a test cares about."""

from .pages import (
    DecisionPageFactory,
    GuidePageFactory,
    GuideStepPageFactory,
    LearningExamplePageFactory,
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

__all__ = [
    "DecisionPageFactory",
    "FilmFactory",
    "FocusAreaFactory",
    "GuidePageFactory",
    "GuideStepPageFactory",
    "LearningExamplePageFactory",
    "LevelFactory",
    "OrganisationFactory",
    "PlaceFactory",
    "ReportChapterPageFactory",
    "ReportPageFactory",
    "TargetAreaFactory",
    "TermFactory",
    "ThemePageFactory",
    "ToolkitPageFactory",
]
