"""Makers of pages and vocabulary items: each gives a valid, live object, and takes whatever a test cares about."""

from .pages import (
    DecisionPageFactory,
    LearningExamplePageFactory,
    ReportChapterPageFactory,
    ReportPageFactory,
    ThemePageFactory,
    ToolkitPageFactory,
)
from .vocabularies import FilmFactory, LevelFactory, OrganisationFactory, PlaceFactory, TermFactory

__all__ = [
    "DecisionPageFactory",
    "FilmFactory",
    "LearningExamplePageFactory",
    "LevelFactory",
    "OrganisationFactory",
    "PlaceFactory",
    "ReportChapterPageFactory",
    "ReportPageFactory",
    "TermFactory",
    "ThemePageFactory",
    "ToolkitPageFactory",
]
