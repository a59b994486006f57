from .base import BasePage, KnowledgePage, in_page_language
from .content_rows import ChecklistItem, FaqItem, Reference
from .film import Film
from .level import Level
from .organisation import Organisation, OrganisationPlace
from .place import Place
from .rows import PageLevel, PageOrganisation, PagePlace, PageRelation, PageSource, PageTerm, Row
from .term import Term

__all__ = [
    "BasePage",
    "ChecklistItem",
    "FaqItem",
    "Film",
    "KnowledgePage",
    "Level",
    "Organisation",
    "OrganisationPlace",
    "PageLevel",
    "PageOrganisation",
    "PagePlace",
    "PageRelation",
    "PageSource",
    "PageTerm",
    "Place",
    "Reference",
    "Row",
    "Term",
    "in_page_language",
]
