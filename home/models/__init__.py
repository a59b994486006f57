from .contact_message import ContactMessage
from .contact_page import ContactAddress, ContactPage
from .home_page import Entrance, HomePage
from .page_feedback import PageFeedback
from .section_page import SectionPage
from .standard_page import StandardPage
from .statement_page import KnownIssue, StatementPage

__all__ = [
    "ContactAddress",
    "ContactMessage",
    "ContactPage",
    "Entrance",
    "HomePage",
    "KnownIssue",
    "PageFeedback",
    "SectionPage",
    "StandardPage",
    "StatementPage",
]
