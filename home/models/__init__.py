from .contact_page import ContactAddress, ContactPage
from .home_page import Entrance, HomePage
from .section_page import SectionPage
from .standard_page import StandardPage
from .statement_page import KnownIssue, StatementPage

__all__ = [
    "ContactAddress",
    "ContactPage",
    "Entrance",
    "HomePage",
    "KnownIssue",
    "SectionPage",
    "StandardPage",
    "StatementPage",
]
